import '../support/native-errors.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { localClientConfig } from '../../local/clients.ts';
import {
  startEventBridgeDouble,
  type BusFault,
  type EventBridgeDouble,
} from '../../local/eventbridge-double.ts';

let bus: EventBridgeDouble;
let client: EventBridgeClient;

beforeEach(async () => {
  bus = await startEventBridgeDouble();
  client = new EventBridgeClient({ ...localClientConfig(bus.endpoint), maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  await bus.stop();
});

const entry = (seq: number) => ({
  EventBusName: 'communication',
  Source: 'communication-service',
  DetailType: 'communication.email_sent',
  Detail: JSON.stringify({ seq }),
});
const put = (...seqs: number[]) => client.send(new PutEventsCommand({ Entries: seqs.map(entry) }));
const taken = () => bus.entries.map(({ Detail }) => (JSON.parse(Detail ?? '{}') as { seq: number }).seq);

describe('eventbridge double', () => {
  it('keeps the entries in order and answers with an id for each', async () => {
    const { FailedEntryCount, Entries } = await put(1, 2);
    await put(3);
    expect(bus.entries).toEqual([entry(1), entry(2), entry(3)]);
    expect(FailedEntryCount).toBe(0);
    expect(Entries?.map(({ EventId }) => typeof EventId)).toEqual(['string', 'string']);
  });

  it('fails single entries and takes the others', async () => {
    bus.script = ({ n }) => (n === 1 ? { failed: [1] } : 'accept');
    const { FailedEntryCount, Entries } = await put(1, 2, 3);
    expect(FailedEntryCount).toBe(1);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, 'InternalFailure', undefined]);
    await put(2);
    expect(taken()).toEqual([1, 3, 2]);
  });

  it.each<[BusFault, number[], object]>([
    ['500', [], { $metadata: { httpStatusCode: 500 } }],
    ['reset', [], { code: 'ECONNRESET' }],
    ['accept_then_reset', [1], { code: 'ECONNRESET' }],
  ])('fails a whole call: %s', async (fault, expected, error) => {
    bus.script = () => fault;
    await expect(put(1)).rejects.toMatchObject(error);
    expect(taken()).toEqual(expected);
  });

  it('refuses more than ten entries, as the service does', async () => {
    await expect(put(...Array.from({ length: 11 }, (_, seq) => seq))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    expect(bus.entries).toEqual([]);
  });

  it('refuses connections while it is stopped and has kept its entries afterwards', async () => {
    await put(1);
    await bus.stop();
    await expect(put(2)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await bus.restart();
    await put(2);
    expect(taken()).toEqual([1, 2]);
  });
});
