import { msBetween, type Instant } from '../time.ts';

/**
 * How fast mails may leave (DESIGN §5.5). SES refuses what exceeds the rate of an account within a second, so two things
 * keep to it: mails are started at even distances, by slots that all senders share, and calls are held back where the
 * time from start to call varies so much that a second would see too many of them.
 */

/** SES lets nobody send at its very limit for long. */
const SHARE_OF_SES_RATE = 0.9;

/** A second, and the fraction of a millisecond that instants leave out. */
const SECOND_MS = 1001;

/** So long may an ordinary call take; more calls at a time than this needs at the given rate only do harm in an outage. */
const ORDINARY_CALL_MS = 250;

/** Mails per second: what is configured, but not more than SES grants. */
export function sendRate(configured: number, grantedBySes: number): number {
  return Math.min(configured, SHARE_OF_SES_RATE * grantedBySes);
}

/** Milliseconds between the starts of two mails at a rate per second. */
export function slotGapMs(ratePerSecond: number): number {
  return 1000 / ratePerSecond;
}

/** How many calls one second may see. */
export function mostPerSecond(ratePerSecond: number): number {
  return Math.ceil(ratePerSecond);
}

/**
 * Milliseconds that a call has to wait so that no second sees more than `mostPerSecond` of them.
 *
 * @param before when the call was answered that is `mostPerSecond` calls back; undefined when there is none
 */
export function holdBackMs(before: Instant | undefined, now: Instant): number {
  // A clock that was set back must not stop everything.
  return before === undefined || before > now ? 0 : Math.max(0, SECOND_MS - msBetween(before, now));
}

/**
 * How many mails may be on their way to SES at a time. A run begins with one and doubles with every mail that SES takes,
 * so that an outage is met by few; after an outcome that nobody knows there are never more than it takes to open the
 * breaker (FAULTS 44).
 *
 * @param accepted mails that SES took in this run
 * @param untilBreakerOpens outcomes in a row, all unknown, after which the breaker opens; undefined while the last one is known
 */
export function mostInFlight(
  ratePerSecond: number,
  { accepted, untilBreakerOpens }: { accepted: number; untilBreakerOpens: number | undefined },
): number {
  const needed = Math.ceil((ratePerSecond * ORDINARY_CALL_MS) / 1000);
  const proven = 2 ** Math.min(accepted, 10);
  return Math.max(1, Math.min(needed, proven, untilBreakerOpens ?? needed));
}
