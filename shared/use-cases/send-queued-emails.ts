import { CADENCE_MARGIN_MS } from '../domain/contact/guard.ts';
import { breakerState } from '../domain/email/breaker.ts';
import { isWithinSendWindow } from '../domain/email/send-window.ts';
import type { Holidays } from '../domain/ports.ts';
import type { Leases } from '../domain/stores/leases.ts';
import type { SendingState } from '../domain/stores/sending.ts';
import { MINUTE_MS, msBetween, plus } from '../domain/time.ts';
import { nothingDone, type PumpReport } from './pump-report.ts';
import { pump } from './pump.ts';
import type { SendingService } from './send-email.ts';
import type { Run } from './service.ts';

export type PumpService = SendingService & { sendingState: SendingState; leases: Leases; holidays: Holidays };

const LEASE = 'pump';
const LEASE_FOR_MS = 2 * MINUTE_MS;

/**
 * The pump (DESIGN §5.5; `send_queued_emails` of the seed): sends what is due at the rate and quota that SES grants, one
 * pump at a time; contact emails inside the send window only. It starts with SES's quota: without an answer, or while
 * SES's clock and ours differ by more than half the cadence's margin, nothing is claimed.
 */
export async function sendQueuedEmails(service: PumpService, run: Run): Promise<PumpReport> {
  const { clock, leases, ids } = service;
  const owner = ids.next('ev');
  if (!(await leases.acquire(LEASE, owner, clock.now(), plus(clock.now(), LEASE_FOR_MS))))
    return nothingDone('busy');
  try {
    return await send(service, run);
  } finally {
    await leases.release(LEASE, owner);
  }
}

async function send(service: PumpService, run: Run): Promise<PumpReport> {
  const { clock, sendingState, mailer } = service;
  const breaker = await sendingState.getBreaker();
  if (breakerState(breaker, clock.now()) === 'open') return nothingDone('breaker_open');
  const quota = await mailer.quota();
  if (!quota) return nothingDone('no_answer_from_ses');
  if (Math.abs(msBetween(clock.now(), quota.at)) > CADENCE_MARGIN_MS / 2) return nothingDone('clock_skew');
  // An account that may send nothing at all has no rate either.
  if (quota.maxPerSecond <= 0) return nothingDone('quota_used_up');
  const mayContact = () => isWindowOpen(service);
  const report = await pump(service, { run, breaker, quota, mayContact });
  return report.end === 'queue_empty' && !mayContact() ? { ...report, end: 'outside_send_window' } : report;
}

/** Whether contact emails may leave now. */
function isWindowOpen({ clock, settings, holidays }: PumpService): boolean {
  const { window, days } = settings.send;
  const { isHoliday } = holidays;
  return isWithinSendWindow(clock.now(), { window, days, zone: settings.timeZone, isHoliday });
}
