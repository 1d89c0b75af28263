import { describe, expect, it } from '@jest/globals';
import { createCounters } from '../../../local/counters.ts';
import type { OutboxRow } from '../../../shared/domain/stores/outbox.ts';
import { measureOutbox } from '../../../shared/use-cases/measure-outbox.ts';
import { listOwedRows, surveyOutbox } from '../../../shared/use-cases/survey-outbox.ts';
import { createFakeOutbox } from '../../support/fake-outbox.ts';
import { anOutboxEvent } from '../../support/outbox-events.ts';

const AT = '2025-03-01T10:00:00.000Z';
const isPublishable = ({ payload }: { payload: object }) => !('bad' in payload);

/** An outbox that counts how often it is asked, over all shards and in one of them. */
function counted() {
  const outbox = createFakeOutbox();
  const reads: number[] = [];
  const readShard: typeof outbox.readShard = (shard, ...rest) => {
    reads.push(shard);
    return outbox.readShard(shard, ...rest);
  };
  return { outbox, reads, deps: { outbox: { ...outbox, readShard }, isPublishable } };
}

describe('surveyOutbox', () => {
  it('asks every shard once when nothing waits', async () => {
    const { deps, reads } = counted();
    expect(await surveyOutbox(deps)).toEqual({ owed: 0, isComplete: true, blocked: [] });
    expect(reads.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, shard) => shard));
  });

  it('adds all shards up, with the oldest event of all and every aggregate that is blocked once', async () => {
    const { outbox, deps } = counted();
    outbox.add(3, anOutboxEvent('em_1', 1), anOutboxEvent('em_1', 2, { payload: { bad: 1 } }));
    outbox.add(9, anOutboxEvent('em_2', 4, { at: '2025-02-28T10:00:00.000Z' }));
    outbox.addUnreadable(9, 'request#77', 3);
    outbox.addUnreadable(9, 'request#77', 4);
    expect(await surveyOutbox(deps)).toEqual({
      owed: 5,
      isComplete: true,
      oldestAt: '2025-02-28T10:00:00.000Z',
      blocked: [
        { kind: 'email', id: 'em_1', seq: 2, reason: 'not_publishable' },
        { kind: 'request', id: '77', seq: 3, reason: 'unreadable' },
      ],
    });
  });

  it('reads at most a thousand rows of a shard, and says so', async () => {
    const { outbox, deps, reads } = counted();
    for (let seq = 1; seq <= 1050; seq++) outbox.add(5, anOutboxEvent('em_1', seq));
    expect(await surveyOutbox(deps)).toMatchObject({ owed: 1000, isComplete: false });
    expect(reads.filter((shard) => shard === 5)).toHaveLength(10);
  });
});

describe('listOwedRows', () => {
  it.each([1, 2, 3, 5, 7, 100])('shows every row once in pages of %i', async (limit) => {
    const { outbox } = counted();
    for (const shard of [0, 4, 15])
      for (let seq = 1; seq <= 5; seq++) outbox.add(shard, anOutboxEvent(`em_${shard}`, seq));
    const found: OutboxRow[] = [];
    let next: string | undefined;
    do {
      const page = await listOwedRows(outbox, { limit, next });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      found.push(...page.items);
      next = page.next;
    } while (next !== undefined);
    expect(found).toHaveLength(15);
    expect(new Set(found.map(({ shard, seq }) => `${shard} ${seq}`)).size).toBe(15);
  });
});

describe('measureOutbox', () => {
  const measured = async (now: string) => {
    const { outbox, deps } = counted();
    outbox.add(1, anOutboxEvent('em_1', 1, { at: AT }));
    outbox.addUnreadable(2, 'call#pc_1', 1);
    const metrics = createCounters();
    await measureOutbox({ ...deps, metrics, clock: { now: () => now, sleep: () => Promise.resolve() } });
    return Object.fromEntries(metrics.gauges);
  };

  it('writes how much waits, since when, and how much is blocked', async () => {
    const gauges = { outbox_rows: 2, outbox_oldest_seconds: 90, outbox_blocked_aggregates: 1 };
    expect(await measured('2025-03-01T10:01:30.500Z')).toEqual(gauges);
  });

  it('FAULTS 23: knows no negative age', async () => {
    expect(await measured('2025-03-01T09:00:00.000Z')).toMatchObject({ outbox_oldest_seconds: 0 });
  });
});
