import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import type { PhoneCall } from '../../../shared/domain/phone-call/phone-call.ts';
import type { CallFilter } from '../../../shared/domain/stores/calls.ts';
import { createCallLists } from '../../../shared/store/call-lists.ts';
import { createCalls } from '../../../shared/store/calls.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { aCall, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();
const connect = () => {
  const { client, tables } = db;
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createCalls(client, tables.calls),
    ...createCallLists(client, tables.calls),
  };
};
let store: ReturnType<typeof connect>;

/** Id, start and therapist of the calls that every test finds. */
const CALLS: [string, string, number, Partial<PhoneCall>?][] = [
  ['pc_d', '2026-12-01T08:00:00.000Z', 1],
  ['pc_a', '2026-11-30T09:00:00.000Z', 1, { state: 'completed' }],
  ['pc_c', '2026-11-30T23:30:00.000Z', 2],
  ['pc_b', '2026-11-30T09:00:00.000Z', 2, { state: 'canceled' }],
  ['pc_e', '2027-01-04T10:00:00.000Z', 1],
];
let isFilled = false;

beforeEach(async () => {
  store = connect();
  if (isFilled) return;
  for (const [id, startsAt, therapistId, fields] of CALLS)
    await store.commit(store.saveCall(aCall(id, { startsAt, therapistIds: [therapistId], ...fields })));
  isFilled = true;
});

const NOW = '2026-12-10T00:00:00.000Z';

async function list(filter: CallFilter, limit = 100): Promise<string[]> {
  const ids: string[] = [];
  let next: string | undefined;
  do {
    const page = await store.listCalls(filter, { now: NOW, limit, next });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    ids.push(...page.items.map(({ id }) => id));
    next = page.next;
  } while (next !== undefined);
  return ids;
}

describe('a list of calls', () => {
  it.each([
    ['all', {}, ['pc_a', 'pc_b', 'pc_c', 'pc_d', 'pc_e']],
    ['of a therapist', { therapistId: 1 }, ['pc_a', 'pc_d', 'pc_e']],
    ['in a state', { state: 'scheduled' }, ['pc_c', 'pc_d', 'pc_e']],
    ['of a therapist in a state', { therapistId: 1, state: 'scheduled' }, ['pc_d', 'pc_e']],
    ['from an instant on', { startsFrom: '2026-11-30T23:30:00.000Z' }, ['pc_c', 'pc_d', 'pc_e']],
    ['before an instant', { startsTo: '2026-11-30T23:30:00.000Z' }, ['pc_a', 'pc_b']],
    [
      'of a time',
      { therapistId: 1, startsFrom: '2026-12-01T00:00:00.000Z', startsTo: '2027-01-01T00:00:00.000Z' },
      ['pc_d'],
    ],
    ['of nobody', { therapistId: 3 }, []],
    ['of no time', { startsFrom: '2026-12-02T00:00:00.000Z', startsTo: '2026-12-01T00:00:00.000Z' }, []],
  ] as [string, CallFilter, string[]][])(
    'is sorted by start, whatever the page: %s',
    async (_name, filter, ids) => {
      for (const limit of [1, 2, 100]) {
        const found = await list(filter, limit);
        // Calls of one instant have no order of their own, but a stable one.
        expect(found.toSorted()).toEqual(ids);
        const starts = found.map((id) => CALLS.find(([call]) => call === id)?.[1] ?? '');
        expect(starts).toEqual(starts.toSorted());
        expect(found).toEqual(await list(filter));
      }
    },
  );

  it('shows a call for several therapists to each of them, where it is now', async () => {
    const merged = aCall('pc_p', { therapistIds: [21, 22, 23], startsAt: '2026-11-20T09:00:00.000Z' });
    await store.commit(store.saveCall(merged));
    await store.commit(store.saveCall({ ...merged, version: 1, startsAt: '2026-12-20T09:00:00.000Z' }));
    for (const therapistId of merged.therapistIds) expect(await list({ therapistId })).toEqual(['pc_p']);
    expect(
      await list({ startsFrom: '2026-12-19T00:00:00.000Z', startsTo: '2026-12-21T00:00:00.000Z' }),
    ).toEqual(['pc_p']);
  });

  it('shows a call once, where it is now, after it was moved', async () => {
    const moved = aCall('pc_m', { therapistIds: [9], startsAt: '2026-11-20T09:00:00.000Z' });
    await store.commit(store.saveCall(moved));
    await store.commit(store.saveCall({ ...moved, version: 1, startsAt: '2026-12-20T09:00:00.000Z' }));
    expect(await list({ therapistId: 9 })).toEqual(['pc_m']);
    expect(await list({ therapistId: 9, startsTo: '2026-12-01T00:00:00.000Z' })).toEqual([]);
  });
});
