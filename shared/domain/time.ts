/**
 * Instants and durations of the domain.
 *
 * An instant is an ISO-8601 string in UTC with milliseconds and `Z`. In that one form string order is time order,
 * so that instants are compared with `<` here and as DynamoDB sort keys alike.
 */
export type Instant = string;

/** A local calendar date, `YYYY-MM-DD`, without a zone. */
export type LocalDate = string;

/** Before everything: the opening time of a guard that nobody ever claimed. */
export const EPOCH: Instant = '1970-01-01T00:00:00.000Z';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Epoch milliseconds → instant. Throws a RangeError outside of what a Date can hold. */
export function toInstant(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

/** Instant → epoch milliseconds. Throws a RangeError when the text is no instant. */
export function toEpochMs(instant: Instant): number {
  const epochMs = Date.parse(instant);
  if (Number.isNaN(epochMs)) throw new RangeError('not an instant');
  return epochMs;
}

/** The instant `ms` milliseconds later (earlier when negative). */
export function plus(instant: Instant, ms: number): Instant {
  return toInstant(toEpochMs(instant) + ms);
}

/** Milliseconds from one instant to another; negative when `to` lies before `from`. */
export function msBetween(from: Instant, to: Instant): number {
  return toEpochMs(to) - toEpochMs(from);
}

/** The latest of the given instants. */
export function latest(first: Instant, ...others: Instant[]): Instant {
  return others.reduce((a, b) => (a > b ? a : b), first);
}

/** The earliest of the given instants. */
export function earliest(first: Instant, ...others: Instant[]): Instant {
  return others.reduce((a, b) => (a < b ? a : b), first);
}
