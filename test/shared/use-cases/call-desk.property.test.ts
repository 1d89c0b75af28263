import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHolidays } from '../../../shared/out/holidays.ts';
import { toEpochMs } from '../../../shared/domain/time.ts';
import { callDesk } from '../../support/call-desk.ts';
import { allCalls, violations } from '../../support/follow-up.ts';
import { addRequest } from '../../support/sending.ts';
import { isReachable, wallClock } from '../../support/slot-reference.ts';
import { startWorld, type World } from '../../support/world.ts';

/** A Monday in Advent, 09:00 in Berlin: Christmas Day and New Year's Day are Fridays. */
const START = '2026-12-21T08:00:00.000Z';
const HOURS = {
  monday: [{ start: '09:00', end: '09:40' }],
  wednesday: [{ start: '14:00', end: '14:40' }],
  friday: [{ start: '14:00', end: '14:40' }],
};
const WINDOWS = [
  { weekday: 1, startMinute: 540, endMinute: 580 },
  { weekday: 3, startMinute: 840, endMinute: 880 },
  { weekday: 5, startMinute: 840, endMinute: 880 },
];
const THERAPISTS = [1, 2, 3];
const { isHoliday } = createHolidays({ federalState: 'BE' });

const dates = fc.constantFrom(
  '2026-12-21',
  '2026-12-23',
  '2026-12-25',
  '2026-12-28',
  '2026-12-30',
  '2027-01-01',
);
const times = fc.constantFrom('08:55', '09:00', '09:05', '09:10', '14:00', '14:05', '14:10', '14:40');
const time = fc.record({ date: dates, time: times });
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
  fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 30, 80) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Reaches a retry and a move that succeed. */
const EXAMPLE: Step[] = [
  { kind: 'book', therapistId: 1, time: undefined, durationMinutes: 20 },
  { kind: 'book', therapistId: 2, time: undefined, durationMinutes: 20 },
  { kind: 'move', which: 0, time: { date: '2026-12-25', time: '14:00' }, durationMinutes: 5 },
  { kind: 'move', which: 0, time: { date: '2026-12-28', time: '09:05' }, durationMinutes: 10 },
  { kind: 'fail', which: 1 },
  {
    kind: 'book',
    therapistId: 1,
    time: { date: '2026-12-28', time: '09:10' },
    durationMinutes: 10,
  },
  { kind: 'wait', hours: 80 },
  { kind: 'complete', which: 0 },
];

/** Does one step; what the service refuses is refused. */
async function take(world: World, step: Step, ids: string[]): Promise<void> {
  const desk = callDesk(world);
  if (step.kind === 'wait') return world.clock.advance(step.hours * 3_600_000);
  if (step.kind === 'book') {
    const booked = await desk.book(step);
    if (booked.ok) ids.push(booked.value);
    return;
  }
  const id = ids[step.which % Math.max(ids.length, 1)];
  if (id === undefined) return;
  if (step.kind === 'cancel') await desk.cancel(id);
  else if (step.kind === 'move')
    await desk.update(id, { ...step.time, durationMinutes: step.durationMinutes });
  else await desk.update(id, { status: step.kind === 'fail' ? 'failed' : 'completed' });
}

/** What is wrong with where the scheduled calls lie, of those that were booked or moved since `before`. */
async function misplaced(world: World, before: Map<string, string>): Promise<string[]> {
  const now = world.clock.now();
  return (await allCalls(world))
    .filter(({ call }) => call.state === 'scheduled' && before.get(call.id) !== call.startsAt)
    .flatMap(({ call }) => {
      const start = toEpochMs(call.startsAt);
      const minutes = Array.from({ length: call.durationMinutes }, (_, index) => start + index * 60_000);
      const { date } = wallClock(start, 'Europe/Berlin');
      return [
        ...(call.startsAt < now ? [`${call.id} lies in the past`] : []),
        ...(isHoliday(date) ? [`${call.id} lies on a holiday`] : []),
        ...(minutes.every((minute) => isReachable(minute, WINDOWS, 'Europe/Berlin'))
          ? []
          : [`${call.id} lies outside of the phone hours`]),
      ];
    });
}

describe('any sequence of work on calls', () => {
  it('keeps all invariants, and never books in the past, on a holiday or outside of the phone hours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        const world = await startWorld({ start: START });
        try {
          for (const id of THERAPISTS) {
            world.therapist(id, { telefonische_erreichbarkeit: HOURS, email: null });
            await addRequest(world, id, { therapist: id });
          }
          const ids: string[] = [];
          for (const each of steps) {
            const before = new Map((await allCalls(world)).map(({ call }) => [call.id, call.startsAt]));
            await take(world, each, ids);
            expect(await misplaced(world, before)).toEqual([]);
          }
          expect(await violations(world)).toEqual([]);
        } finally {
          await world.stop();
        }
      }),
      {
        numRuns: 12,
        examples: [[EXAMPLE]],
      },
    );
  });
});
