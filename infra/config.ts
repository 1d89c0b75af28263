import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { placeholderIdentity, readIdentity, type Identity } from './identity.ts';
import { receivesHere } from './inbound-region.ts';
import { readMsk, type Msk } from './msk.ts';
import { chooseRecipients, type MailMode, type Recipients } from './recipients.ts';
import { allOrNone, given, InvalidStage, type Settings } from './settings.ts';

export const STAGES = ['local', 'dev', 'prod'] as const;
export type StageName = (typeof STAGES)[number];

/**
 * What the `local` stage does without, because LocalStack cannot do it, and what stands in for it:
 * - `email-identity`: `AWS::SES::EmailIdentity` fails there; whoever deploys verifies the sender with the SES API.
 * - `kafka`: there is no MSK and no Kafka event source; events come and go over the EventBridge bus. With KAFKA_BROKERS
 *   they go over those brokers, and the topics are named in event sources, which only the embedded engine understands;
 *   LocalStack takes the stage with TOPIC_POLLER=outside, and whoever deployed it carries the records to the function.
 * - `receiving`: SES receives no mail there; the embedded engine puts mails into the bucket and calls the function itself.
 * - `backups`: there is nothing to restore, and tables have to go with their stack.
 * - `operations`: alarms would watch numbers that LocalStack does not have, and dashboards it ignores.
 * Configuration sets and schedules are accepted but do nothing: tests send the feedback and invoke the functions
 * themselves. No stage uses custom resources (S3 notifications, CDK's log retention, emptying of buckets).
 */
const LOCAL_GAPS = ['email-identity', 'kafka', 'receiving', 'backups', 'operations'] as const;
export type Gap = (typeof LOCAL_GAPS)[number];

/** Tables that a restore has made, by the beginning of their names, and the stream of the outbox among them (docs/restore.md). */
const RESTORED_SETTINGS = ['RESTORED_TABLES', 'RESTORED_OUTBOX_STREAM_ARN'] as const;
export type RestoredTables = Record<(typeof RESTORED_SETTINGS)[number], string>;

/** Who takes records from topics to the functions: event sources of Lambda, or somebody outside of the stage. */
const TOPIC_POLLERS = ['event-source', 'outside'] as const;
type TopicPoller = (typeof TOPIC_POLLERS)[number];

/** What a deployment may set beside; the service itself knows defaults and ranges. */
const SERVICE_SETTINGS = [
  'MAX_PATIENTS_PER_EMAIL',
  'CONTACT_INTERVAL_HOURS',
  'FOLLOW_UP_AFTER_HOURS',
  'COOLING_DAYS',
  'SEND_WINDOW',
  'SEND_DAYS',
  'SEND_RATE_PER_SECOND',
  'FEDERAL_STATE',
  'CALL_LINES',
  'CALL_DURATION_MINUTES',
  'CALL_BUFFER_MINUTES',
  'CALL_LEAD_MINUTES',
  'CALL_HORIZON_DAYS',
  'CALL_MAX_TRIES',
  'RETENTION_DAYS_BODY',
  'RETENTION_DAYS_RAW',
  'RETENTION_DAYS_TIMELINE',
  'LOCALE',
  'CORS_ORIGINS',
] as const;

/** What a stage is, whoever deploys it. */
interface StageRecord {
  region: string;
  /** Of data and logs; everything else goes with its stack. */
  removalPolicy: RemovalPolicy;
  deletionProtection: boolean;
  logRetention: RetentionDays;
  memoryMb: number;
  /** Whom mails may reach, unless the setting MAIL_MODE says otherwise. */
  mailMode: MailMode;
  /** What all callers of the API together may ask for; more is answered with 429. */
  apiThrottle: { requestsPerSecond: number; burst: number };
  /** Whether the API writes a line about every request: LocalStack knows no such log. */
  accessLog: boolean;
  /** A web application firewall before the API, which costs by the month; `undefined`: none. */
  firewall: { requestsPerAddressIn5Minutes: number } | undefined;
  /** Pollers of one's own for every topic: they cost by the hour, and only they understand partial batch answers. */
  provisionedPollers: boolean;
  gaps: readonly Gap[];
}

const RECORDS: Record<StageName, StageRecord> = {
  local: {
    region: 'eu-central-1',
    removalPolicy: RemovalPolicy.DESTROY,
    deletionProtection: false,
    logRetention: RetentionDays.ONE_DAY,
    memoryMb: 512,
    mailMode: 'live',
    apiThrottle: { requestsPerSecond: 100, burst: 200 },
    accessLog: false,
    firewall: undefined,
    provisionedPollers: false,
    gaps: LOCAL_GAPS,
  },
  dev: {
    region: 'eu-central-1',
    removalPolicy: RemovalPolicy.DESTROY,
    deletionProtection: false,
    logRetention: RetentionDays.TWO_WEEKS,
    memoryMb: 512,
    mailMode: 'redirect',
    apiThrottle: { requestsPerSecond: 20, burst: 40 },
    accessLog: true,
    firewall: undefined,
    provisionedPollers: false,
    gaps: [],
  },
  prod: {
    region: 'eu-central-1',
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
    logRetention: RetentionDays.THREE_MONTHS,
    memoryMb: 1024,
    mailMode: 'live',
    apiThrottle: { requestsPerSecond: 50, burst: 100 },
    accessLog: true,
    // 20 a second: the whole staff of an office has one address.
    firewall: { requestsPerAddressIn5Minutes: 6000 },
    provisionedPollers: true,
    gaps: [],
  },
};

