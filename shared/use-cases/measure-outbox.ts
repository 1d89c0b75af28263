import type { Clock, Metrics } from '../domain/ports.ts';
import { msBetween } from '../domain/time.ts';
import { surveyOutbox } from './survey-outbox.ts';

type MeasureDeps = Parameters<typeof surveyOutbox>[0] & { clock: Clock; metrics: Metrics };

/**
 * Measures what the outbox owes after a sweep, for alarms: rows that wait, the age of the oldest event in seconds (never
 * negative, whatever the clocks say), aggregates that are blocked. Of an outbox longer than a survey these are lower bounds.
 */
export async function measureOutbox({ clock, metrics, ...deps }: MeasureDeps): Promise<void> {
  const { owed, oldestAt, blocked } = await surveyOutbox(deps);
  const ageMs = oldestAt === undefined ? 0 : Math.max(0, msBetween(oldestAt, clock.now()));
  metrics.gauge('outbox_rows', owed);
  metrics.gauge('outbox_oldest_seconds', Math.floor(ageMs / 1000));
  metrics.gauge('outbox_blocked_aggregates', blocked.length);
}
