import { MINUTE_MS, plus, type Instant } from '../time.ts';
import type { SendOutcome } from './send-outcome.ts';

/** Keeps an outage of SES from burning the queue (DESIGN §5). */
export interface Breaker {
  /** Outcomes in a row that nobody knows. */
  unknownStreak: number;
  /** How often in a row the breaker opened: the exponent of the next wait. */
  openings: number;
  /** While set: nothing is sent before this instant, and one mail from then on. */
  probeAt?: Instant;
}

export const CLOSED: Breaker = { unknownStreak: 0, openings: 0 };

const UNKNOWN_IN_A_ROW = 3;
const LONGEST_WAIT_MINUTES = 32;

/** closed: send freely; open: send nothing; half_open: send one mail as a probe. */
export function breakerState(breaker: Breaker, now: Instant): 'closed' | 'open' | 'half_open' {
  if (breaker.probeAt === undefined) return 'closed';
  return breaker.probeAt > now ? 'open' : 'half_open';
}

/** How many more outcomes in a row that nobody knows open the breaker; undefined while the last outcome is known. */
export function untilOpening({ unknownStreak }: Breaker): number | undefined {
  return unknownStreak === 0 ? undefined : Math.max(1, UNKNOWN_IN_A_ROW - unknownStreak);
}

/** The breaker after one outcome at `now`. An open or half-open breaker closes on any answer that proves SES works. */
export function afterOutcome(breaker: Breaker, outcome: SendOutcome, now: Instant): Breaker {
  switch (outcome.kind) {
    case 'accepted':
      return CLOSED;
    case 'rejected':
      // Our own list refused it: SES was not asked, and what it would say is as unknown as before.
      return outcome.reason === 'not_on_allow_list' ? breaker : CLOSED;
    case 'not_now':
      return outcome.opensBreaker ? open(breaker, now) : breaker;
    case 'unknown': {
      const unknownStreak = breaker.unknownStreak + 1;
      const opens = breaker.probeAt !== undefined || unknownStreak >= UNKNOWN_IN_A_ROW;
      return opens ? open({ ...breaker, unknownStreak }, now) : { ...breaker, unknownStreak };
    }
  }
}

function open(breaker: Breaker, now: Instant): Breaker {
  const minutes = Math.min(2 ** breaker.openings, LONGEST_WAIT_MINUTES);
  return { ...breaker, openings: breaker.openings + 1, probeAt: plus(now, minutes * MINUTE_MS) };
}
