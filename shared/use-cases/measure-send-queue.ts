import { sendWindowOpenedAt } from '../domain/email/send-window.ts';
import type { Holidays } from '../domain/ports.ts';
import { SHARDS, type EmailLane } from '../domain/stores.ts';
import { latest, msBetween, type Instant } from '../domain/time.ts';
import type { Service } from './service.ts';

type Needs = Pick<Service, 'clock' | 'metrics' | 'settings'> & {
  store: Pick<Service['store'], 'dueEmails'>;
  holidays: Holidays;
};

/**
 * Measures for how long the oldest mail waits that might leave, for an alarm: in seconds, 0 when none does. A contact email waits
 * since the send window opened at the earliest, and not at all while it is closed. Costs one item of each shard and lane.
 */
export async function measureSendQueue({ store, clock, metrics, settings, holidays }: Needs): Promise<void> {
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
  const ages = waiting.map((since) => Math.max(0, msBetween(since, now)));
  metrics.gauge('send_queue_oldest_seconds', Math.floor(Math.max(0, ...ages) / 1000));
}
