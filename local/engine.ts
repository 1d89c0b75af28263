import type { Instant } from '../shared/domain/time.ts';
import { createAwsClients } from '../shared/platform/aws-clients.ts';
import { loadConfig } from '../shared/platform/config.ts';
import { createLogger } from '../shared/platform/logger.ts';
import type { KeyedRuntime } from '../shared/platform/runtime.ts';
import { TABLES, type TableName } from '../shared/store/tables.ts';
import { localClientConfig, localDocumentClient } from './clients.ts';
import { createCounters } from './counters.ts';
import { createTables } from './create-tables.ts';
import { startDynamoDb } from './dynamodb-engine.ts';
import { startEventBridgeDouble } from './eventbridge-double.ts';
import { createFunctions } from './functions.ts';
import { startS3Double } from './s3-double.ts';
import { startSesDouble } from './ses-double.ts';
import { startPatientService, startTherapistService } from './sibling-services.ts';
import { createSimulatedClock } from './simulated-clock.ts';

/** Settings of the engine's own stage; everything else is the service's default. */
const STAGE = {
  STAGE: 'local',
  PARKING_BUCKET: 'local-parking',
  PSEUDONYM_KEY: 'only-for-local-stages-and-their-invented-people',
  SENDER_EMAIL: 'vermittlung@platz.example',
  SENDER_NAME: 'Platzvermittlung Beispiel',
  REPLY_DOMAIN: 'antwort.platz.example',
  LEGAL_FOOTER: 'Platzvermittlung Beispiel gGmbH\nMusterstraße 1, 12345 Musterstadt',
  EVENT_TRANSPORT: 'eventbridge',
  EVENT_BUS: 'local-bus',
  CONFIGURATION_SET: 'local-mail',
  KAFKA_PARTIAL_BATCHES: 'true',
};

/**
 * The service on one machine: the real functions on a DynamoDB engine, with doubles for SES, EventBridge, S3 and the
 * sibling services, in simulated time.
 *
 * @param start where the clock begins
 * @param environment variables of the service that differ from the engine's own
 */
export async function startEngine({
  start,
  environment = {},
}: {
  start: Instant;
  environment?: Record<string, string>;
}) {
  const clock = createSimulatedClock(start);
  const dynamoDb = await startDynamoDb();
  const [ses, bus, s3, therapists, patients] = await Promise.all([
    startSesDouble({ clock }),
    startEventBridgeDouble(),
    startS3Double({ clock }),
    startTherapistService(),
    startPatientService(),
  ]);
  const client = localDocumentClient(dynamoDb.endpoint);
  const tables = await createTables(client, { prefix: 'local' });
  const tableNames = Object.entries(TABLES).map(
    ([name, { variable }]) => [variable, tables[name as TableName]] as const,
  );
  const config = loadConfig({
    ...STAGE,
    ...Object.fromEntries(tableNames),
    THERAPIST_SERVICE_URL: therapists.endpoint,
    PATIENT_SERVICE_URL: patients.endpoint,
    ...environment,
  });
  const runtime: KeyedRuntime = {
    config,
    clock,
    logger: createLogger(config.STAGE, 'SILENT'),
    metrics: createCounters(),
    aws: createAwsClients({
      dynamoDb: localClientConfig(dynamoDb.endpoint),
      ses: localClientConfig(ses.endpoint),
      eventBridge: localClientConfig(bus.endpoint),
      s3: localClientConfig(s3.endpoint),
    }),
    pseudonymKey: STAGE.PSEUDONYM_KEY,
  };

  return {
    clock,
    ses,
    bus,
    s3,
    therapists,
    patients,
    client,
    tables,
    runtime,
    functions: createFunctions(runtime),
    async stop() {
      client.destroy();
      await Promise.all([dynamoDb, ses, bus, s3, therapists, patients].map((part) => part.stop()));
    },
  };
}

export type Engine = Awaited<ReturnType<typeof startEngine>>;
