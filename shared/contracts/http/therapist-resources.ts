/** Phone hours and absences as the API takes and shows them. Free text needs `email.content`: absent without it. */
import { z } from 'zod';
import { countDays, MAX_ABSENCE_DAYS, type Absence } from '../../domain/phone-call/absence.ts';
import type { PhoneHours } from '../../domain/phone-call/phone-hours.ts';
import { instant, ownId, siblingId, text } from './fields.ts';
import { localDate } from './phone-call-resource.ts';
import { fromWeeklyWindow, weeklyWindow } from './weekly-windows.ts';

/** Id of an absence; the pattern only keeps nonsense away from the tables. */
export const absenceId = z.string().regex(ownId('ab'));

const timeZone = z.string().describe('IANA zone of the local dates and times.');
const note = text(1000);
const from = localDate.describe('The first day.');
const to = localDate.describe('The last day, included.');

export const phoneHours = z
  .strictObject({
    therapist_id: siblingId,
    time_zone: timeZone,
    windows: z
      .array(weeklyWindow)
      .describe('When the therapist is called: by weekday and time, neither overlapping nor touching.'),
    not_understood: z
      .array(z.string())
      .optional()
      .describe(
        'What of the phone hours could not be read, or not be used in full, as it was written. At most 100 texts. Needs ' +
          '`email.content`.',
      ),
    not_understood_count: z.int().nonnegative().describe('How many texts that are.'),
  })
  .meta({ id: 'PhoneHours' });

export const absence = z
  .strictObject({
    id: absenceId,
    therapist_id: siblingId,
    from,
    to,
    time_zone: timeZone,
    note: note.optional().describe('Needs `email.content`.'),
    created_at: instant,
    version: z.int().positive(),
  })
  .meta({ id: 'Absence' });

export const newAbsence = z
  .strictObject({ from, to: to.describe('The last day, included; not in the past.'), note: note.optional() })
  // What is no date is at fault by itself.
  .refine((days) => !(countDays(days) < 1), { path: ['to'], message: 'must not be earlier than from' })
  .refine((days) => !(countDays(days) > MAX_ABSENCE_DAYS), {
    path: ['to'],
    message: `must lie at most ${MAX_ABSENCE_DAYS} days from the first day on`,
  });

/** What somebody may see of free text: whether the scope `email.content` is his. */
interface Sight {
  timeZone: string;
  withContent: boolean;
}

/** Phone hours as somebody may see them. */
export function toPhoneHours(
  therapistId: number,
  { windows, notUnderstood }: PhoneHours,
  { timeZone, withContent }: Sight,
): z.input<typeof phoneHours> {
  return {
    therapist_id: therapistId,
    time_zone: timeZone,
    windows: windows.map(fromWeeklyWindow),
    ...(withContent && { not_understood: notUnderstood }),
    not_understood_count: notUnderstood.length,
  };
}

/** An absence as somebody may see it. */
export function toAbsence(
  { id, therapistId, from, to, note, createdAt, version }: Absence,
  { timeZone, withContent }: Sight,
): z.input<typeof absence> {
  return {
    id,
    therapist_id: therapistId,
    from,
    to,
    time_zone: timeZone,
    ...(withContent && note !== undefined && { note }),
    created_at: createdAt,
    version,
  };
}
