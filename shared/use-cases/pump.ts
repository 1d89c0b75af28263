import type { Breaker } from '../domain/email/breaker.ts';
import { mostPerSecond, sendRate } from '../domain/email/pace.ts';
import type { SendQuota } from '../domain/ports.ts';
import type { SendingState } from '../domain/stores/sending.ts';
import { msBetween } from '../domain/time.ts';
import { ahead } from './ahead.ts';
import { createFlights } from './flights.ts';
import type { Stopped } from './hold-stopped-email.ts';
import { mailsToSend } from './mails-to-send.ts';
import { paceCalls } from './pace-calls.ts';
import { count, startCounts, type PumpCounts, type PumpEnd, type PumpReport } from './pump-report.ts';
import { createSendSlots } from './send-slots.ts';
import { prepareEmail, type PreparedEmail, type SendingService } from './send-email.ts';
import type { Run } from './service.ts';

/** What a run of the pump starts from. */
interface PumpStart {
  run: Run;
  breaker: Breaker;
  quota: SendQuota;
  /** Whether contact emails may leave now. */
  mayContact: () => boolean;
}

/**
 * Sends what is due, in its order and at the rate and quota that SES grants (DESIGN §5.5). Mails are prepared ahead, so that
 * each can be claimed right when its slot comes; several may be on their way to SES at a time, as many as the rate needs.
 */
export async function pump(
  service: SendingService & { sendingState: SendingState },
  { run, breaker, quota, mayContact }: PumpStart,
): Promise<PumpReport> {
  const { clock, settings } = service;
  const ratePerSecond = sendRate(settings.send.ratePerSecond, quota.maxPerSecond);
  const counts = startCounts();
  const mailer = paceCalls(service.mailer, { clock, ratePerSecond });
  const flights = createFlights({ ...service, mailer }, { run, counts, ratePerSecond, breaker, quota });
  const slots = createSendSlots(service, ratePerSecond);
  const due = mailsToSend(service, mayContact);
  const mails = ahead(due, lookAhead(ratePerSecond), (emailId) => prepare(service, { emailId, run, counts }));

  async function send(): Promise<PumpEnd> {
    for await (const mail of mails) {
      if (!mail) continue;
      if (mail.kind === 'stopped') return 'switched_off';
      const obstacle = await flights.awaitRoom();
      if (obstacle) return obstacle;
      const slot = await slots.next();
      if (slot >= run.stopAt) return 'out_of_time';
      await clock.sleep(Math.max(0, msBetween(clock.now(), slot)));
      flights.begin(mail);
    }
    return 'queue_empty';
  }

  let end: PumpEnd | undefined;
  try {
    end = await send();
  } finally {
    end = (await flights.landed()) ?? end;
  }
  return { ...counts, end };
}

/** Half a second's mails. */
function lookAhead(ratePerSecond: number): number {
  return Math.ceil(mostPerSecond(ratePerSecond) / 2);
}

/** Undefined when the email cannot be sent now; why is counted. */
async function prepare(
  service: SendingService,
  { emailId, run, counts }: { emailId: string; run: Run; counts: PumpCounts },
): Promise<PreparedEmail | Stopped | undefined> {
  try {
    const prepared = await prepareEmail(service, emailId);
    if (prepared.kind === 'prepared' || prepared.kind === 'stopped') return prepared;
    count(counts, prepared);
  } catch (error) {
    counts.failed++;
    run.onFailure(emailId, error);
  }
  return undefined;
}
