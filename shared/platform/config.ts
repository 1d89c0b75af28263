import { z } from 'zod';
import { allowList, mailAddress, mailDomain, publicUrl, usualMailMode } from './mail-fields.ts';

const wholeNumber = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
const minutesBy5 = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).multipleOf(5).default(fallback);
const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Mon-Fri` or `Mon,Wed,Fri` → ISO weekday numbers, 1 = Monday. */
const weekdays = z.string().transform((text, context) => {
  const days = text.split(',').flatMap((part) => {
    const [from, to] = part.split(/[-–]/).map((day) => WEEKDAYS.indexOf(day.trim()) + 1);
    if (!from || to === 0 || (to !== undefined && to < from)) return [0];
    return Array.from({ length: (to ?? from) - from + 1 }, (_, index) => from + index);
  });
  if (days.includes(0))
    context.addIssue({ code: 'custom', message: 'must be weekdays like Mon-Fri or Mon,Wed' });
  return days;
});

const timeZone = z.string().refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}, 'must be an IANA time zone');

const STATES = [
  'BB',
  'BE',
  'BW',
  'BY',
  'HB',
  'HE',
  'HH',
  'MV',
  'NI',
  'NW',
  'RP',
  'SH',
  'SL',
  'SN',
  'ST',
  'TH',
] as const;

/** Origins as browsers write them, with commas between. */
const origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine(
    (all) => all.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
    'must be origins like https://staff.example',
  );

/** The environment of the service (CONTRACT §5): name, default and range of every variable. */
const environment = z
  .object({
    STAGE: z.string().min(1),
    CONTACTS_TABLE: z.string().min(3),
    EMAILS_TABLE: z.string().min(3),
    CALLS_TABLE: z.string().min(3),
    OUTBOX_TABLE: z.string().min(3),
    RUNTIME_TABLE: z.string().min(3),
    /** Table whose item moves the clock ahead: functions of the stage `local` that may read it. */
    CLOCK_TABLE: z.string().min(3).optional(),
    PARKING_BUCKET: z.string().min(3),
    /** Secrets Manager id of the key of all pseudonyms. */
    PSEUDONYM_SECRET_ID: z.string().min(1).optional(),
    /** The key itself: local stages only. */
    PSEUDONYM_KEY: z.string().min(32).optional(),
    MAX_PATIENTS_PER_EMAIL: wholeNumber(5, 1, 10),
    CONTACT_INTERVAL_HOURS: wholeNumber(168, 168, 2160),
    FOLLOW_UP_AFTER_HOURS: wholeNumber(168, 24, 2160),
    COOLING_DAYS: wholeNumber(28, 0, 365),
    SEND_WINDOW: z
      .string()
      .regex(timeOfDay, 'must look like 08:00-18:00')
      .default('08:00-18:00')
      .transform((text) => ({ from: text.slice(0, 5), to: text.slice(6) }))
      .refine(({ from, to }) => from < to, 'must end after it starts'),
    SEND_DAYS: weekdays.prefault('Mon-Fri'),
    SEND_RATE_PER_SECOND: z.coerce.number().min(0.1).max(1000).default(14),
    FEDERAL_STATE: z.enum(STATES).default('BE'),
    TIME_ZONE: timeZone.default('Europe/Berlin'),
    CALL_LINES: wholeNumber(1, 1, 50),
    CALL_DURATION_MINUTES: minutesBy5(5, 5, 60),
    CALL_BUFFER_MINUTES: minutesBy5(0, 0, 10),
    CALL_LEAD_MINUTES: wholeNumber(60, 0, 10080),
    CALL_HORIZON_DAYS: wholeNumber(14, 1, 60),
    CALL_MAX_TRIES: wholeNumber(3, 1, 10),
    /** How long texts, raw mails and the histories of emails are kept. */
    RETENTION_DAYS_BODY: wholeNumber(730, 30, 3650),
    RETENTION_DAYS_RAW: wholeNumber(30, 1, 365),
    RETENTION_DAYS_TIMELINE: wholeNumber(1095, 30, 3650),
    SENDER_EMAIL: z.email(),
    SENDER_NAME: z.string().min(1),
    REPLY_DOMAIN: mailDomain,
    LEGAL_FOOTER: z.string().min(1),
    /** Where therapists reach the service from a mail. */
    PUBLIC_URL: publicUrl,
    /** Whom mails may reach; without a word: everybody in the stages prod and local, one address elsewhere. */
    MAIL_MODE: z.enum(['live', 'allow-list', 'redirect']).optional(),
    MAIL_ALLOW_LIST: allowList.default([]),
    MAIL_REDIRECT_TO: mailAddress.optional(),
    /** Who issues the tokens of the API's callers, and whom the tokens have to be for. */
    OIDC_ISSUER: z.url({ protocol: /^https?$/ }),
    OIDC_AUDIENCE: z.string().min(1),
    /** Table whose item holds the issuer's keys: where no issuer can be served, on a deployed stage `local`. */
    JWKS_TABLE: z.string().min(3).optional(),
    /** Whose pages may call the API from a browser. */
    CORS_ORIGINS: origins.default([]),
    THERAPIST_SERVICE_URL: z.url({ protocol: /^https?$/ }),
    PATIENT_SERVICE_URL: z.url({ protocol: /^https?$/ }),
    EVENT_TRANSPORT: z.enum(['eventbridge', 'kafka']).default('eventbridge'),
    EVENT_BUS: z.string().min(1).optional(),
    KAFKA_BROKERS: z.string().min(1).optional(),
    KAFKA_AUTH: z.enum(['none', 'iam', 'scram']).default('none'),
    /** Secrets Manager id of user and password, for KAFKA_AUTH=scram. */
    KAFKA_SECRET_ID: z.string().min(1).optional(),
    /** Whether Lambda's Kafka poller understands partial batch answers (provisioned mode). */
    KAFKA_PARTIAL_BATCHES: z.stringbool().default(false),
    CONFIGURATION_SET: z.string().min(1).optional(),
    /** Set by Lambda itself; MSK's IAM tokens need it. */
    AWS_REGION: z.string().min(1).optional(),
    LOCALE: z.enum(['de', 'en']).default('de'),
  })
  .transform((env) => ({ ...env, MAIL_MODE: env.MAIL_MODE ?? usualMailMode(env.STAGE) }))
  .refine((env) => env.STAGE !== 'prod' || env.MAIL_MODE === 'live', {
    path: ['MAIL_MODE'],
    message: 'must be live in the stage prod',
  })
  .refine((env) => env.MAIL_MODE !== 'redirect' || env.MAIL_REDIRECT_TO, {
    path: ['MAIL_REDIRECT_TO'],
    message: 'is required by MAIL_MODE=redirect',
  })
  .refine((env) => env.MAIL_MODE !== 'allow-list' || env.MAIL_ALLOW_LIST.length > 0, {
    path: ['MAIL_ALLOW_LIST'],
    message: 'is required by MAIL_MODE=allow-list',
  })
  .refine((env) => env.STAGE === 'local' || env.PUBLIC_URL.startsWith('https:'), {
    path: ['PUBLIC_URL'],
    message: 'must be https outside of the stage local',
  })
  .refine((env) => env.EVENT_TRANSPORT !== 'kafka' || env.KAFKA_BROKERS, {
    path: ['KAFKA_BROKERS'],
    message: 'is required by EVENT_TRANSPORT=kafka',
  })
  .refine((env) => env.KAFKA_AUTH !== 'iam' || env.AWS_REGION, {
    path: ['AWS_REGION'],
    message: 'is required by KAFKA_AUTH=iam',
  })
  .refine((env) => env.KAFKA_AUTH !== 'scram' || env.KAFKA_SECRET_ID, {
    path: ['KAFKA_SECRET_ID'],
    message: 'is required by KAFKA_AUTH=scram',
  })
  .refine((env) => env.EVENT_TRANSPORT !== 'eventbridge' || env.EVENT_BUS, {
    path: ['EVENT_BUS'],
    message: 'is required by EVENT_TRANSPORT=eventbridge',
  })
  .refine((env) => env.STAGE === 'local' || env.CLOCK_TABLE === undefined, {
    path: ['CLOCK_TABLE'],
    message: 'is for the stage local alone',
  })
  .refine((env) => env.STAGE === 'local' || env.JWKS_TABLE === undefined, {
    path: ['JWKS_TABLE'],
    message: 'is for the stage local alone',
  })
  .refine((env) => env.STAGE === 'local' || env.OIDC_ISSUER.startsWith('https:'), {
    path: ['OIDC_ISSUER'],
    message: 'must be https outside of the stage local',
  })
  .refine((env) => env.PSEUDONYM_SECRET_ID ?? env.PSEUDONYM_KEY, {
    path: ['PSEUDONYM_SECRET_ID'],
    message: 'is required (or PSEUDONYM_KEY on local stages)',
  });

/** The configuration, checked and typed. */
export type Config = z.infer<typeof environment>;

/** The environment does not describe a service that can run. The message names every variable at fault, no value. */
export class InvalidConfiguration extends Error {
  readonly code = 'invalid_configuration';
}

/**
 * Reads the configuration once, at the start.
 *
 * @param env the environment; an empty value counts as absent
 * @throws InvalidConfiguration naming every variable that is missing or out of range
 */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new InvalidConfiguration(`configuration: ${faults.join('; ')}`);
}
