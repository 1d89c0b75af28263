import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHolidays } from '../../../shared/out/holidays.ts';
import type { Absence } from '../../../shared/domain/phone-call/absence.ts';
import type { CallerLine } from '../../../shared/domain/phone-call/caller-line.ts';
import { parsePhoneHours, type WeeklyWindow } from '../../../shared/domain/phone-call/phone-hours.ts';
import { DAY_MS, plus, toEpochMs, type Instant } from '../../../shared/domain/time.ts';
import { callDesk } from '../../support/call-desk.ts';
import { allCalls, violations } from '../../support/follow-up.ts';
import { addRequest } from '../../support/sending.ts';
import { isReachable, wallClock } from '../../support/slot-reference.ts';
import { startWorld, type World } from '../../support/world.ts';

const ZONE = 'Europe/Berlin';
/** 09:00 in Berlin before Christmas and New Year, before the clock goes forward, and before it goes back. */
const STARTS = ['2026-12-21T08:00:00.000Z', '2027-03-25T08:00:00.000Z', '2026-10-22T07:00:00.000Z'];
/** The nights to Sunday hold the gap and the overlap. */
const HOURS = 'Mo 9:00-9:40; Mi, Fr 14:00-14:40; So 1:40-3:20';
const { windows: WINDOWS } = parsePhoneHours(HOURS);
/** One is staffed at any time, the other at the beginning of the hours alone. */
const LINES: CallerLine[] = [
  { number: 1, active: true },
  { number: 2, active: true, shifts: parsePhoneHours('Mo 9:00-9:10; Mi 14:00-14:20; So 1:30-2:30').windows },
];
const THERAPISTS = [1, 2, 3];
/** Two of them share a practice. */
const PHONES = ['030 23120001', '030 23120001', '030 23120002'];
const { isHoliday } = createHolidays({ federalState: 'BE' });

