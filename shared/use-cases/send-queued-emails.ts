import { CADENCE_MARGIN_MS } from '../domain/contact/guard.ts';
import { afterOutcome, breakerState, type Breaker } from '../domain/email/breaker.ts';
import { isWithinSendWindow } from '../domain/email/send-window.ts';
import { type SendQuota } from '../domain/ports.ts';
import { SHARDS, type DueEmail, type Leases, type SendingState } from '../domain/stores.ts';
import { MINUTE_MS, msBetween, plus } from '../domain/time.ts';
import { sendEmail, type SendingService, type SendReport } from './send-email.ts';
import type { Run } from './service.ts';

export type PumpService = SendingService & { sendingState: SendingState; leases: Leases };

/** Why a run of the pump ended. */
export type PumpEnd =
  | 'queue_empty'
  | 'out_of_time'
  | 'outside_send_window'
  | 'busy'
  | 'breaker_open'
  | 'no_answer_from_ses'
  | 'clock_skew'
  | 'quota_used_up';

/** What a run of the pump did, in numbers. */
export interface PumpReport {
  end: PumpEnd;
  accepted: number;
  rejected: number;
  notNow: number;
  unknown: number;
  postponed: number;
  canceled: number;
  failed: number;
}

const LEASE = 'pump';
const LEASE_FOR_MS = 2 * MINUTE_MS;
const PAGE = 25;

/** SES lets nobody send at its very limit for long. */
const SHARE_OF_SES_RATE = 0.9;

/**
 * The pump (DESIGN §5.5; `send_queued_emails` of the seed): sends what is due, oldest first, inside the send window,
 * at the rate and quota that SES grants, one pump at a time. It starts with SES's quota: without an answer, or while
 * SES's clock and ours differ by more than half the cadence's margin, nothing is claimed.
 */
export async function sendQueuedEmails(service: PumpService, run: Run): Promise<PumpReport> {
  const { clock, settings, leases, sendingState, ids } = service;
  const report: PumpReport = {
    end: 'queue_empty',
    accepted: 0,
    rejected: 0,
    notNow: 0,
    unknown: 0,
    postponed: 0,
    canceled: 0,
    failed: 0,
  };
  const end = (reason: PumpEnd): PumpReport => ({ ...report, end: reason });
  const { window, days } = settings.send;
  if (!isWithinSendWindow(clock.now(), { window, days, zone: settings.timeZone }))
    return end('outside_send_window');

  const owner = ids.next('ev');
  if (!(await leases.acquire(LEASE, owner, clock.now(), plus(clock.now(), LEASE_FOR_MS)))) return end('busy');
  try {
    const breaker = await sendingState.getBreaker();
    if (breakerState(breaker, clock.now()) === 'open') return end('breaker_open');
    const quota = await service.mailer.quota();
    if (!quota) return end('no_answer_from_ses');
    if (Math.abs(msBetween(clock.now(), quota.at)) > CADENCE_MARGIN_MS / 2) return end('clock_skew');
    return end(await pump(service, { run, report, breaker, quota }));
  } finally {
    await leases.release(LEASE, owner);
  }
}

async function pump(
  service: PumpService,
  {
    run,
    report,
    breaker: initial,
    quota,
  }: { run: Run; report: PumpReport; breaker: Breaker; quota: SendQuota },
): Promise<PumpEnd> {
  const { clock, settings } = service;
  const rate = Math.min(settings.send.ratePerSecond, SHARE_OF_SES_RATE * quota.maxPerSecond);
  let breaker = initial;
  let remaining = quota.remainingToday;
  const seen = new Set<string>();
  for (;;) {
    const due = (await oldestDue(service)).filter(({ emailId }) => !seen.has(emailId));
    if (due.length === 0) return 'queue_empty';
    for (const { emailId } of due) {
      seen.add(emailId);
      if (remaining < 1) return 'quota_used_up';
      const wait = await service.sendingState.takeSendToken(rate, clock.now());
      if (plus(clock.now(), wait) >= run.stopAt) return 'out_of_time';
      await clock.sleep(wait);
      const sent = await sendOne(service, { emailId, run, report });
      if (sent?.kind !== 'attempted') continue;
      if (sent.outcome.kind === 'accepted' || sent.outcome.kind === 'unknown') remaining--;
      const wasClosed = breakerState(breaker, clock.now()) === 'closed';
      breaker = await noteOutcome(service, breaker, sent);
      if (breakerState(breaker, clock.now()) !== 'closed') return 'breaker_open';
      if (!wasClosed) return 'queue_empty';
    }
  }
}

/** The next due emails of all shards, oldest first. */
async function oldestDue({ store, clock }: PumpService): Promise<DueEmail[]> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
  const pages = await Promise.all(
    shards.map((shard) => store.dueEmails('send', shard, { now: clock.now(), limit: PAGE })),
  );
  return pages.flatMap(({ items }) => items).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}

async function sendOne(
  service: PumpService,
  { emailId, run, report }: { emailId: string; run: Run; report: PumpReport },
): Promise<SendReport | undefined> {
  try {
    const sent = await sendEmail(service, emailId);
    if (sent.kind === 'postponed' || sent.kind === 'canceled') report[sent.kind]++;
    if (sent.kind === 'attempted') report[sent.outcome.kind === 'not_now' ? 'notNow' : sent.outcome.kind]++;
    return sent;
  } catch (error) {
    report.failed++;
    run.onFailure(emailId, error);
    return undefined;
  }
}

async function noteOutcome(
  { sendingState, clock }: PumpService,
  breaker: Breaker,
  { outcome }: Extract<SendReport, { kind: 'attempted' }>,
): Promise<Breaker> {
  const next = afterOutcome(breaker, outcome, clock.now());
  if (JSON.stringify(next) !== JSON.stringify(breaker)) await sendingState.putBreaker(next);
  return next;
}
