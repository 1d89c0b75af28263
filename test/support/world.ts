import { afterEach, beforeEach } from '@jest/globals';
import { startEngine, type Engine } from '../../local/engine.ts';
import type { Loader } from '../../local/engine/functions.ts';
import type { AcceptedMail } from '../../local/ses-double.ts';
import { sesEvent } from '../../local/ses-events.ts';
import { createService } from '../../functions/wiring/service.ts';
import type { Clock } from '../../shared/domain/ports.ts';
import { plus, type Instant } from '../../shared/domain/time.ts';
import type { KeyedRuntime } from '../../shared/platform/runtime.ts';
import { recordEmailResponse, type EmailAnswer } from '../../shared/use-cases/record-email-response.ts';
import { localTemplate } from './engine.ts';
import { typedFunctions } from './functions.ts';
import { injectFaults, type Call, type Fault, type FaultLog } from './flaky-dynamodb.ts';

/** A Monday, ten minutes before the daily batch (01:00 in Berlin). */
export const MONDAY: Instant = '2026-11-22T23:50:00.000Z';

/**
 * Events come as Lambda's Kafka poller brings them in provisioned mode, whatever the stage's own transport. Mails leave so
 * slowly that no two are under way at a time: what SES sees has one order.
 */
const ENVIRONMENT = { KAFKA_PARTIAL_BATCHES: 'true', SEND_RATE_PER_SECOND: '4' };

export interface Match {
  id: number;
  therapist: number;
  patient?: number;
  /** When the match was created; the creation's place in the topic follows the order of the calls. */
  at?: Instant;
}

/**
 * A whole service for one test: the functions on a DynamoDB engine of its own, doubles around it, time in the test's
 * hand. Data come in as the sibling services and their events bring them.
 */
