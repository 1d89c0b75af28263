import { describe, expect, it } from '@jest/globals';
import { toSettings } from '../../../functions/wiring/settings.ts';
import { loadConfig } from '../../../shared/platform/config.ts';

const REQUIRED = {
  STAGE: 'test',
  CONTACTS_TABLE: 'contacts',
  EMAILS_TABLE: 'emails',
  CALLS_TABLE: 'calls',
  OUTBOX_TABLE: 'outbox',
  RUNTIME_TABLE: 'runtime',
  PARKING_BUCKET: 'parking',
  PSEUDONYM_KEY: 'a-key-that-only-the-tests-know-0000',
  SENDER_EMAIL: 'vermittlung@platz.example',
  SENDER_NAME: 'Platzvermittlung Beispiel',
  REPLY_DOMAIN: 'antwort.platz.example',
  PUBLIC_URL: 'https://api.platz.example',
  MAIL_REDIRECT_TO: 'tests@platz.example',
  LEGAL_FOOTER: 'Platzvermittlung Beispiel gGmbH',
  THERAPIST_SERVICE_URL: 'http://therapists.example',
  PATIENT_SERVICE_URL: 'http://patients.example',
  OIDC_ISSUER: 'https://login.example',
  OIDC_AUDIENCE: 'communication-service',
  EVENT_BUS: 'bus',
};
const settingsFrom = (env: Record<string, string> = {}) => toSettings(loadConfig({ ...REQUIRED, ...env }));

const HOUR = 3_600_000;

describe('settings', () => {
  it('are those of the contract when the environment says nothing', () => {
    expect(settingsFrom()).toEqual({
      maxPatientsPerEmail: 5,
      cadence: { intervalMs: 168 * HOUR, marginMs: HOUR / 2 },
      followUpAfterMs: 168 * HOUR,
      coolingMs: 28 * 24 * HOUR,
      timeZone: 'Europe/Berlin',
      send: { window: { from: '08:00', to: '18:00' }, days: [1, 2, 3, 4, 5], ratePerSecond: 14 },
      retention: { textsMs: 730 * 24 * HOUR, rawMailsMs: 30 * 24 * HOUR, timelinesMs: 1095 * 24 * HOUR },
      calls: {
        lines: 1,
        durationMinutes: 5,
        bufferMinutes: 0,
        leadMinutes: 60,
        horizonDays: 14,
        maxTries: 3,
      },
    });
  });

  it.each([
    ['MAX_PATIENTS_PER_EMAIL', '10', { maxPatientsPerEmail: 10 }],
    ['CONTACT_INTERVAL_HOURS', '336', { cadence: { intervalMs: 336 * HOUR, marginMs: HOUR / 2 } }],
    ['FOLLOW_UP_AFTER_HOURS', '24', { followUpAfterMs: 24 * HOUR }],
    ['COOLING_DAYS', '0', { coolingMs: 0 }],
    ['TIME_ZONE', 'Europe/Vienna', { timeZone: 'Europe/Vienna' }],
    ['SEND_WINDOW', '09:00-17:30', { send: { window: { from: '09:00', to: '17:30' } } }],
    ['SEND_DAYS', 'Mon,Wed', { send: { days: [1, 3] } }],
    ['SEND_RATE_PER_SECOND', '0.5', { send: { ratePerSecond: 0.5 } }],
    ['CALL_LINES', '3', { calls: { lines: 3 } }],
    ['CALL_DURATION_MINUTES', '15', { calls: { durationMinutes: 15 } }],
    ['CALL_BUFFER_MINUTES', '10', { calls: { bufferMinutes: 10 } }],
    ['CALL_LEAD_MINUTES', '0', { calls: { leadMinutes: 0 } }],
    ['CALL_HORIZON_DAYS', '21', { calls: { horizonDays: 21 } }],
    ['CALL_MAX_TRIES', '5', { calls: { maxTries: 5 } }],
    ['RETENTION_DAYS_BODY', '365', { retention: { textsMs: 365 * 24 * HOUR } }],
    ['RETENTION_DAYS_RAW', '7', { retention: { rawMailsMs: 7 * 24 * HOUR } }],
    ['RETENTION_DAYS_TIMELINE', '730', { retention: { timelinesMs: 730 * 24 * HOUR } }],
  ])('follow the environment: %s', (name, value, expected) => {
    expect(settingsFrom({ [name]: value })).toMatchObject(expected);
  });
});
