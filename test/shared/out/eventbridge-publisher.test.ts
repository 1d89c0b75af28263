import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsCommandOutput,
} from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import type { OutboxEvent } from '../../../shared/domain/events.ts';
import { createEventBridgePublisher } from '../../../shared/out/eventbridge-publisher.ts';
import { anOutboxEvent, anUnwritableEvent } from '../../support/outbox-events.ts';

const bridge = mockClient(EventBridgeClient);
const faults: string[] = [];
const publisher = createEventBridgePublisher({
  client: new EventBridgeClient({ region: 'eu-central-1' }),
  busName: 'bus',
  onFault: (code) => faults.push(code),
});

interface Detail {
  eventId: string;
}
const calls = () => bridge.commandCalls(PutEventsCommand).map((call) => call.args[0].input.Entries ?? []);
const sentIds = () =>
  calls().map((entries) => entries.map((entry) => (JSON.parse(entry.Detail ?? '') as Detail).eventId));

/** The bus takes every entry but those of the given event ids. */
function busRefuses(...ids: string[]): void {
  bridge
    .on(PutEventsCommand)
    .callsFake(({ Entries }: { Entries: { Detail: string }[] }): Partial<PutEventsCommandOutput> => ({
      Entries: Entries.map(({ Detail }, index) =>
        ids.includes((JSON.parse(Detail) as Detail).eventId)
          ? { ErrorCode: 'InternalFailure' }
          : { EventId: `bus-${index}` },
      ),
    }));
}

beforeEach(() => {
  bridge.reset();
  faults.length = 0;
  busRefuses();
});

describe('the EventBridge publisher', () => {
  it('puts the envelope on the bus', async () => {
    expect(await publisher.publish([anOutboxEvent('em_1', 1)])).toEqual([true]);
    expect(calls()).toEqual([
      [
        {
          EventBusName: 'bus',
          Source: 'communication-service',
          DetailType: 'communication.email_sent',
          Detail: expect.any(String),
        },
      ],
    ]);
    expect(JSON.parse(calls()[0]?.[0]?.Detail ?? '')).toMatchObject({
      eventId: 'ev_em_1_1',
      version: '1.0',
      seq: 1,
    });
  });

  it('puts nothing when there is nothing', async () => {
    expect(await publisher.publish([])).toEqual([]);
    expect(calls()).toEqual([]);
  });

  it('puts at most ten entries a call, in order', async () => {
    const events = Array.from({ length: 23 }, (_, index) => anOutboxEvent('em_1', index + 1));
    expect(await publisher.publish(events)).toEqual(events.map(() => true));
    expect(calls().map((entries) => entries.length)).toEqual([10, 10, 3]);
    expect(sentIds().flat()).toEqual(events.map((event) => event.id));
  });

  it('puts at most 256 KB a call', async () => {
    const large = { ids: 'ü'.repeat(50_000) };
    const events = [1, 2, 3, 4, 5].map((seq) => anOutboxEvent('em_1', seq, { payload: large }));
    expect(await publisher.publish(events)).toEqual(events.map(() => true));
    for (const entries of calls()) {
      expect(Buffer.byteLength(entries.map((entry) => entry.Detail).join(''))).toBeLessThanOrEqual(256_000);
    }
    expect(calls().map((entries) => entries.length)).toEqual([2, 2, 1]);
  });

  it('acknowledges nothing of an aggregate after a refused entry, and sends no more of it', async () => {
    busRefuses('ev_em_1_2');
    const first = [anOutboxEvent('em_1', 1), anOutboxEvent('em_1', 2), anOutboxEvent('em_1', 3)];
    const others = Array.from({ length: 7 }, (_, index) => anOutboxEvent('em_2', index + 1));
    const acks = await publisher.publish([
      ...first,
      ...others,
      anOutboxEvent('em_1', 4),
      anOutboxEvent('em_3', 1),
    ]);
    expect(acks).toEqual([true, false, false, ...others.map(() => true), false, true]);
    expect(sentIds()[1]).toEqual(['ev_em_3_1']);
    expect(faults).toEqual(['InternalFailure']);
  });

  it('acknowledges what went before a failed call', async () => {
    const events: OutboxEvent[] = Array.from({ length: 25 }, (_, index) => anOutboxEvent(`em_${index}`, 1));
    bridge.reset();
    const taken = { Entries: Array.from({ length: 10 }, () => ({ EventId: 'bus' })) };
    bridge
      .on(PutEventsCommand)
      .resolvesOnce(taken)
      .rejectsOnce(Object.assign(new Error('payload'), { name: 'ThrottlingException' }));
    expect(await publisher.publish(events)).toEqual(events.map((_event, index) => index < 10));
    expect(calls()).toHaveLength(2);
    expect(faults).toEqual(['ThrottlingException']);
  });

  it('distrusts an answer without results', async () => {
    bridge.reset();
    bridge.on(PutEventsCommand).resolves({});
    expect(await publisher.publish([anOutboxEvent('em_1', 1)])).toEqual([false]);
  });

  it('FAULTS 22: an event that cannot be written holds back its own aggregate only', async () => {
    const events = [
      anOutboxEvent('em_1', 1),
      anUnwritableEvent('em_1', 2),
      anOutboxEvent('em_1', 3),
      anOutboxEvent('em_2', 1),
    ];
    expect(await publisher.publish(events)).toEqual([true, false, false, true]);
    expect(sentIds()).toEqual([['ev_em_1_1', 'ev_em_2_1']]);
    expect(faults).toEqual(['not_encodable']);
  });
});