export async function startWorld(
  options: { start?: Instant; environment?: Record<string, string>; loader?: Loader } = {},
) {
  const engine = await startEngine({
    ...(options.loader && { loader: options.loader }),
    start: options.start ?? MONDAY,
    template: await localTemplate(),
    environment: { ...ENVIRONMENT, ...options.environment },
  });
  const { clock } = engine;
  const functions = typedFunctions(engine.invoke);
  const service = createService(engine.runtime);
  let offset = 0;

  /** A Kafka record of the matching topic, at the topic's next offset. */
  const matchingRecord = (eventType: string, payload: object, at: Instant = clock.now()) => {
    const envelope = {
      eventId: `event-${offset}`,
      eventType,
      version: '1.0',
      timestamp: at,
      producer: 'matching-service',
      payload,
    };
    return kafkaRecord(Buffer.from(JSON.stringify(envelope)), offset++);
  };
  const ingest = (...records: KafkaRecord[]) => functions.matchingEvents(kafkaEvent(records));

  return {
    ...engine,
    functions,
    service,
    matchingRecord,
    ingest,

    /** A therapist as the therapist service knows her: reachable by mail and phone unless `data` says otherwise. */
    therapist(id: number, data: Record<string, unknown> = {}) {
      engine.therapists.data.set(id, {
        anrede: 'Frau',
        titel: 'Dr.',
        vorname: 'Erika',
        nachname: 'Musterfrau',
        email: `praxis-${id}@praxis.example`,
        telefon: `030 2312${String(id).padStart(4, '0')}`,
        telefonische_erreichbarkeit: {
          monday: [{ start: '09:00', end: '12:00' }],
          thursday: [{ start: '14:00', end: '16:00' }],
        },
        ...data,
      });
    },

    /** A patient as the patient service knows him. */
    patient(id: number, data: Record<string, unknown> = {}) {
      engine.patients.data.set(id, {
        diagnose: 'F32.1',
        geschlecht: 'weiblich',
        startdatum: '2026-03-01',
        ...data,
      });
    },

    /** Creates a request through its event; its patient has the request's id unless told otherwise. */
    async match({ id, therapist, patient = id, at }: Match) {
      return ingest(
        matchingRecord('match.created', { match_id: id, patient_id: patient, therapist_id: therapist }, at),
      );
    },

    /** Changes a request's status through its event. */
    async status(id: number, new_status: string, at?: Instant) {
      return ingest(
        matchingRecord('match.status_changed', { match_id: id, old_status: 'offen', new_status }, at),
      );
    },

    batch: () => functions.dailyBatch({}),
    pump: () => functions.processEmailQueue({}),
    sweep: () => functions.checkUnansweredEmails({}),
    relay: () => functions.outboxRelay({}),
    sesEvent: (mail: AcceptedMail, ...event: TailOfSesEvent) => functions.sesEvents(sesEvent(mail, ...event)),
    answer: (answer: EmailAnswer) => recordEmailResponse(service, answer),

    /** Sets the clock; never back. */
    at: (instant: Instant) => clock.set(instant),

    request: (id: number) => service.store.getRequest(id),
    contact: (id: number) => service.store.getContact(id),
    email: async (id: string) => (await service.store.getEmail(id))?.email,
    entries: async (id: string) => (await service.store.getEmail(id))?.entries,
    /** Ids of a therapist's emails, newest first. */
    emailsOf: (therapistId: number) => service.store.emailsOfTherapist(therapistId, 100),

    /** Another process of the service on the same tables and doubles: its own clock, its own faults. */
    actor: (flaws: Flaws = {}) => createActor(engine, flaws),
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/** Gives every test of the calling suite a world of its own. */
export function worldPerTest(options: Parameters<typeof startWorld>[0] = {}): World {
  const world = {} as World;
  beforeEach(async () => {
    Object.assign(world, await startWorld(options));
  });
  afterEach(() => world.stop());
  return world;
}

/** What is wrong with a process. */
export interface Flaws {
  /** Its clock is ahead by this many milliseconds. */
  skewMs?: number;
  /** What goes wrong with its calls to DynamoDB, SES and EventBridge, counted together. */
  faults?: (call: Call) => Fault | undefined;
}

function createActor(engine: Engine, { skewMs = 0, faults }: Flaws) {
  const clock: Clock = {
    now: () => plus(engine.clock.now(), skewMs),
    sleep: (ms) => engine.clock.sleep(ms),
  };
  const { aws } = engine.runtime;
  const [dynamoDb, ses, eventBridge] = [aws.dynamoDb(), aws.ses(), aws.eventBridge()];
  const log: FaultLog = faults
    ? injectFaults([dynamoDb, ses, eventBridge], faults)
    : { calls: 0, dead: false };
  const own = {
    clock,
    aws: { ...aws, dynamoDb: () => dynamoDb, ses: () => ses, eventBridge: () => eventBridge },
  };
  const runtime: KeyedRuntime = { ...engine.runtime, ...own };
  const functions = typedFunctions(engine.createProcess(own));
  return { ...functions, service: createService(runtime), runtime, log };
}

export type KafkaRecord = ReturnType<typeof kafkaRecord>;

/** A record as Lambda's Kafka poller hands it over; any bytes. */
export function kafkaRecord(
  value: Uint8Array,
  offset: number,
  { topic = 'matching-events', partition = 0 } = {},
) {
  return {
    topic,
    partition,
    offset,
    timestamp: 0,
    timestampType: 'CREATE_TIME',
    value: Buffer.from(value).toString('base64'),
    headers: [],
  };
}

/** The event of Lambda's Kafka poller for some records. */
export function kafkaEvent(records: KafkaRecord[]) {
  const partitions = Map.groupBy(records, ({ topic, partition }) => `${topic}-${partition}`);
  return { eventSource: 'aws:kafka', records: Object.fromEntries(partitions) };
}

type TailOfSesEvent = Parameters<typeof sesEvent> extends [unknown, ...infer Tail] ? Tail : never;
