import { afterOutcome, breakerState, untilOpening, type Breaker } from '../domain/email/breaker.ts';
import { mostInFlight } from '../domain/email/pace.ts';
import type { SendOutcome } from '../domain/email/send-outcome.ts';
import type { SendQuota } from '../domain/ports.ts';
import type { SendingState } from '../domain/stores/sending.ts';
import { count, type PumpCounts, type PumpEnd } from './pump-report.ts';
import { deliverEmail, type PreparedEmail, type SendingService } from './send-email.ts';
import type { Run } from './service.ts';

/** Mails that are on their way to SES, from the claim to the written outcome. */
export interface Flights {
  /** Waits until one more may be begun; returns why no more will be in this run. */
  awaitRoom(): Promise<PumpEnd | undefined>;
  /** Delivers a mail, without waiting for it. */
  begin(mail: PreparedEmail): void;
  /** Waits until none is under way; returns why no more may be begun in this run, if their outcomes say so. */
  landed(): Promise<PumpEnd | undefined>;
}

/**
 * Keeps the mails of a run that are on their way, and what their outcomes mean for the next ones: how many may be under way at
 * a time, what is left of the daily quota, and whether the breaker has opened. In a run that begins with the breaker half
 * open one mail is attempted and no more.
 */
export function createFlights(
  service: SendingService & { sendingState: SendingState },
  start: { run: Run; counts: PumpCounts; ratePerSecond: number; breaker: Breaker; quota: SendQuota },
): Flights {
  const { clock, sendingState } = service;
  const { run, counts, ratePerSecond } = start;
  const underWay = new Set<Promise<void>>();
  const isProbe = breakerState(start.breaker, clock.now()) !== 'closed';
  let breaker = start.breaker;
  /** What of the quota no mail that is under way may use up. */
  let free = start.quota.remainingToday;
  let ended: PumpEnd | undefined;

  function most(): number {
    if (isProbe) return 1;
    const untilBreakerOpens = untilOpening(breaker);
    return mostInFlight(ratePerSecond, { accepted: counts.accepted, untilBreakerOpens });
  }

  async function learnFrom(outcome: SendOutcome): Promise<void> {
    if (outcome.kind === 'rejected' || outcome.kind === 'not_now') free++;
    // What was under way when the breaker opened tells nothing new.
    if (ended) return;
    const before = breaker;
    breaker = afterOutcome(before, outcome, clock.now());
    if (breakerState(breaker, clock.now()) !== 'closed') ended = 'breaker_open';
    else if (isProbe) ended = 'breaker_probed';
    if (JSON.stringify(breaker) !== JSON.stringify(before)) await sendingState.putBreaker(breaker);
  }

  async function deliver(mail: PreparedEmail): Promise<void> {
    try {
      const sent = await deliverEmail(service, mail);
      count(counts, sent);
      if (sent.kind === 'stopped') ended ??= 'switched_off';
      if (sent.kind === 'attempted') await learnFrom(sent.outcome);
      else free++;
    } catch (error) {
      counts.failed++;
      run.onFailure(mail.email.id, error);
    }
  }

  return {
    async awaitRoom() {
      while (!ended && underWay.size > 0 && (underWay.size >= most() || free < 1))
        await Promise.race(underWay);
      return ended ?? (free < 1 ? 'quota_used_up' : undefined);
    },

    begin(mail) {
      free--;
      const flight = deliver(mail).finally(() => underWay.delete(flight));
      underWay.add(flight);
    },

    async landed() {
      await Promise.all(underWay);
      return ended;
    },
  };
}
