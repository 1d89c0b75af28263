/** Hours that are the same every week, by the wall clock: phone hours and shifts. */
import { z } from 'zod';
import type { WeeklyWindow } from '../../domain/phone-call/phone-hours.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export const weeklyWindow = z
  .strictObject({
    weekday: z.enum(WEEKDAYS),
    start: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:00'),
    end: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time like 12:00, or 24:00'),
  })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'must be later than start' })
  .meta({ id: 'WeeklyWindow' });

/** As a client writes it → as the domain counts it. */
export function toWeeklyWindow({ weekday, start, end }: z.output<typeof weeklyWindow>): WeeklyWindow {
  return { weekday: WEEKDAYS.indexOf(weekday) + 1, startMinute: minuteOf(start), endMinute: minuteOf(end) };
}

/** The reverse of `toWeeklyWindow`. */
export function fromWeeklyWindow({
  weekday,
  startMinute,
  endMinute,
}: WeeklyWindow): z.input<typeof weeklyWindow> {
  const name = WEEKDAYS[weekday - 1];
  if (!name) throw new RangeError(`${weekday} is no weekday`);
  return { weekday: name, start: timeOf(startMinute), end: timeOf(endMinute) };
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function timeOf(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
