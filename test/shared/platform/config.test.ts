import { describe, expect, it } from '@jest/globals';
import { InvalidConfiguration, loadConfig } from '../../../shared/platform/config.ts';

const CANARY = 'c4n4ry-of-a-secret-value';

/** The least that every stage has to say. */
const REQUIRED = {
  STAGE: 'test',
  CONTACTS_TABLE: 'contacts',
  EMAILS_TABLE: 'emails',
  CALLS_TABLE: 'calls',
  OUTBOX_TABLE: 'outbox',
  RUNTIME_TABLE: 'runtime',
  PARKING_BUCKET: 'parking',
  PSEUDONYM_SECRET_ID: 'pseudonyms',
  SENDER_EMAIL: 'vermittlung@platz.example',
  SENDER_NAME: 'Platzvermittlung Beispiel',
  REPLY_DOMAIN: 'antwort.platz.example',
  PUBLIC_URL: 'https://api.platz.example',
  MAIL_REDIRECT_TO: 'tests@platz.example',
  LEGAL_FOOTER: 'Platzvermittlung Beispiel gGmbH',
  THERAPIST_SERVICE_URL: 'https://therapists.example',
  PATIENT_SERVICE_URL: 'https://patients.example',
  OIDC_ISSUER: 'https://login.example',
  OIDC_AUDIENCE: 'communication-service',
  EVENT_BUS: 'bus',
};

const load = (changes: Record<string, string | undefined> = {}) => loadConfig({ ...REQUIRED, ...changes });
const faultOf = (changes: Record<string, string | undefined>): Error => {
  try {
    load(changes);
  } catch (error) {
    return error as Error;
  }
  throw new Error('the configuration was accepted');
};

