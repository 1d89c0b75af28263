import { describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { createCallerLines } from '../../../shared/store/caller-lines.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();

function connect() {
  const { client, tables } = db;
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createCallerLines(client, tables.runtime),
  };
}

describe('the caller lines', () => {
  it('are unknown until somebody stores them, come back as stored, and are replaced as they were read', async () => {
    const store = connect();
    expect(await store.getLineUp()).toBeUndefined();
    const shifts = [{ weekday: 1, startMinute: 540, endMinute: 720 }];
    const lines = [
      { number: 1, name: 'Vormittag', shifts, active: true },
      { number: 2, active: false },
    ];
    expect(await store.commit([store.saveLineUp({ lines, version: 0 })])).toEqual({ ok: true });
    expect(await store.getLineUp()).toEqual({ lines, version: 1 });
    expect(await store.commit([store.saveLineUp({ lines: [], version: 0 })])).toMatchObject({ ok: false });
    expect(await store.commit([store.saveLineUp({ lines: [], version: 1 })])).toEqual({ ok: true });
    expect(await store.getLineUp()).toEqual({ lines: [], version: 2 });
  });

  it('are remembered as checked, beside themselves', async () => {
    const store = connect();
    expect(await store.getCheckedLines()).toBeUndefined();
    await store.putCheckedLines({ staffing: '[]', settled: false });
    await store.putCheckedLines({ staffing: '[]', settled: true });
    expect(await store.getCheckedLines()).toEqual({ staffing: '[]', settled: true });
  });
});
