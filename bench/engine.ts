import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createRestoreGate } from '../functions/wiring/restore.ts';
import { localClientConfig } from '../local/clients.ts';
import { dumpTables } from '../local/dump.ts';
import { startEngine } from '../local/engine.ts';
import type { SimulatedClock } from '../local/simulated-clock.ts';
import { readServiceTemplate, type ServiceTemplate } from '../local/template/service-template.ts';
import { synthesizeLocalStage } from '../local/template/synthesize.ts';
import type { Instant } from '../shared/domain/time.ts';
import { createAwsClients } from '../shared/platform/aws-clients.ts';
import type { BatchReport } from '../shared/use-cases/process-pending-requests.ts';
import type { PumpReport } from '../shared/use-cases/pump-report.ts';
import { createMeter, type Meter } from './meter.ts';

/** The engine as benches see it: the service's functions, each DynamoDB client of theirs under one meter. */
export interface MeteredEngine {
  clock: SimulatedClock;
  meter: Meter;
  functions: {
    matchingEvents(event: object): Promise<unknown>;
    dailyBatch(): Promise<BatchReport>;
    processEmailQueue(): Promise<PumpReport & { rescued: unknown }>;
    outboxRelay(): Promise<unknown>;
  };
  /** What the sibling services answer, by id. */
  people: { therapists: Map<number, unknown>; patients: Map<number, unknown> };
  /** Mails that SES accepted and events that the bus took so far. */
  left(): { mails: number; events: number };
  /** The state of every email by its id. */
  emailStates(): Promise<Map<string, string>>;
  /** The benches' own way to the tables, which is not under the meter. */
  client: DynamoDBDocumentClient;
  contactsTable: string;
  stop(): Promise<void>;
}

/** Nobody reads streams here, and with every record in one the engine of the tables takes longer. */
async function templateWithoutStreams(): Promise<ServiceTemplate> {
  const template = await readServiceTemplate(await synthesizeLocalStage());
  const tables = template.tables.map(({ StreamSpecification: _unread, ...table }) => table);
  return { ...template, tables, streams: [] };
}

/**
 * Starts an engine whose clock stands at `start` until it is moved, and whose functions run when a bench says so.
 *
 * @param options variables of the service that differ from the template's, where SES is if not in this thread, and whether the
 *   meter is to run, which costs time
 */
export async function startMeteredEngine(
  start: Instant,
  {
    environment = {},
    sesEndpoint,
    metered = true,
  }: { environment?: Record<string, string>; sesEndpoint?: string; metered?: boolean } = {},
): Promise<MeteredEngine> {
  const engine = await startEngine({ start, environment, template: await templateWithoutStreams() });
  // Tables are marked once in their life: no email pays for that.
  await createRestoreGate(engine.runtime)();
  const meter = createMeter();
  const { aws } = engine.runtime;
  const invokeMetered = engine.createProcess({
    aws: {
      ...aws,
      dynamoDb: () => (metered ? meter.watch(aws.dynamoDb()) : aws.dynamoDb()),
      ...(sesEndpoint !== undefined && {
        ses: createAwsClients({ ses: localClientConfig(sesEndpoint) }).ses,
      }),
    },
  });
  const invoke = (name: string, event: object = {}) => invokeMetered(`communication-local-${name}`, event);
  return {
    clock: engine.clock,
    meter,
    functions: {
      matchingEvents: (event) => invoke('matching-events', event),
      dailyBatch: () => invoke('daily-batch-processing') as Promise<BatchReport>,
      processEmailQueue: () =>
        invoke('process-email-queue') as ReturnType<MeteredEngine['functions']['processEmailQueue']>,
      outboxRelay: () => invoke('outbox-relay'),
    },
    people: { therapists: engine.therapists.data, patients: engine.patients.data },
    left: () => ({ mails: engine.ses.accepted.length, events: engine.bus.entries.length }),
    async emailStates() {
      const { emails } = await dumpTables(engine.client, engine.tables);
      const heads = emails.filter(({ sk }) => sk === 'head');
      return new Map(heads.map(({ id, state }) => [String(id), String(state)]));
    },
    client: engine.client,
    contactsTable: engine.tables.contacts,
    stop: () => engine.stop(),
  };
}
