import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { envelope, toPolls, type Message } from '../local/demo/topics.ts';
import { startEngine, type Engine } from '../local/engine.ts';
import { MINUTE_MS, plus, type Instant } from '../shared/domain/time.ts';
import { atLeast, exactly, reported, type Measurement, type Progress } from './measurement.ts';
import { timed } from './timed.ts';
import { createMeter } from './meter.ts';
import { makePatient } from './placement-requests.ts';

const START = '2026-11-23T08:00:00.000Z';

/** How many requests arrive, for so many therapists, so many times over. */
export interface IngestOptions {
  requests: number;
  therapists: number;
  rounds: number;
}

const DEFAULTS: IngestOptions = { requests: 400, therapists: 80, rounds: 3 };

/** As Lambda's event source hands records over. */
const BATCH = 100;

type Command = Parameters<DynamoDBDocumentClient['send']>[0];

/**
 * The ingest of matching events beside a bare loop of the very calls that it makes to DynamoDB, one after the other on
 * tables that are as empty as its own were; and what a record costs that comes a second time.
 */
export async function ingest(
  progress: Progress,
  { rounds, ...size }: IngestOptions = DEFAULTS,
): Promise<Measurement[]> {
  const ms = { ingest: 0, bare: 0 };
  let calls = 0;
  let duplicates = { writeUnits: 0, calls: 0 };
  // The first round warms up everything that there is, and does not count.
  for (let round = 0; round <= rounds; round++) {
    progress(
      round === 0 ? 'warming up' : `round ${round} of ${rounds}: ${size.requests} requests in each way`,
    );
    const measured = await measureIngest(size);
    const bare = await measureBare(measured.commands);
    if (round === 0) continue;
    ms.ingest += measured.ms;
    ms.bare += bare;
    calls += measured.commands.length;
    duplicates = measured.duplicates;
  }
  const name = `ingest, ${size.requests} requests`;
  const { requests } = size;
  return [
    atLeast({ name, metric: 'speed as a share of a bare loop', value: ms.bare / ms.ingest }, 0.85),
    reported(name, 'calls to DynamoDB a request', calls / (requests * rounds)),
    exactly({ name, metric: 'write units of a duplicate', value: duplicates.writeUnits / requests }, 0),
    reported(name, 'calls to DynamoDB of a duplicate', duplicates.calls / requests),
  ];
}

interface Size {
  requests: number;
  therapists: number;
}

/** Lets the deployed function take the records, and notes what it asks of DynamoDB; then all of them once more. */
async function measureIngest({ requests, therapists }: Size) {
  const engine = await startEngine({ start: START });
  try {
    const commands: Command[] = [];
    const meter = createMeter();
    const { aws } = engine.runtime;
    const { dynamoDb } = aws;
    const process = engine.createProcess({ aws: { ...aws, dynamoDb: () => recorded(dynamoDb(), commands) } });
    // Metering takes time, so it is done where no time is measured.
    const metered = engine.createProcess({ aws: { ...aws, dynamoDb: () => meter.watch(dynamoDb()) } });
    const handOver = async (messages: Message[], invoke = process) => {
      for (const { event } of toPolls(messages)) await invoke('communication-local-matching-events', event);
    };
    await handOver(Array.from({ length: requests }, (_, index) => patientCreated(index + 1)));
    commands.length = 0;
    const created = Array.from({ length: requests }, (_, index) =>
      requestCreated(index + 1, 1 + (index % therapists)),
    );
    const ms = await timed(() => handOver(created));
    const made = commands.slice();
    const duplicates = await meter.during(() => handOver(created, metered));
    return { ms, commands: made, duplicates };
  } finally {
    await engine.stop();
  }
}

/** The same calls on tables of their own: nothing is decided, nothing is read from an answer. */
async function measureBare(commands: Command[]): Promise<number> {
  const engine: Engine = await startEngine({ start: START });
  try {
    const client = engine.runtime.aws.dynamoDb();
    return await timed(async () => {
      for (const command of commands) await client.send(copyOf(command));
    });
  } finally {
    await engine.stop();
  }
}

function recorded(client: DynamoDBDocumentClient, commands: Command[]): DynamoDBDocumentClient {
  const send = client.send.bind(client) as (command: Command) => Promise<unknown>;
  client.send = ((command: Command) => {
    commands.push(command);
    return send(command);
  }) as typeof client.send;
  return client;
}

/** A command keeps what its first sending made of it. */
function copyOf(command: Command): Command {
  const Sent = command.constructor as new (input: Command['input']) => Command;
  return new Sent(command.input);
}

/** Records are handed over a batch at a time, each a minute after the one before. */
function arrival(id: number): Instant {
  return plus(START, Math.floor((id - 1) / BATCH) * MINUTE_MS);
}

/** With everything that the service asks about a patient: nothing has to be fetched from anywhere. */
function patientCreated(id: number): Message {
  const payload = { patient_id: id, patient_data: makePatient(id) };
  return record('patient-events', 'patient.created', { id, payload });
}

function requestCreated(id: number, therapistId: number): Message {
  const payload = { match_id: id, patient_id: id, therapist_id: therapistId };
  return record('matching-events', 'match.created', { id, payload });
}

function record(
  topic: Message['topic'],
  eventType: string,
  { id, payload }: { id: number; payload: object },
): Message {
  const value = envelope({ eventId: `${eventType}-${id}`, eventType, timestamp: START, payload });
  return { at: arrival(id), topic, key: id, value };
}
