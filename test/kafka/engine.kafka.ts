import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { startBroker, type Broker } from '../../local/kafka/broker.ts';
import { postJson, startProgram, type Program } from '../support/program.ts';

const PATIENCE_MS = 60_000;

let folder = '';
let broker: Broker | undefined;
let program: Program | undefined;
const published: { key: string; type: string; seq: number }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'));
  broker = await startBroker();
  await broker.createTopics({
    'matching-events': 3,
    'therapist-events': 1,
    'patient-events': 1,
    'communication-events': 3,
  });
  await listen(broker.address);
  program = await startProgram({ folder, environment: { KAFKA_BROKERS: broker.address } });
});
afterAll(async () => {
  await program?.end('SIGTERM');
  await listener?.disconnect();
  await broker?.stop();
  rmSync(folder, { recursive: true, force: true });
});

let listener: ReturnType<Kafka['consumer']> | undefined;

async function listen(address: string): Promise<void> {
  listener = client(address).consumer({ groupId: 'listener' });
  await listener.connect();
  await listener.subscribe({ topic: 'communication-events', fromBeginning: true });
  await listener.run({
    eachMessage({ message }) {
      const event = JSON.parse(String(message.value)) as { eventType: string; seq: number };
      published.push({ key: String(message.key), type: event.eventType, seq: event.seq });
      return Promise.resolve();
    },
  });
}

const client = (address: string) => new Kafka({ brokers: [address], logLevel: logLevel.NOTHING });

/** Writes what the matching service would. */
async function produce(values: (string | null)[]): Promise<void> {
  const producer = client(broker!.address).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  await producer.send({ topic: 'matching-events', messages: values.map((value) => ({ key: '1', value })) });
  await producer.disconnect();
}

const created = (id: number) =>
  JSON.stringify({
    eventId: `event-${id}`,
    eventType: 'match.created',
    version: '1.0',
    timestamp: '2026-11-20T10:00:00',
    producer: 'matching-service',
    payload: { match_id: id, patient_id: id, therapist_id: 1 },
  });

interface State {
  requests: Record<string, number>;
  mails: number;
}

async function state(): Promise<State> {
  return (await (await fetch(`${program!.address}/_local/state`)).json()) as State;
}

async function eventually<T>(read: () => T | Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (const deadline = performance.now() + PATIENCE_MS; ; await setTimeout(100)) {
    const value = await read();
    if (isSo(value) || performance.now() > deadline) return value;
  }
}

describe('the engine on a real Kafka', () => {
  it('takes requests from the topic, poison in between, and publishes what became of them in order', async () => {
    await produce([created(1), null, '{', created(2)]);
    const arrived = await eventually(state, ({ requests }) => requests['pending'] === 2);
    expect(arrived.requests).toEqual({ pending: 2 });

    expect(await postJson(`${program!.address}/_local/clock`, { ahead: 'P5D' })).toMatchObject({
      failures: 0,
    });
    expect(await state()).toMatchObject({ requests: { contact_email: 2 }, mails: 1 });
    const events = await eventually(
      () => published,
      ({ length }) => length >= 2,
    );
    expect(events.map(({ type, seq }) => [type, seq])).toEqual([
      ['communication.email_created', 1],
      ['communication.email_sent', 2],
    ]);
  });

  it('goes on where it was after the broker was killed', async () => {
    await broker!.kill();
    await broker!.start();
    await produce([created(3)]);
    const arrived = await eventually(state, ({ requests }) => requests['pending'] === 1);
    expect(arrived.requests).toEqual({ contact_email: 2, pending: 1 });
  });
});
