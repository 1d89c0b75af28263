import { sendWindowOpenedAt } from '../domain/email/send-window.ts';
import type { Holidays } from '../domain/ports.ts';
import type { EmailLane } from '../domain/stores/emails.ts';
import { SHARDS } from '../domain/stores/queries.ts';
import { latest, msBetween, type Instant } from '../domain/time.ts';
import type { PumpReport } from './pump-report.ts';
import type { Service } from './service.ts';

type Needs = Pick<Service, 'clock' | 'metrics' | 'settings'> & {
  store: Pick<Service['store'], 'dueEmails'>;
  holidays: Holidays;
};

/**
 * Measures for how long the oldest mail waits that might leave, for an alarm: in seconds, 0 when none does. A contact email waits
 * since the send window opened at the earliest, and not at all while it is closed. A run that has left nothing behind is believed;
 * after another one it costs one item of each shard and lane.
 *
 * @param report of the run that ends here
 */
export async function measureSendQueue(needs: Needs, report: PumpReport): Promise<void> {
  const ageMs = hasLeftNothing(report) ? 0 : await oldestAgeMs(needs);
  needs.metrics.gauge('send_queue_oldest_seconds', Math.floor(ageMs / 1000));
}

function hasLeftNothing({ end, failed }: PumpReport): boolean {
  return (end === 'queue_empty' || end === 'outside_send_window') && failed === 0;
}

async function oldestAgeMs({ store, clock, settings, holidays }: Needs): Promise<number> {
  const now = clock.now();
  const { window, days } = settings.send;
  const { isHoliday } = holidays;
  const openedAt = sendWindowOpenedAt(now, { window, days, zone: settings.timeZone, isHoliday });
  const oldest = async (lane: EmailLane): Promise<Instant | undefined> => {
    const pages = Array.from({ length: SHARDS }, (_, shard) =>
      store.dueEmails(lane, shard, { now, limit: 1 }),
    );
    const dueAts = (await Promise.all(pages)).flatMap(({ items }) => items.map(({ dueAt }) => dueAt));
    return dueAts.sort().at(0);
  };
  const confirmation = await oldest('confirm');
  const contact = openedAt === undefined ? undefined : await oldest('send');
  const waiting = [
    ...(confirmation === undefined ? [] : [confirmation]),
    ...(contact === undefined || openedAt === undefined ? [] : [latest(contact, openedAt)]),
  ];
  return Math.max(0, ...waiting.map((since) => msBetween(since, now)));
}
