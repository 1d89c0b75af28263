import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { CLOSED } from '../../../shared/domain/email/breaker.ts';
import { msBetween, plus, type Instant } from '../../../shared/domain/time.ts';
import { createSendingState } from '../../../shared/store/sending-state.ts';
import { NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();
let state: ReturnType<typeof createSendingState>;

beforeEach(() => {
  state = createSendingState(db.client, db.tables.runtime);
});

afterEach(async () => {
  for (const pk of ['sending#breaker', 'sending#slots'])
    await db.client.send(new DeleteCommand({ TableName: db.tables.runtime, Key: { pk, sk: 'sending' } }));
});

describe('the breaker', () => {
  it('is closed until somebody opens it, and comes back as it was put', async () => {
    expect(await state.getBreaker()).toEqual(CLOSED);
    const open = { unknownStreak: 3, openings: 2, probeAt: NOON };
    await state.putBreaker(open);
    expect(await state.getBreaker()).toEqual(open);
  });
});

describe('the row of slots', () => {
  it('lets the first one send at once', async () => {
    expect(await state.takeSlots({ count: 1, gapMs: 72, now: NOON })).toBe(0);
  });

  it.each([0.5, 1, 14, 250])('keeps the slots of %d a second apart over any window', async (rate) => {
    const gapMs = 1000 / rate;
    const granted: Instant[] = [];
    let now = NOON;
    for (let n = 0; n < 60; n++) {
      const count = 1 + (n % 4);
      const first = plus(now, await state.takeSlots({ count, gapMs, now }));
      granted.push(...Array.from({ length: count }, (_, index) => plus(first, index * gapMs)));
      // Some ask at once, some come late, so that no pause earns a burst.
      now = plus(now, n % 7 === 0 ? Math.ceil(5000 / rate) : 3);
    }
    for (const [first, from] of granted.entries())
      for (const [last, to] of granted.entries())
        // Instants have no fractions of a millisecond.
        if (last > first) expect(msBetween(from, to)).toBeGreaterThan((last - first) * gapMs - 1);
  });

  it('is not stopped by what a sender with a clock far ahead has left', async () => {
    await state.takeSlots({ count: 1, gapMs: 72, now: plus(NOON, 60 * 60_000) });
    expect(await state.takeSlots({ count: 1, gapMs: 72, now: NOON })).toBe(0);
  });

  it('gives no slot twice, however many ask at once', async () => {
    const take = async () => plus(NOON, await state.takeSlots({ count: 2, gapMs: 50, now: NOON }));
    const granted = await Promise.all(Array.from({ length: 12 }, take));
    const spread = Array.from({ length: 12 }, (_, index) => plus(NOON, index * 100));
    expect(granted.toSorted()).toEqual(spread);
  });
});
