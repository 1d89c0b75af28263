/** Caller lines: how many people make calls, and when (CONTRACT §2, §3). */
import { z } from 'zod';
import { MAX_LINES, type CallerLine, type LineUp } from '../../domain/phone-call/caller-line.ts';
import { text } from './fields.ts';
import { operation } from './operation.ts';
import { fromWeeklyWindow, toWeeklyWindow, weeklyWindow } from './weekly-windows.ts';

/** More shifts in a week than anybody has; all lines are read for every slot. */
const MAX_SHIFTS = 50;

const NO_SHIFTS =
  'must not be empty: leave it out for a line that is staffed at any time, or set active to false for one that makes no calls';

export const callerLine = z
  .strictObject({
    number: z.int().min(1).max(MAX_LINES),
    name: text(60).optional().describe('What staff call the line. It must not name a person.'),
    shifts: z
      .array(weeklyWindow)
      .min(1, NO_SHIFTS)
      .max(MAX_SHIFTS)
      .optional()
      .describe('When somebody makes calls on the line; at any time unless told.'),
    active: z.boolean().describe('A line that is not active makes no calls.'),
  })
  .meta({ id: 'CallerLine' });

const allLines = z
  .array(callerLine)
  .min(1)
  .max(MAX_LINES)
  .refine((lines) => new Set(lines.map(({ number }) => number)).size === lines.length, {
    message: 'must have each number once',
  });

const newCallerLines = z.strictObject({ items: allLines });

const callerLines = z
  .strictObject({
    items: z.array(callerLine).describe('By number.'),
    next_cursor: z.null(),
    time_zone: z.string().describe('IANA zone of the shifts.'),
    version: z.int().nonnegative().describe('0 while none are stored: then there are as many as configured.'),
  })
  .meta({ id: 'CallerLines' });

const nothing = z.strictObject({});

export const readCallerLines = operation({
  id: 'readCallerLines',
  method: 'GET',
  path: '/api/caller-lines',
  summary: 'Reads the lines on which calls are made.',
  description:
    'Those that were stored, or else as many as `CALL_LINES` says, all of them staffed at any time. A slot of a call lies inside a shift of its line.',
  access: ['call.read'],
  params: nothing,
  query: nothing,
  success: { status: 200, description: 'All lines.', schema: callerLines },
  problems: [],
  examples: [{ summary: 'All lines', status: 200 }],
});

export const replaceCallerLines = operation({
  id: 'replaceCallerLines',
  method: 'PUT',
  path: '/api/caller-lines',
  summary: 'Replaces all lines on which calls are made.',
  description:
    'A line that is not named is gone. A scheduled call that nobody is there to make then, because its line is gone, not active or ' +
    'staffed at other times, is canceled by the next hourly sweep: its slot is free again, and a work item `line_gone` asks staff to ' +
    'book it anew. With every line inactive no calls are booked at all.',
  access: ['call.write'],
  params: nothing,
  query: nothing,
  body: newCallerLines,
  success: { status: 200, description: 'All lines as they are now.', schema: callerLines },
  problems: [],
  examples: [
    {
      summary: 'One line at any time, one on two mornings',
      body: {
        items: [
          { number: 1, active: true },
          {
            number: 2,
            name: 'Telefon am Empfang',
            shifts: [
              { weekday: 'monday', start: '09:00', end: '12:00' },
              { weekday: 'thursday', start: '08:30', end: '12:30' },
            ],
            active: true,
          },
        ],
      },
      status: 200,
    },
    { summary: 'No calls for now', body: { items: [{ number: 1, active: false }] }, status: 200 },
    {
      summary: 'A line without any shift',
      body: { items: [{ number: 1, shifts: [], active: true }] },
      status: 400,
    },
  ],
});

export const CALLER_LINE_OPERATIONS = [readCallerLines, replaceCallerLines] as const;

/** Lines as the use case takes them. */
export function toLines({ items }: z.output<typeof newCallerLines>): CallerLine[] {
  return items.map(({ number, name, shifts, active }) => ({
    number,
    ...(name !== undefined && { name }),
    ...(shifts && { shifts: shifts.map(toWeeklyWindow) }),
    active,
  }));
}

/** Lines as the API shows them. */
export function toCallerLines({ lines, version }: LineUp, timeZone: string): z.input<typeof callerLines> {
  const items = lines.map(({ number, name, shifts, active }) => ({
    number,
    ...(name !== undefined && { name }),
    ...(shifts && { shifts: shifts.map(fromWeeklyWindow) }),
    active,
  }));
  return { items, next_cursor: null, time_zone: timeZone, version };
}
