import { describe, expect, it } from '@jest/globals';
import { memoryLog } from '../../../local/engine/append-log.ts';
import { createDeliveries } from '../../../local/engine/deliveries.ts';
import { memoryState } from '../../../local/engine/state.ts';
import type { BusEntry } from '../../../local/eventbridge-double.ts';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';

const RULES = [
  { name: 'matches', bus: 'own', pattern: { 'detail-type': [{ prefix: 'match.' }] }, functionName: 'ingest' },
  { name: 'mails', bus: 'default', pattern: { source: ['aws.ses'] }, functionName: 'feedback' },
];
const entry = (n: number, bus = 'own', type = 'match.created'): BusEntry => ({
  EventBusName: bus,
  Source: 'matching-service',
  DetailType: type,
  Detail: JSON.stringify({ n }),
});

function start({ fails = () => false }: { fails?: (n: number, tries: number) => boolean } = {}) {
  const log = memoryLog<BusEntry>();
  const delivered = memoryState().value('delivered', () => 0);
  const received: { functionName: string; event: { id: string; detail: { n: number } } }[] = [];
  const failures: string[] = [];
  const open = () =>
    createDeliveries({
      log,
      delivered,
      rules: RULES,
      clock: createSimulatedClock('2026-11-23T08:00:00.000Z'),
      invoke(functionName, event) {
        const call = { functionName, event: event as (typeof received)[number]['event'] };
        received.push(call);
        const { n } = call.event.detail;
        const tries = received.filter((each) => each.event.detail.n === n).length;
        return fails(n, tries) ? Promise.reject(new Error('no')) : Promise.resolve();
      },
      onFailure: (functionName) => void failures.push(functionName),
    });
  const numbers = () => received.map(({ event }) => event.detail.n);
  return { log, delivered, received, failures, open, numbers };
}

describe('deliveries', () => {
  it('hand an entry to the functions whose rules match on its bus, as an event', async () => {
    const { log, open, received } = start();
    log.append(entry(1), entry(2, 'default'), entry(3, 'own', 'communication.email_sent'));
    log.append(entry(4, 'arn:aws:events:eu-central-1:000000000000:event-bus/own'));
    await open().drain();
    expect(received.map(({ functionName, event }) => [functionName, event.detail.n])).toEqual([
      ['ingest', 1],
      ['ingest', 4],
    ]);
    expect(received[0]?.event).toMatchObject({
      version: '0',
      source: 'matching-service',
      'detail-type': 'match.created',
    });
  });

  it('come again with the same id when they failed or were cut short', async () => {
    const { log, open, delivered, received, numbers } = start({ fails: (_n, tries) => tries === 1 });
    log.append(entry(1));
    await open().drain();
    delivered.set(0);
    await open().drain();
    expect(numbers()).toEqual([1, 1, 1]);
    expect(new Set(received.map(({ event }) => event.id)).size).toBe(1);
  });

  it('are given up after three tries, and do not stop the next', async () => {
    const { log, open, failures, numbers } = start({ fails: (n) => n === 1 });
    log.append(entry(1), entry(2));
    await open().drain();
    expect([numbers(), failures]).toEqual([[1, 1, 1, 2], ['ingest']]);
  });

  it('happen once when several ask for them at once', async () => {
    const { log, open, numbers } = start();
    const deliveries = open();
    log.append(entry(1), entry(2));
    const first = deliveries.drain();
    log.append(entry(3));
    await Promise.all([first, deliveries.drain(), deliveries.drain()]);
    expect(numbers()).toEqual([1, 2, 3]);
  });
});
