import { describe, expect, it } from '@jest/globals';
import type { CallFilter } from '../../../shared/domain/stores/calls.ts';
import { collectCalls } from '../../../shared/use-cases/collect-calls.ts';
import { aCall } from '../../support/aggregates.ts';

const NOW = '2026-11-23T08:00:00.000Z';

/** A list of so many calls, of which a page holds as many as it was asked for, or `perPage`. */
function listOf(count: number, perPage = Infinity) {
  const calls = Array.from({ length: count }, (_, index) => aCall(`pc_${index}`));
  const filters: CallFilter[] = [];
  const service = {
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
    settings: { timeZone: 'Europe/Berlin' },
    store: {
      getCall: (id: string) => {
        const call = calls.find((each) => each.id === id);
        return Promise.resolve(call && { call, entries: [] });
      },
    },
    lists: {
      listCalls(filter: CallFilter, { limit, next = '0' }: { limit: number; next?: string | undefined }) {
        filters.push(filter);
        const end = Number(next) + Math.min(limit, perPage);
        const items = calls.slice(Number(next), end);
        return Promise.resolve({ items, ...(end < count && { next: String(end) }) });
      },
    },
  };
  return { service, filters, calls };
}

const REFUSED = {
  code: 'invalid_request',
  errors: [
    { field: '?scheduled_date', message: 'must name a day with fewer calls: a calendar holds at most 1000' },
  ],
};

describe('collectCalls', () => {
  it.each([0, 1, 100, 101, 1000])(
    'finds all of %d calls, with their agendas, over its pages',
    async (count) => {
      const { service, calls } = listOf(count);
      const collected = await collectCalls(service, {});
      expect(collected).toEqual({ ok: true, value: calls.map((call) => ({ call, entries: [] })) });
    },
  );

  it('refuses more than a calendar holds, and says how to ask for less', async () => {
    expect(await collectCalls(listOf(1001).service, {})).toEqual({ ok: false, error: REFUSED });
  });

  it('gives up on what is too rare to be found with bounded work', async () => {
    const { service, filters } = listOf(500, 1);
    expect(await collectCalls(service, {})).toEqual({ ok: false, error: REFUSED });
    expect(filters).toHaveLength(20);
  });

  it('holds a call once that is moved while the list is read', async () => {
    const { service, calls } = listOf(150);
    calls[120] = calls[3]!;
    const collected = await collectCalls(service, {});
    expect(collected.ok && collected.value.map(({ call }) => call.id)).toHaveLength(149);
  });

  it('leaves out what was erased meanwhile', async () => {
    const { service } = listOf(2);
    const store = { getCall: () => Promise.resolve(undefined) };
    expect(await collectCalls({ ...service, store }, {})).toEqual({ ok: true, value: [] });
  });

  it.each([
    [{ therapistId: 7 }, { startsFrom: '2026-11-16T08:00:00.000Z', startsTo: undefined }],
    [
      { date: '2026-11-02' },
      { startsFrom: '2026-11-01T23:00:00.000Z', startsTo: '2026-11-02T23:00:00.000Z' },
    ],
    [{ from: '2026-01-01T00:00:00.000Z' }, { startsFrom: '2026-01-01T00:00:00.000Z', startsTo: undefined }],
    [{ to: '2026-12-01T00:00:00.000Z' }, { startsFrom: undefined, startsTo: '2026-12-01T00:00:00.000Z' }],
  ])('looks back seven days unless a time is named: %j', async (wanted, bounds) => {
    const { service, filters } = listOf(1);
    await collectCalls(service, wanted);
    expect(filters).toEqual([expect.objectContaining(bounds)]);
  });
});
