import { randomInt } from 'node:crypto';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { Clock } from '../../shared/domain/ports.ts';
import { createAwsClients } from '../../shared/platform/aws-clients.ts';
import { localClientConfig, localDocumentClient, localTableAccess } from '../clients.ts';
import { startDynamoDb } from '../dynamodb-engine.ts';
import { startEventBridgeDouble, type BusEntry } from '../eventbridge-double.ts';
import { startS3Double } from '../s3-double.ts';
import { startSesDouble, type AcceptedMail } from '../ses-double.ts';
import { startPatientService, startTherapistService, type Sample } from '../sibling-services.ts';
import type { AppendLog } from './append-log.ts';
import type { EngineState } from './state.ts';

/** Everything that the service talks to: a DynamoDB engine and doubles of the rest. */
export type BackingServices = Awaited<ReturnType<typeof startBackingServices>>;

/**
 * @param busLog remembers what the buses took
 * @param onTaken is called when the buses took something
 * @param onAccept is told of a mail that SES took
 * @param samples people whom the sibling services know without being told
 */
export async function startBackingServices(parts: {
  clock: Clock;
  state: EngineState;
  busLog: AppendLog<BusEntry>;
  onTaken: () => void;
  onAccept: (mail: AcceptedMail) => void;
  samples: { therapist: Sample; patient: Sample } | undefined;
}) {
  const { clock, state, busLog, onTaken, onAccept, samples } = parts;
  const account = state.value('account', randomAccount);
  const [dynamoDb, ses, bus, s3, therapists, patients] = await Promise.all([
    startDynamoDb(state.dbPath),
    startSesDouble({ clock, log: state.log('mails'), onAccept }),
    startEventBridgeDouble({ log: busLog, onTaken }),
    startS3Double({ clock, log: state.log('objects') }),
    startTherapistService(samples?.therapist),
    startPatientService(samples?.patient),
  ]);
  const tableAccess = localTableAccess(dynamoDb.endpoint, account.get());
  const client = localDocumentClient(dynamoDb.endpoint, account.get());
  const streams = new DynamoDBStreamsClient(tableAccess);
  return {
    ses,
    bus,
    s3,
    therapists,
    patients,
    client,
    streams,
    /** Clients of the service. */
    aws: createAwsClients({
      dynamoDb: tableAccess,
      ses: localClientConfig(ses.endpoint),
      eventBridge: localClientConfig(bus.endpoint),
      s3: localClientConfig(s3.endpoint),
    }),
    /** Where the sibling services are, in the service's environment. */
    environment: {
      THERAPIST_SERVICE_URL: therapists.endpoint,
      PATIENT_SERVICE_URL: patients.endpoint,
    },
    async stop(): Promise<void> {
      client.destroy();
      streams.destroy();
      await Promise.all([dynamoDb, ses, bus, s3, therapists, patients].map((part) => part.stop()));
    },
  };
}

/** An account of their own keeps the tables of engines apart that share one DYNAMODB_ENDPOINT. */
export function randomAccount(): string {
  return String(randomInt(100_000_000_000, 281_474_976_710_655)).slice(0, 12);
}
