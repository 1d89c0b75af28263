import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startEngine } from '../local/engine.ts';
import type { SimulatedClock } from '../local/simulated-clock.ts';
import type { Instant } from '../shared/domain/time.ts';
import type { BatchReport } from '../shared/use-cases/process-pending-requests.ts';
import { createMeter, type Meter } from './meter.ts';

/** The engine as benches see it: the service's functions, each DynamoDB client of theirs under one meter. */
export interface MeteredEngine {
  clock: SimulatedClock;
  meter: Meter;
  functions: {
    matchingEvents(event: object): Promise<unknown>;
    dailyBatch(): Promise<BatchReport>;
    processEmailQueue(): Promise<unknown>;
    outboxRelay(): Promise<unknown>;
  };
  /** What the sibling services answer, by id. */
  people: { therapists: Map<number, unknown>; patients: Map<number, unknown> };
  /** Mails that SES accepted and events that the bus took so far. */
  left(): { mails: number; events: number };
  /** The benches' own way to the tables, which is not under the meter. */
  client: DynamoDBDocumentClient;
  contactsTable: string;
  stop(): Promise<void>;
}

/** Starts an engine whose clock stands at `start` until it is moved, and whose functions run when a bench says so. */
export async function startMeteredEngine(start: Instant): Promise<MeteredEngine> {
  const engine = await startEngine({ start });
  const meter = createMeter();
  const { aws } = engine.runtime;
  const invokeMetered = engine.createProcess({
    aws: { ...aws, dynamoDb: () => meter.watch(aws.dynamoDb()) },
  });
  const invoke = (name: string, event: object = {}) => invokeMetered(`communication-local-${name}`, event);
  return {
    clock: engine.clock,
    meter,
    functions: {
      matchingEvents: (event) => invoke('matching-events', event),
      dailyBatch: () => invoke('daily-batch-processing') as Promise<BatchReport>,
      processEmailQueue: () => invoke('process-email-queue'),
      outboxRelay: () => invoke('outbox-relay'),
    },
    people: { therapists: engine.therapists.data, patients: engine.patients.data },
    left: () => ({ mails: engine.ses.accepted.length, events: engine.bus.entries.length }),
    client: engine.client,
    contactsTable: engine.tables.contacts,
    stop: () => engine.stop(),
  };
}