const days = fc.nat(13);
const time = fc.record({
  day: days,
  time: fc.constantFrom('08:55', '09:00', '09:05', '14:00', '14:10', '14:40', '01:45', '02:15', '03:00'),
});
const step = fc.oneof(
  fc.record({
    kind: fc.constant('book' as const),
    therapistId: fc.constantFrom(...THERAPISTS),
    time: fc.option(time, { nil: undefined }),
    durationMinutes: fc.constantFrom(5, 10, 20),
  }),
  fc.record({
    kind: fc.constant('move' as const),
    which: fc.nat(9),
    time,
    durationMinutes: fc.constantFrom(5, 10),
  }),
  fc.record({
    kind: fc.constantFrom('cancel' as const, 'fail' as const, 'complete' as const),
    which: fc.nat(9),
  }),
  fc.record({
    kind: fc.constant('leave' as const),
    therapistId: fc.constantFrom(...THERAPISTS),
    day: days,
  }),
  fc.record({ kind: fc.constant('sweep' as const) }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 30, 80) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Reaches a move and a retry that succeed, and a call of the practice. */
const EXAMPLE: Step[] = [
  { kind: 'leave', therapistId: 1, day: 7 },
  { kind: 'book', therapistId: 3, time: undefined, durationMinutes: 20 },
  { kind: 'sweep' },
  { kind: 'move', which: 0, time: { day: 4, time: '14:00' }, durationMinutes: 5 },
  { kind: 'move', which: 0, time: { day: 9, time: '14:10' }, durationMinutes: 10 },
  { kind: 'fail', which: 1 },
  { kind: 'book', therapistId: 1, time: { day: 7, time: '09:00' }, durationMinutes: 10 },
  { kind: 'wait', hours: 80 },
  { kind: 'complete', which: 0 },
];

/** Does one step; what the service refuses is refused. */
async function take(world: World, step: Step, start: Instant): Promise<void> {
  const desk = callDesk(world);
  const dateOf = (day: number) => plus(start, day * DAY_MS).slice(0, 10);
  const timeOf = ({ day, time }: { day: number; time: string }) => ({ date: dateOf(day), time });
  if (step.kind === 'wait') world.clock.advance(step.hours * 3_600_000);
  else if (step.kind === 'sweep') expect(await world.sweep()).toMatchObject({ failed: 0 });
  else if (step.kind === 'book') await desk.book({ ...step, time: step.time && timeOf(step.time) });
  else if (step.kind === 'leave') {
    const { store } = world.service;
    const days = { from: dateOf(step.day), to: dateOf(step.day + 1), createdAt: world.clock.now() };
    const absence = { ...days, id: `ab_${step.day}`, therapistId: step.therapistId, version: 0 };
    await store.commit([store.saveAbsence(absence)]);
  } else {
    const calls = await allCalls(world);
    const callId = calls[step.which % Math.max(calls.length, 1)]?.call.id;
    if (callId === undefined) return;
    if (step.kind === 'cancel') await desk.cancel(callId);
    else if (step.kind === 'move') await desk.update(callId, { ...step, ...timeOf(step.time) });
    else await desk.update(callId, { status: step.kind === 'fail' ? 'failed' : 'completed' });
  }
}

/** What is wrong with where the scheduled calls lie, of those that were booked or moved since `before`. */
async function misplaced(world: World, before: Map<string, string>): Promise<string[]> {
  const now = world.clock.now();
  const absences = new Map<number, Absence[]>();
  for (const id of THERAPISTS)
    absences.set(id, (await world.service.store.therapistCalendar(id, now)).absences);
  return (await allCalls(world))
    .filter(({ call }) => call.state === 'scheduled' && before.get(call.id) !== call.startsAt)
    .flatMap(({ call }) => {
      const start = toEpochMs(call.startsAt);
      const minutes = Array.from({ length: call.durationMinutes }, (_, index) => start + index * 60_000);
      const { date } = wallClock(start, ZONE);
      const lies = (windows: WeeklyWindow[] | undefined) =>
        windows === undefined || minutes.every((minute) => isReachable(minute, windows, ZONE));
      const isAway = (id: number) =>
        absences.get(id)?.some(({ from, to }) => from <= date && date <= to) ?? false;
      return [
        ...(call.startsAt < now ? [`${call.id} lies in the past`] : []),
        ...(isHoliday(date) ? [`${call.id} lies on a holiday`] : []),
        ...(lies(WINDOWS) ? [] : [`${call.id} lies outside of the phone hours`]),
        ...(call.therapistIds.some(isAway) ? [`${call.id} lies in an absence`] : []),
        ...(lies(LINES[call.line - 1]?.shifts) ? [] : [`${call.id} lies outside of its line's shifts`]),
      ];
    });
}

describe('any sequence of work on calls', () => {
  it('keeps all invariants, and never books in the past, on a holiday, in an absence, or when nobody is there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...STARTS),
        fc.array(step, { minLength: 4, maxLength: 12 }),
        async (start, steps) => {
          const world = await startWorld({ start });
          try {
            const { store } = world.service;
            await store.commit([store.saveLineUp({ lines: LINES, version: 0 })]);
            for (const [index, id] of THERAPISTS.entries()) {
              world.therapist(id, {
                telefonische_erreichbarkeit: HOURS,
                telefon: PHONES[index],
                email: null,
              });
              await addRequest(world, id, { therapist: id });
            }
            await world.batch();
            for (const each of steps) {
              const before = new Map((await allCalls(world)).map(({ call }) => [call.id, call.startsAt]));
              await take(world, each, start);
              expect(await misplaced(world, before)).toEqual([]);
            }
            expect(await violations(world)).toEqual([]);
          } finally {
            await world.stop();
          }
        },
      ),
      {
        numRuns: 12,
        examples: STARTS.map((start) => [start, EXAMPLE]),
      },
    );
  });
});
