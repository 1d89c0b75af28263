import { beforeEach, describe, expect, it } from '@jest/globals';
import { createLeases } from '../../../shared/store/leases.ts';
import { NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const [BEFORE, UNTIL, AFTER] = [
  '2026-11-23T12:01:59.999Z',
  '2026-11-23T12:02:00.000Z',
  '2026-11-23T12:04:00.000Z',
];

const db = testTables();
let leases: ReturnType<typeof createLeases>;
let name = 'lease-0';
let count = 0;

beforeEach(() => {
  leases = createLeases(db.client, db.tables.runtime);
  name = `lease-${++count}`;
});

const acquire = (owner: string, now = NOON, until = UNTIL) => leases.acquire(name, owner, now, until);

describe('a lease', () => {
  it('belongs to one of those who ask at once', async () => {
    const owners = Array.from({ length: 10 }, (_, index) => `owner-${index}`);
    const results = await Promise.all(owners.map((owner) => acquire(owner)));
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  it('is refused to others until it ends, and is theirs from then on', async () => {
    await acquire('first');
    expect(await acquire('second', BEFORE)).toBe(false);
    expect(await acquire('second', UNTIL, AFTER)).toBe(true);
    expect(await acquire('first', UNTIL, AFTER)).toBe(false);
  });

  it('is renewed by its owner', async () => {
    await acquire('first');
    expect(await acquire('first', BEFORE, AFTER)).toBe(true);
    expect(await acquire('second', UNTIL, AFTER)).toBe(false);
  });

  it('is free once its owner lets it go, and nobody else can', async () => {
    await acquire('first');
    await leases.release(name, 'second');
    expect(await acquire('second')).toBe(false);
    await leases.release(name, 'first');
    expect(await acquire('second')).toBe(true);
  });

  it('has nothing to do with a lease of another name', async () => {
    await acquire('first');
    expect(await leases.acquire(`${name}-other`, 'second', NOON, UNTIL)).toBe(true);
  });
});
