import { describe, expect, it } from '@jest/globals';
import type { CallFilter, CallLists } from '../../../shared/domain/stores/calls.ts';
import { listCalls } from '../../../shared/use-cases/list-calls.ts';

const NOW = '2026-11-23T08:00:00.000Z';

async function asked(wanted: Partial<Parameters<typeof listCalls>[1]>): Promise<CallFilter | undefined> {
  let seen: CallFilter | undefined;
  const lists: CallLists = {
    listCalls(filter) {
      seen = filter;
      return Promise.resolve({ items: [] });
    },
  };
  const clock = { now: () => NOW, sleep: () => Promise.resolve() };
  await listCalls({ lists, clock, settings: { timeZone: 'Europe/Berlin' } }, { limit: 20, ...wanted });
  return seen;
}

describe('listCalls', () => {
  it('means a local day by a date', async () => {
    expect(await asked({ date: '2026-10-25' })).toMatchObject({
      startsFrom: '2026-10-24T22:00:00.000Z',
      startsTo: '2026-10-25T23:00:00.000Z',
    });
  });

  it('looks where all that is given overlaps', async () => {
    const [from, to] = ['2026-11-26T10:00:00.000Z', '2026-11-30T00:00:00.000Z'];
    expect(await asked({ date: '2026-11-26', from, to })).toMatchObject({
      startsFrom: from,
      startsTo: '2026-11-26T23:00:00.000Z',
    });
  });

  it('sets no bounds that nobody gave', async () => {
    expect(await asked({ therapistId: 7, state: 'scheduled' })).toEqual({
      therapistId: 7,
      state: 'scheduled',
      startsFrom: undefined,
      startsTo: undefined,
    });
  });
});
