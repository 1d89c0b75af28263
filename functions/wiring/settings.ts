import { CADENCE_MARGIN_MS } from '../../shared/domain/contact/guard.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { DAY_MS, HOUR_MS } from '../../shared/domain/time.ts';
import type { Config } from '../../shared/platform/config.ts';

/** Environment → the rules of the domain. */
export function toSettings(config: Config): Settings {
  return {
    maxPatientsPerEmail: config.MAX_PATIENTS_PER_EMAIL,
    cadence: { intervalMs: config.CONTACT_INTERVAL_HOURS * HOUR_MS, marginMs: CADENCE_MARGIN_MS },
    followUpAfterMs: config.FOLLOW_UP_AFTER_HOURS * HOUR_MS,
    coolingMs: config.COOLING_DAYS * DAY_MS,
    timeZone: config.TIME_ZONE,
    send: { window: config.SEND_WINDOW, days: config.SEND_DAYS, ratePerSecond: config.SEND_RATE_PER_SECOND },
    retention: {
      textsMs: config.RETENTION_DAYS_BODY * DAY_MS,
      rawMailsMs: config.RETENTION_DAYS_RAW * DAY_MS,
      timelinesMs: config.RETENTION_DAYS_TIMELINE * DAY_MS,
    },
    calls: {
      lines: config.CALL_LINES,
      durationMinutes: config.CALL_DURATION_MINUTES,
      bufferMinutes: config.CALL_BUFFER_MINUTES,
      leadMinutes: config.CALL_LEAD_MINUTES,
      horizonDays: config.CALL_HORIZON_DAYS,
      maxTries: config.CALL_MAX_TRIES,
    },
  };
}