describe('the configuration', () => {
  it('has the defaults of the contract', () => {
    expect(load()).toMatchObject({
      MAX_PATIENTS_PER_EMAIL: 5,
      CONTACT_INTERVAL_HOURS: 168,
      FOLLOW_UP_AFTER_HOURS: 168,
      COOLING_DAYS: 28,
      SEND_WINDOW: { from: '08:00', to: '18:00' },
      SEND_DAYS: [1, 2, 3, 4, 5],
      SEND_RATE_PER_SECOND: 14,
      FEDERAL_STATE: 'BE',
      TIME_ZONE: 'Europe/Berlin',
      CALL_LINES: 1,
      CALL_DURATION_MINUTES: 5,
      CALL_BUFFER_MINUTES: 0,
      CALL_LEAD_MINUTES: 60,
      CALL_HORIZON_DAYS: 14,
      CALL_MAX_TRIES: 3,
      RETENTION_DAYS_BODY: 730,
      RETENTION_DAYS_RAW: 30,
      RETENTION_DAYS_TIMELINE: 1095,
      EVENT_TRANSPORT: 'eventbridge',
      KAFKA_PARTIAL_BATCHES: false,
      LOCALE: 'de',
      CORS_ORIGINS: [],
      MAIL_MODE: 'redirect',
      MAIL_ALLOW_LIST: [],
    });
  });

  it.each([
    ['MAX_PATIENTS_PER_EMAIL', '1', 1],
    ['MAX_PATIENTS_PER_EMAIL', '10', 10],
    ['SEND_DAYS', 'Mon,Wed-Thu', [1, 3, 4]],
    ['SEND_RATE_PER_SECOND', '0.1', 0.1],
    ['COOLING_DAYS', '0', 0],
    ['KAFKA_PARTIAL_BATCHES', 'true', true],
    [
      'CORS_ORIGINS',
      'https://staff.example, http://localhost:5173',
      ['https://staff.example', 'http://localhost:5173'],
    ],
    ['REPLY_DOMAIN', 'Antwort.Müller-Platz.example', 'antwort.xn--mller-platz-thb.example'],
    [
      'PUBLIC_URL',
      'https://x1.execute-api.eu-central-1.amazonaws.com/dev/',
      'https://x1.execute-api.eu-central-1.amazonaws.com/dev',
    ],
  ])('takes %s=%s', (name, value, taken) => {
    expect(load({ [name]: value })).toMatchObject({ [name]: taken });
  });

  it.each([
    ['prod', undefined, 'live'],
    ['local', undefined, 'live'],
    ['dev', undefined, 'redirect'],
    ['local', 'redirect', 'redirect'],
    ['dev', 'live', 'live'],
  ])('mails in the stage %s with MAIL_MODE=%s by the mode %s', (STAGE, MAIL_MODE, mode) => {
    expect(load({ STAGE, MAIL_MODE }).MAIL_MODE).toBe(mode);
  });

  it('takes a list of addresses and domains that may be mailed to', () => {
    const MAIL_ALLOW_LIST = 'erika@praxis.example, @platz.example,max@xn--mller-kva.example';
    expect(load({ MAIL_MODE: 'allow-list', MAIL_ALLOW_LIST, MAIL_REDIRECT_TO: undefined })).toMatchObject({
      MAIL_ALLOW_LIST: ['erika@praxis.example', '@platz.example', 'max@xn--mller-kva.example'],
    });
  });

  it.each([
    ...Object.keys(REQUIRED).map((name) => [name, undefined] as const),
    ['SENDER_NAME', ''],
    ['REPLY_DOMAIN', CANARY],
    ['REPLY_DOMAIN', 'antwort.platz.example, fremd.example'],
    ['REPLY_DOMAIN', '@antwort.platz.example'],
    ['REPLY_DOMAIN', `${'a.'.repeat(100)}example`],
    ['PUBLIC_URL', CANARY],
    ['PUBLIC_URL', 'http://api.platz.example'],
    ['PUBLIC_URL', 'https://api.platz.example/?token='],
    ['PUBLIC_URL', 'https://api.platz.example/#seite'],
    ['MAIL_MODE', CANARY],
    ['MAIL_REDIRECT_TO', CANARY],
    ['MAIL_REDIRECT_TO', 'tests@platz.example,fremd@fremd.example'],
    ['MAIL_REDIRECT_TO', 'Tests@Platz.example'],
    ['MAIL_ALLOW_LIST', CANARY],
    ['MAIL_ALLOW_LIST', '@platz.example,'],
    ['MAIL_ALLOW_LIST', '@Platz.example'],
    ['MAIL_ALLOW_LIST', '*@platz.example,@*'],
    ['OIDC_ISSUER', CANARY],
    ['OIDC_ISSUER', 'http://login.example'],
    ['JWKS_TABLE', 'runtime'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'staff.example'],
    ['CORS_ORIGINS', 'https://staff.example/'],
    ['CORS_ORIGINS', 'https://staff.example,,https://admin.example'],
    ['MAX_PATIENTS_PER_EMAIL', '0'],
    ['MAX_PATIENTS_PER_EMAIL', '11'],
    ['MAX_PATIENTS_PER_EMAIL', '2.5'],
    ['MAX_PATIENTS_PER_EMAIL', CANARY],
    ['CONTACT_INTERVAL_HOURS', '167'],
    ['CONTACT_INTERVAL_HOURS', 'Infinity'],
    ['FOLLOW_UP_AFTER_HOURS', '23'],
    ['COOLING_DAYS', '-1'],
    ['SEND_WINDOW', '18:00-08:00'],
    ['SEND_WINDOW', '8-18'],
    ['SEND_WINDOW', '08:00-24:00'],
    ['SEND_DAYS', 'Montag'],
    ['SEND_DAYS', 'Fri-Mon'],
    ['SEND_RATE_PER_SECOND', '0'],
    ['FEDERAL_STATE', 'XX'],
    ['TIME_ZONE', 'Berlin'],
    ['CALL_LINES', '0'],
    ['CALL_DURATION_MINUTES', '7'],
    ['CALL_BUFFER_MINUTES', '15'],
    ['CALL_HORIZON_DAYS', '61'],
    ['CALL_MAX_TRIES', '0'],
    ['RETENTION_DAYS_BODY', '-1'],
    ['RETENTION_DAYS_RAW', '0'],
    ['SENDER_EMAIL', CANARY],
    ['THERAPIST_SERVICE_URL', `ftp://${CANARY}`],
    ['EVENT_TRANSPORT', CANARY],
    ['KAFKA_AUTH', CANARY],
    ['KAFKA_PARTIAL_BATCHES', CANARY],
    ['LOCALE', CANARY],
  ] as const)('FAULTS 41: refuses %s=%s, naming it and no value', (name, value) => {
    const fault = faultOf({ [name]: value });
    expect(fault).toBeInstanceOf(InvalidConfiguration);
    expect(fault.message).toContain(name);
    for (const other of Object.keys(REQUIRED).filter((each) => each !== name))
      expect(fault.message).not.toMatch(new RegExp(`\\b${other}\\b`));
    expect(fault.message).not.toContain(CANARY);
  });

  it.each([
    [{ EVENT_TRANSPORT: 'kafka' }, 'KAFKA_BROKERS'],
    [{ EVENT_TRANSPORT: 'kafka', KAFKA_BROKERS: 'b:9092', KAFKA_AUTH: 'iam' }, 'AWS_REGION'],
    [{ EVENT_TRANSPORT: 'kafka', KAFKA_BROKERS: 'b:9092', KAFKA_AUTH: 'scram' }, 'KAFKA_SECRET_ID'],
    [{ PSEUDONYM_SECRET_ID: undefined, PSEUDONYM_KEY: CANARY.slice(0, 20) }, 'PSEUDONYM_KEY'],
    [{ MAIL_REDIRECT_TO: undefined }, 'MAIL_REDIRECT_TO'],
    [{ STAGE: 'local', MAIL_MODE: 'redirect', MAIL_REDIRECT_TO: undefined }, 'MAIL_REDIRECT_TO'],
    [{ MAIL_MODE: 'allow-list' }, 'MAIL_ALLOW_LIST'],
  ])('FAULTS 41: refuses %j without %s', (changes, name) => {
    const { message } = faultOf(changes);
    expect(message).toContain(name);
    expect(message).not.toContain(CANARY.slice(0, 20));
  });

  it('FAULTS 41: refuses a production that does not reach everybody', () => {
    for (const MAIL_MODE of ['redirect', 'allow-list'])
      expect(faultOf({ STAGE: 'prod', MAIL_MODE, MAIL_ALLOW_LIST: '@platz.example' }).message).toBe(
        'configuration: MAIL_MODE must be live in the stage prod',
      );
  });

  it('leads to an unsafe address in the stage local alone', () => {
    const PUBLIC_URL = 'http://localhost:3000';
    expect(load({ STAGE: 'local', PUBLIC_URL })).toMatchObject({ PUBLIC_URL });
  });

  it('has a table that moves the clock in the stage local alone', () => {
    expect(load({ STAGE: 'local', CLOCK_TABLE: 'runtime' }).CLOCK_TABLE).toBe('runtime');
    for (const STAGE of ['dev', 'prod'])
      expect(faultOf({ STAGE, CLOCK_TABLE: 'runtime' }).message).toContain('CLOCK_TABLE');
  });

  it('FAULTS 41: names every variable at fault at once', () => {
    const { message } = faultOf({ MAX_PATIENTS_PER_EMAIL: '0', CALL_LINES: '99' });
    expect(message).toMatch(/MAX_PATIENTS_PER_EMAIL.*CALL_LINES/);
  });
});
