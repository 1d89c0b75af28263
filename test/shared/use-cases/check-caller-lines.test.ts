import { describe, expect, it } from '@jest/globals';
import type { CallerLine } from '../../../shared/domain/phone-call/caller-line.ts';
import { checkCallerLines } from '../../../shared/use-cases/check-caller-lines.ts';
import { callDesk } from '../../support/call-desk.ts';
import { allCalls, allWorkItems, placesOf, published, violations } from '../../support/follow-up.ts';
import { addRequest } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest({ environment: { CALL_LINES: '2' } });
const desk = callDesk(world);
const time = { date: '2026-11-26', time: '15:00' };
const MORNINGS = [{ weekday: 4, startMinute: 8 * 60, endMinute: 12 * 60 }];
const AFTERNOONS = [{ weekday: 4, startMinute: 14 * 60, endMinute: 18 * 60 }];

/** Two calls at one time, on both lines, about one request each. */
async function bookBothLines(): Promise<void> {
  for (const id of [1, 2]) {
    world.therapist(id);
    await addRequest(world, id, { therapist: id });
    await desk.booked({ therapistId: id, time, requestIds: [id] });
  }
  expect((await allCalls(world)).map(({ call }) => call.line)).toEqual([1, 2]);
  // Twice: the lines are as they were.
  for (let run = 0; run < 2; run++) expect(await world.sweep()).toMatchObject({ handed_over: 0 });
}

async function store(lines: CallerLine[]): Promise<void> {
  const { store } = world.service;
  const version = (await store.getLineUp())?.version ?? 0;
  await store.commit([store.saveLineUp({ lines, version })]);
}

describe('a call on a line that is no more', () => {
  it.each([
    ['is gone', [{ number: 1, active: true }]],
    [
      'is not active',
      [
        { number: 1, active: true },
        { number: 2, active: false },
      ],
    ],
    [
      'is staffed at other times',
      [
        { number: 1, active: true, shifts: AFTERNOONS },
        { number: 2, active: true, shifts: MORNINGS },
      ],
    ],
  ] as [string, CallerLine[]][])(
    'goes to staff, to be booked again, when the line %s',
    async (_name, lines) => {
      await bookBothLines();
      await store(lines);
      expect(await world.sweep()).toMatchObject({ handed_over: 1, failed: 0 });
      const [kept, lost] = await allCalls(world);
      expect(kept?.call.state).toBe('scheduled');
      expect(lost?.call.state).toBe('canceled');
      expect(await placesOf(world, [1, 2])).toEqual(['call', 'work_item']);
      expect(await allWorkItems(world)).toMatchObject([
        { reason: 'line_gone', therapistId: 2, requestIds: [2], callId: lost?.call.id, status: 'open' },
      ]);
      expect(await published(world, 'call_canceled')).toMatchObject([{ phone_call_id: lost?.call.id }]);
      expect(await violations(world)).toEqual([]);
      const again = await desk.booked({ therapistId: 2, requestIds: [2] });
      expect((await desk.load(again)).call).toMatchObject({ state: 'scheduled', line: 1 });
      expect(await violations(world)).toEqual([]);
    },
  );

  it('is found as well when it is booked while the lines change: the next run looks once more', async () => {
    await bookBothLines();
    await store([{ number: 1, active: true }]);
    await world.sweep();
    const [, lost] = await allCalls(world);
    // A booking that had read the lines before, and committed only now.
    const { store: tables } = world.service;
    const late = { ...lost!.call, id: 'pc_late', state: 'scheduled' as const, version: 0, seq: 0 };
    await tables.commit([
      ...tables.saveCall(late),
      tables.saveCallEntries(late.id, []),
      ...tables.bookCells(late),
    ]);
    await world.sweep();
    expect((await desk.load('pc_late')).call.state).toBe('canceled');
  });

  it.each([
    ['configured', undefined],
    [
      'stored, with names and shifts',
      [
        { number: 1, active: true, name: 'Vormittag', shifts: [...MORNINGS, ...AFTERNOONS] },
        { number: 2, active: true, name: 'Nachmittag', shifts: AFTERNOONS },
      ],
    ],
  ] as [string, CallerLine[] | undefined][])(
    'is looked for only when the lines have changed: %s',
    async (_name, lines) => {
      await bookBothLines();
      if (lines) await store(lines);
      for (let run = 0; run < 2; run++) await world.sweep();
      const queries: string[] = [];
      const sweeper = world.actor({
        faults: ({ input }) => {
          const text = JSON.stringify(input);
          if (text.includes('calendar#line')) queries.push(text);
          return undefined;
        },
      });
      await sweeper.checkUnansweredEmails({});
      expect(queries).toEqual([]);
    },
  );
});

describe('lines that the configuration no longer has', () => {
  it('lose their calls to staff', async () => {
    await bookBothLines();
    const { settings } = world.service;
    const fewer = { ...world.service, settings: { ...settings, calls: { ...settings.calls, lines: 1 } } };
    const run = { stopAt: '2026-11-23T00:00:00.000Z', onFailure: (id: string) => expect(id).toBe('') };
    expect(await checkCallerLines(fewer, run)).toBe(1);
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'work_item']);
  });
});
