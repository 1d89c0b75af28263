import { describe, expect, it } from '@jest/globals';
import {
  CADENCE_MARGIN_MS,
  claim,
  claimEarly,
  giveBack,
  isHeld,
  newGuard,
  nextOpening,
  raise,
  reserve,
  unclaim,
  type Guard,
} from '../../../../shared/domain/contact/guard.ts';
import { EPOCH, HOUR_MS, plus } from '../../../../shared/domain/time.ts';

const NOW = '2026-11-23T08:00:00.000Z';
const EARLIER = '2026-11-16T08:30:00.000Z';
const cadence = { intervalMs: 168 * HOUR_MS, marginMs: CADENCE_MARGIN_MS };
const REOPENS = '2026-11-30T08:30:00.000Z';

const held: Guard = { openAt: EARLIER, prevOpenAt: EPOCH, heldBy: 'em_1', claimed: false };
const claimed: Guard = { openAt: REOPENS, prevOpenAt: EARLIER, heldBy: 'em_1', claimed: true };

describe('nextOpening', () => {
  it('lies a week and half an hour after the mail', () => {
    expect(nextOpening(NOW, cadence)).toBe(REOPENS);
  });
});

describe('reserve', () => {
  it('holds the guard for an email and leaves its times alone', () => {
    expect(reserve({ openAt: EARLIER, prevOpenAt: EPOCH, claimed: false }, 'em_1')).toEqual(held);
  });

  it('takes over from an email that was claimed', () => {
    expect(reserve(claimed, 'em_2')).toEqual({ ...claimed, heldBy: 'em_2', claimed: false });
  });
});

describe('claimEarly', () => {
  const closed: Guard = { ...held, openAt: plus(NOW, HOUR_MS) };

  it('takes the turn before the guard opens, and moves it', () => {
    expect(claim(closed, 'em_1', NOW, cadence)).toBeUndefined();
    expect(claimEarly(closed, 'em_1', NOW, cadence)).toEqual({
      openAt: REOPENS,
      prevOpenAt: closed.openAt,
      heldBy: 'em_1',
      claimed: true,
    });
  });

  it('never lets the guard open earlier than it would have', () => {
    const later = plus(REOPENS, HOUR_MS);
    expect(claimEarly({ ...held, openAt: later }, 'em_1', NOW, cadence)).toMatchObject({ openAt: later });
  });

  it('gives the turn back as it was', () => {
    const taken = claimEarly(closed, 'em_1', NOW, cadence);
    expect(taken && giveBack(taken, 'em_1').openAt).toBe(closed.openAt);
  });

  it('is for the holder alone, and once', () => {
    expect(claimEarly(closed, 'em_2', NOW, cadence)).toBeUndefined();
    expect(claimEarly(claimed, 'em_1', NOW, cadence)).toBeUndefined();
  });
});

describe('isHeld', () => {
  it.each([
    ['nobody has it', newGuard(), false],
    ['an email waits with it', held, true],
    ['its email was handed to SES', claimed, false],
  ])('tells whether %s', (_, guard, expected) => {
    expect(isHeld(guard)).toBe(expected);
  });
});

describe('claim', () => {
  it('uses the turn and remembers when the guard was open before', () => {
    expect(claim(held, 'em_1', NOW, cadence)).toEqual(claimed);
  });

  it('is possible at the very instant at which the guard opens, and not before', () => {
    const guard = { ...held, openAt: NOW };
    expect(claim(guard, 'em_1', NOW, cadence)).toBeDefined();
    expect(claim(guard, 'em_1', plus(NOW, -1), cadence)).toBeUndefined();
  });

  it.each([
    ['another email holds it', { ...held, heldBy: 'em_2' }],
    ['nobody holds it', newGuard()],
    ['it was claimed already', { ...claimed, openAt: EARLIER }],
  ])('is refused when %s', (_, guard) => {
    expect(claim(guard, 'em_1', NOW, cadence)).toBeUndefined();
  });
});

describe('unclaim', () => {
  it('restores the opening and keeps the hold', () => {
    expect(unclaim(claimed, 'em_1')).toMatchObject({ openAt: EARLIER, heldBy: 'em_1', claimed: false });
  });

  it.each([
    ['of another email', { ...claimed, heldBy: 'em_2' }],
    ['that is only held', held],
  ])('leaves a guard %s alone', (_, guard) => {
    expect(unclaim(guard, 'em_1')).toEqual(guard);
  });
});

describe('giveBack', () => {
  it('undoes claim and hold', () => {
    expect(giveBack(claimed, 'em_1')).toEqual({ openAt: EARLIER, prevOpenAt: EARLIER, claimed: false });
  });

  it('undoes a mere hold and leaves the times alone', () => {
    expect(giveBack(held, 'em_1')).toEqual({ openAt: EARLIER, prevOpenAt: EPOCH, claimed: false });
  });

  it('leaves the turn of another email alone', () => {
    const guard = { ...claimed, heldBy: 'em_2' };
    expect(giveBack(guard, 'em_1')).toEqual(guard);
  });
});

describe('raise', () => {
  const later = plus(REOPENS, HOUR_MS);

  it('outlives a claim that is given back', () => {
    expect(giveBack(raise(claimed, later), 'em_1').openAt).toBe(later);
  });

  it('never lowers the guard', () => {
    expect(raise(claimed, EPOCH)).toEqual(claimed);
  });
});
