import { describe, expect, it } from '@jest/globals';
import { createFates, type Fate } from '../../../local/demo/call-fates.ts';
import { FIRST_THERAPIST, LAST_THERAPIST, THERAPISTS } from '../../../local/demo/people.ts';
import { CALL_OUTCOMES } from '../../../shared/contracts/http/phone-call-resource.ts';

const IDS = Array.from(
  { length: LAST_THERAPIST - FIRST_THERAPIST + 1 },
  (_, index) => FIRST_THERAPIST + index,
);
const REQUESTS = Array.from({ length: 150 }, (_, index) => index + 1);

function tell(seed: number) {
  const fates = createFates(seed);
  return {
    calls: [...IDS, ...IDS, ...IDS].map((id) => fates.next(id)),
    said: REQUESTS.map((id) => fates.saidAbout(id)),
    moved: IDS.filter((id) => fates.isMoved(id)),
    workedOff: REQUESTS.filter((id) => fates.isWorkedOff(id)),
  };
}

describe('fates of phone calls', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(tell(1)).toEqual(tell(1));
    expect(tell(1)).not.toEqual(tell(2));
  });

  it.each([1, 2, 3])('have every outcome among the therapists (seed %i)', (seed) => {
    const { calls, said, moved, workedOff } = tell(seed);
    expect(new Set(calls)).toEqual(new Set<Fate>([...CALL_OUTCOMES, 'forgotten']));
    expect(new Set(said)).toEqual(new Set(['accepted', 'rejected', 'needs_follow_up']));
    expect(moved.length).toBeGreaterThan(1);
    expect(moved.length).toBeLessThan(IDS.length / 3);
    expect(workedOff.length).toBeGreaterThan(50);
    expect(workedOff.length).toBeLessThan(140);
  });

  it('do not depend on the order of the calls of different therapists', () => {
    const [one, other] = [createFates(1), createFates(1)];
    const forwards = new Map(IDS.map((id) => [id, [one.next(id), one.next(id)]]));
    const backwards = new Map(IDS.toReversed().map((id) => [id, [other.next(id), other.next(id)]]));
    for (const id of IDS) expect(forwards.get(id)).toEqual(backwards.get(id));
  });

  it('let somebody never answer, so that the tries are used up', () => {
    const fates = createFates(1);
    const tries = Array.from({ length: 3 }, () => fates.next(THERAPISTS.withoutUsableAddress));
    expect(tries).toEqual(['no_answer', 'no_answer', 'no_answer']);
  });
});
