import { EPOCH, HOUR_MS, latest, MINUTE_MS, plus, type Instant } from '../time.ts';

/**
 * The turn-taking lock in front of one therapist or one mailbox (DESIGN §5.2). It keeps two contact emails 168 hours
 * apart: an email first reserves the guard (holds it), then claims it right before the one call to SES. All functions
 * here are pure; the caller writes the result on the condition that nobody changed the guard meanwhile.
 */
export interface Guard {
  /** From this instant on the next contact email may be sent. */
  openAt: Instant;
  /** What `openAt` was before the holder's claim, so that a mail which never left can give its turn back. */
  prevOpenAt: Instant;
  /** The email that holds or last used the turn. */
  heldBy?: string;
  /** True once the holder was handed to SES: the hold no longer keeps others from reserving, `openAt` does. */
  claimed: boolean;
}

/** The interval that two contact emails keep, and what is added to it for clock skew (DESIGN §3). */
export interface Cadence {
  intervalMs: number;
  marginMs: number;
}

/** M of DESIGN §3. */
export const CADENCE_MARGIN_MS = 30 * MINUTE_MS;

/** A guard that opens within this time may be reserved already, so that the weekly rhythm does not drift. */
export const LOOK_AHEAD_MS = 24 * HOUR_MS;

/** The guard of somebody who was never written to. */
export function newGuard(): Guard {
  return { openAt: EPOCH, prevOpenAt: EPOCH, claimed: false };
}

/** When the guard opens again if a mail is accepted at `at`. */
export function nextOpening(at: Instant, cadence: Cadence): Instant {
  return plus(at, cadence.intervalMs + cadence.marginMs);
}

/** True when an email that was not handed to SES yet has the turn. */
export function isHeld(guard: Guard): boolean {
  return guard.heldBy !== undefined && !guard.claimed;
}

/** Gives the turn to `emailId`. The caller has checked with `canContactTherapist` that it is free. */
export function reserve(guard: Guard, emailId: string): Guard {
  return { ...guard, heldBy: emailId, claimed: false };
}

/**
 * Marks the turn as used, right before the one call to SES at `now`.
 * Returns undefined when `emailId` does not hold the guard or the guard is not open.
 */
export function claim(guard: Guard, emailId: string, now: Instant, cadence: Cadence): Guard | undefined {
  if (guard.heldBy !== emailId || guard.claimed || guard.openAt > now) return undefined;
  return { heldBy: emailId, claimed: true, prevOpenAt: guard.openAt, openAt: nextOpening(now, cadence) };
}

/**
 * Marks the turn as used before the guard opens, for an email with a recorded override (I2). The guard only moves to a
 * later opening. Returns undefined when `emailId` does not hold it.
 */
export function claimEarly(guard: Guard, emailId: string, now: Instant, cadence: Cadence): Guard | undefined {
  const claimed = claim({ ...guard, openAt: EPOCH }, emailId, now, cadence);
  return claimed && { ...claimed, prevOpenAt: guard.openAt, openAt: latest(guard.openAt, claimed.openAt) };
}

/** The mail surely did not leave and will be tried again: its claim is undone, its hold stays. */
export function unclaim(guard: Guard, emailId: string): Guard {
  if (guard.heldBy !== emailId || !guard.claimed) return guard;
  return { ...guard, openAt: guard.prevOpenAt, claimed: false };
}

/** The mail surely did not leave and never will: claim and hold are undone. Another holder's turn is left alone. */
export function giveBack(guard: Guard, emailId: string): Guard {
  if (guard.heldBy !== emailId) return guard;
  const { heldBy: _released, ...free } = unclaim(guard, emailId);
  return free;
}

/** Something counted as a contact: the guard opens at `until` at the earliest, whatever is given back later. */
export function raise(guard: Guard, until: Instant): Guard {
  return { ...guard, openAt: latest(guard.openAt, until), prevOpenAt: latest(guard.prevOpenAt, until) };
}
