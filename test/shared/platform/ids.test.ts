import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { createIds } from '../../../shared/platform/ids.ts';

const START = '2026-11-23T08:00:00.000Z';

describe('ids', () => {
  it('carry their prefix and a ULID in small letters', () => {
    const ids = createIds(createSimulatedClock(START));
    expect(ids.next('em')).toMatch(/^em_[0-9a-hjkmnp-tv-z]{26}$/);
    expect(ids.next('pc')).toMatch(/^pc_/);
  });

  it('sort by the time of their making, within a millisecond by their order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3 }), { minLength: 2 }), (waits) => {
        const clock = createSimulatedClock(START);
        const ids = createIds(clock);
        const made = waits.map((ms) => {
          clock.advance(ms);
          return ids.next('em');
        });
        expect(made.toSorted()).toEqual(made);
        expect(new Set(made).size).toBe(made.length);
      }),
    );
  });

  it('sort by time over two processes', () => {
    const clock = createSimulatedClock(START);
    const [one, other] = [createIds(clock), createIds(clock)];
    const earlier = one.next('em');
    clock.advance(1);
    expect(other.next('em') > earlier).toBe(true);
  });

  it('stay unique and ascending when the clock jumps back', () => {
    const clock = createSimulatedClock(START);
    const ids = createIds(clock);
    const before = ids.next('em');
    clock.advance(-3_600_000);
    expect(ids.next('em') > before).toBe(true);
  });
});
