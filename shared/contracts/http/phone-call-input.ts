/** What clients send about phone calls, and how the use cases take it. */
import { z } from 'zod';
import { CALL_STATES } from '../../domain/phone-call/phone-call.ts';
import { instant, paging, siblingId, siblingIdParameter } from './fields.ts';
import {
  CALL_OUTCOMES,
  callNotes,
  durationMinutes,
  gridTime,
  localDate,
  wallTime,
} from './phone-call-resource.ts';

const outsidePhoneHours = z
  .boolean()
  .describe(
    'The time may lie outside of the phone hours, because staff agreed on it. Lead time, horizon and holidays always count.',
  );

/** Two fields that say something only together. */
const together = (first: unknown, second: unknown) => (first === undefined) === (second === undefined);

export const newPhoneCall = z
  .strictObject({
    therapist_id: siblingId,
    scheduled_date: localDate.optional().describe('With scheduled_time; the next free slot without both.'),
    scheduled_time: gridTime.optional(),
    outside_phone_hours: outsidePhoneHours.optional(),
    duration_minutes: durationMinutes.optional().describe('As configured unless told.'),
    placement_request_ids: z
      .array(siblingId)
      .min(1)
      .max(100)
      .refine((ids) => new Set(ids).size === ids.length, 'must name each request once')
      .optional()
      .describe('All that the therapist owes an answer to, unless told.'),
    notes: callNotes.optional(),
  })
  .refine(({ scheduled_date, scheduled_time }) => together(scheduled_date, scheduled_time), {
    path: ['scheduled_time'],
    message: 'must be given together with scheduled_date',
  })
  .refine(({ scheduled_time, outside_phone_hours }) => !outside_phone_hours || scheduled_time !== undefined, {
    path: ['outside_phone_hours'],
    message: 'needs scheduled_date and scheduled_time',
  });

type Changes = Partial<Record<'status' | 'outcome' | 'retry_after', unknown>> & Record<string, unknown>;

const REPORT = ['outcome', 'actual_date', 'actual_time', 'retry_after'] as const;
const MOVE = ['scheduled_date', 'scheduled_time', 'duration_minutes', 'outside_phone_hours'] as const;

const has = (changes: Changes, fields: readonly string[]) =>
  fields.some((field) => changes[field] !== undefined);
const isReport = ({ status }: Changes) => status === 'completed' || status === 'failed';

/** Outcomes by the status that they come with. */
function fitsStatus({ status, outcome }: Changes): boolean {
  return outcome === undefined || (outcome === 'reached') === (status === 'completed');
}

export const phoneCallChanges = z
  .strictObject({
    scheduled_date: localDate.optional(),
    scheduled_time: gridTime.optional(),
    outside_phone_hours: outsidePhoneHours.optional(),
    duration_minutes: durationMinutes.optional(),
    status: z.enum(CALL_STATES).optional(),
    outcome: z
      .enum(CALL_OUTCOMES)
      .optional()
      .describe('`reached` of a completed call, anything else of a failed one; `no_answer` unless told.'),
    actual_date: localDate.optional().describe('With actual_time; the scheduled time without both.'),
    actual_time: wallTime.optional(),
    retry_after: instant.optional().describe('The next try of a failed call is not made earlier.'),
    notes: callNotes.optional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must name a field to change')
  .refine(({ actual_date, actual_time }) => together(actual_date, actual_time), {
    path: ['actual_time'],
    message: 'must be given together with actual_date',
  })
  .refine((changes) => isReport(changes) || !has(changes, REPORT), {
    path: ['status'],
    message: 'must be completed or failed when the outcome of a try is reported',
  })
  .refine(
    (changes) => changes.status === undefined || changes.status === 'scheduled' || !has(changes, MOVE),
    { path: ['status'], message: 'must not change together with the schedule' },
  )
  .refine((changes) => !isReport(changes) || fitsStatus(changes), {
    path: ['outcome'],
    message: 'must fit the status',
  })
  .refine(
    ({ status, outcome, retry_after }) => {
      const mayRetry = status === 'failed' && outcome !== 'wrong_number';
      return retry_after === undefined || mayRetry;
    },
    { path: ['retry_after'], message: 'is for failed calls whose number is right' },
  )
  .refine(({ outcome, retry_after }) => outcome !== 'callback_at' || retry_after !== undefined, {
    path: ['retry_after'],
    message: 'is needed for callback_at',
  });

export const phoneCallQuery = z
  .strictObject({
    therapist_id: siblingIdParameter.optional(),
    status: z.enum(CALL_STATES).optional(),
    scheduled_date: localDate.optional().describe('One local day.'),
    from: instant.optional().describe('Starting at this instant or later.'),
    to: instant.optional().describe('Starting before this instant.'),
    ...paging,
  })
  .refine(({ from = '', to = '~' }) => from < to, { path: ['to'], message: 'must be later than from' });

/** A new call, as the use case takes it. */
export function toCallWanted(body: z.output<typeof newPhoneCall>) {
  const { scheduled_date: date, scheduled_time: time } = body;
  return {
    therapistId: body.therapist_id,
    time: date === undefined || time === undefined ? undefined : { date, time },
    outsidePhoneHours: body.outside_phone_hours,
    durationMinutes: body.duration_minutes,
    requestIds: body.placement_request_ids,
    notes: body.notes,
  };
}

/** What is to be different, as the use case takes it. */
export function toCallUpdate(body: z.output<typeof phoneCallChanges>) {
  const { actual_date: date, actual_time: time } = body;
  return {
    date: body.scheduled_date,
    time: body.scheduled_time,
    outsidePhoneHours: body.outside_phone_hours,
    durationMinutes: body.duration_minutes,
    status: body.status,
    outcome: body.outcome,
    actual: date === undefined || time === undefined ? undefined : { date, time },
    retryAfter: body.retry_after,
    notes: body.notes,
  };
}

/** Which calls are listed, as the use case takes it. */
export function toCallsWanted(query: z.output<typeof phoneCallQuery>) {
  return {
    therapistId: query.therapist_id,
    state: query.status,
    date: query.scheduled_date,
    from: query.from,
    to: query.to,
    limit: query.limit,
  };
}