/** A stage with the settings of this deployment. */
export interface StageConfig extends StageRecord, Recipients {
  name: StageName;
  timeZone: string;
  /** Where the world reaches the API; undefined: at the address that AWS gives it. */
  publicUrl: string | undefined;
  identity: Identity;
  /** Nobody has said who sends: fit for a look at the templates, not for a deployment. */
  placeholderIdentity: boolean;
  /** Whether SES receives the mail of its reply domain: once somebody has said which that is. */
  receivesMail: boolean;
  msk: Msk | undefined;
  /** Brokers without authentication, with commas in between; where there is no MSK. */
  kafkaBrokers: string | undefined;
  /** Of the topics on `kafkaBrokers`; MSK's are polled by event sources. */
  topicPoller: TopicPoller;
  serviceSettings: Record<string, string>;
  /** In place of the tables of the stack, since a restore. */
  restored: RestoredTables | undefined;
  /** Whether brokers are made, for those who have none. */
  createsBrokers: boolean;
  /** Whom alarms tell; nobody, until somebody subscribes to their topic. */
  alarmEmail: string | undefined;
}

/**
 * Settings come from the CDK context (`-c NAME=value`) or else from the environment variable of the same name.
 *
 * @param context the context of the CDK app
 */
export function readSettings(
  context: (name: string) => unknown,
  env: Record<string, string | undefined> = process.env,
): Settings {
  return (name) => {
    const value: unknown = context(name) ?? env[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
}

/**
 * The stages to build: the one that the context `stage` names, else all.
 *
 * @throws InvalidStage when there is no such stage
 */
export function selectStages(name: unknown): readonly StageName[] {
  if (name === undefined) return STAGES;
  const selected = STAGES.filter((stage) => stage === name);
  if (selected.length === 0)
    throw new InvalidStage(`there is no stage ${JSON.stringify(name)}, only ${STAGES.join(', ')}`);
  return selected;
}

/**
 * The configuration of one stage.
 *
 * @throws InvalidStage when a group of settings is given in part, or mail may reach whom it must not
 */
export function loadStage(name: StageName, settings: Settings): StageConfig {
  const record = RECORDS[name];
  const identity = readIdentity(settings);
  return {
    ...record,
    name,
    timeZone: settings('TIME_ZONE') ?? 'Europe/Berlin',
    ...chooseRecipients({ usual: record.mailMode, isProduction: name === 'prod' }, settings),
    publicUrl: settings('PUBLIC_URL') ?? (name === 'local' ? LOCAL_URL : undefined),
    identity: identity ?? placeholderIdentity(name),
    placeholderIdentity: identity === undefined && name !== 'local',
    receivesMail:
      identity !== undefined && !record.gaps.includes('receiving') && receivesHere(record, settings),
    msk: record.gaps.includes('kafka') ? undefined : readMsk(settings),
    kafkaBrokers: record.gaps.includes('kafka') ? settings('KAFKA_BROKERS') : undefined,
    topicPoller: chooseTopicPoller(record, settings),
    serviceSettings: Object.fromEntries(given(SERVICE_SETTINGS, settings)),
    restored: record.gaps.includes('backups') ? undefined : allOrNone(RESTORED_SETTINGS, settings),
    createsBrokers: !record.gaps.includes('kafka') && settings('CREATE_BROKERS') === 'true',
    alarmEmail: settings('ALARM_EMAIL'),
  };
}

/** Where events would wait for nobody, the setting is refused. */
function chooseTopicPoller({ gaps }: StageRecord, settings: Settings): TopicPoller {
  const given = settings('TOPIC_POLLER');
  const poller = TOPIC_POLLERS.find((each) => each === (given ?? 'event-source'));
  if (!poller) throw new InvalidStage(`TOPIC_POLLER must be one of ${TOPIC_POLLERS.join(', ')}`);
  if (poller === 'outside' && !gaps.includes('kafka'))
    throw new InvalidStage('TOPIC_POLLER=outside is for the stage local: elsewhere Lambda polls the topics');
  return poller;
}

/** The API of the stage `local` has an address of this machine: whoever serves it says so in place of this one. */
const LOCAL_URL = 'https://api.local.vermittlung.example';
