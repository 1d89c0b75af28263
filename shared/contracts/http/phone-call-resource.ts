/** A phone call as the API shows it (CONTRACT §2). What needs `email.content` is absent without it, not empty. */
import { z } from 'zod';
import { CALL_STATES, type CallOutcome } from '../../domain/phone-call/phone-call.ts';
import { emailId, instant, ownId, siblingId, text } from './fields.ts';

export const CALL_OUTCOMES = [
  'reached',
  'no_answer',
  'busy',
  'voicemail',
  'wrong_number',
  'callback_at',
] as const satisfies readonly CallOutcome[];

/** The media type of a list of calls as a calendar. */
export const CALENDAR_TYPE = 'text/calendar';

/** Id of a phone call; the pattern only keeps nonsense away from the tables. */
export const callId = z.string().regex(ownId('pc'));

/** A local calendar date of a year that this service can mean. */
export const localDate = z.iso
  .date('must be a date like 2026-11-30')
  .refine((date) => !/^\d{4}-/.test(date) || date.startsWith('20'), 'must lie in the years 2000 to 2099');

/** Wall-clock time of a call's start. */
export const gridTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5][05]$/, 'must be a time like 09:35, on the 5-minute grid');

/** Wall-clock time at which something happened. */
export const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:37');

export const durationMinutes = z.int().min(5).max(60).multipleOf(5, 'must be a multiple of 5');

export const callNotes = text(4000);

/** In lists and by itself alike, but for the script. */
export const phoneCall = z
  .strictObject({
    id: callId,
    therapist_id: siblingId,
    therapist_ids: z.array(siblingId).describe('All whom the call is for: more than one share a number.'),
    scheduled_date: localDate,
    scheduled_time: wallTime,
    time_zone: z.string().describe('IANA zone of the local dates and times.'),
    starts_at: instant,
    duration_minutes: z.int(),
    line: z.int().positive().describe('The caller line that makes the call.'),
    status: z.enum(CALL_STATES),
    try: z.int().positive().describe('A retry is the same call, one try higher.'),
    outcome: z.enum(CALL_OUTCOMES).optional().describe('Of the last try.'),
    actual_date: localDate.optional().describe('When the last try was really made.'),
    actual_time: wallTime.optional(),
    retry_after: instant.optional(),
    email_ids: z.array(emailId).describe('The emails that the call follows up.'),
    phone_number: z.string().optional().describe('E.164. Needs `email.content`.'),
    phone_uri: z.string().optional().describe('The same to be dialled, `tel:+49…`. Needs `email.content`.'),
    script: z
      .string()
      .optional()
      .describe(
        'What the caller says and asks, without any name of a patient. Of a scheduled call that is read by itself, never in ' +
          'lists. Needs `email.content`.',
      ),
    notes: callNotes.optional().describe('Needs `email.content`.'),
    created_at: instant,
    updated_at: instant,
    version: z.int().positive(),
  })
  .meta({ id: 'PhoneCall' });
