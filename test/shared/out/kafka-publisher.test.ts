import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { createKafkaPublisher } from '../../../shared/out/kafka-publisher.ts';
import { anOutboxEvent, anUnwritableEvent } from '../../support/outbox-events.ts';

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closedPort(): Promise<string> {
  const server = createServer();
  const address = await listen(server);
  server.close();
  await once(server, 'close');
  return address;
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  return { value: await work(), ms: performance.now() - start };
}

const events = [anOutboxEvent('em_1', 1), anOutboxEvent('em_2', 1)];

describe('FAULTS 20: the Kafka publisher', () => {
  it('gives a dead broker up within 2 s, every time anew', async () => {
    const faults: string[] = [];
    const publisher = createKafkaPublisher({
      brokers: [await closedPort()],
      onFault: (code) => faults.push(code),
    });
    for (const round of [1, 2]) {
      const { value, ms } = await timed(() => publisher.publish(events));
      expect(value).toEqual([false, false]);
      expect(ms).toBeLessThan(2000);
      expect(faults).toHaveLength(round);
    }
    await publisher.close();
  });

  it('gives a broker up within 10 s that accepts connections and answers nothing', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket));
    const publisher = createKafkaPublisher({ brokers: [await listen(server)] });
    const { value, ms } = await timed(() => publisher.publish(events));
    expect(value).toEqual([false, false]);
    expect(ms).toBeLessThan(10_000);
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('asks for user and password before each connection, and gives up at once when there are none', async () => {
    const faults: string[] = [];
    let asked = 0;
    const publisher = createKafkaPublisher({
      brokers: [await closedPort()],
      auth: {
        kind: 'scram',
        credentials: () =>
          ++asked === 2
            ? Promise.reject(new RangeError())
            : Promise.resolve({ username: 'u', password: 'p' }),
      },
      onFault: (code) => faults.push(code),
    });
    for (const _round of [1, 2, 3]) expect(await publisher.publish(events)).toEqual([false, false]);
    expect([asked, faults]).toEqual([3, ['KafkaJSConnectionError', 'RangeError', 'KafkaJSConnectionError']]);
  });

  it('connects to nobody for events that cannot be written', async () => {
    const faults: string[] = [];
    const publisher = createKafkaPublisher({
      brokers: ['kafka.example:9092'],
      onFault: (code) => faults.push(code),
    });
    expect(await publisher.publish([anUnwritableEvent('em_1', 1), anOutboxEvent('em_1', 2)])).toEqual([
      false,
      false,
    ]);
    expect(faults).toEqual(['not_encodable']);
  });
});
