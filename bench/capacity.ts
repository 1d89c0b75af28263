import { MINUTE_MS, plus } from '../shared/domain/time.ts';
import { startMeteredEngine, type MeteredEngine } from './engine.ts';
import { atMost, exactly, reported, type Measurement } from './measurement.ts';
import { ingest, type NewRequest } from './placement-requests.ts';

/** Monday, 01:00 in Berlin: the daily batch; the send window opens seven hours later. */
const BATCH_AT = '2026-11-23T00:00:00.000Z';
const SEND_AT = '2026-11-23T08:00:00.000Z';

const TOLERANCE = 1.25;

/** A day on which so many emails of k requests each are made and sent. */
export interface Day {
  emails: number;
  k: number;
}

/** One invocation, and the write units that the design's transactions cost there for one email (DESIGN §5). */
interface Step {
  name: string;
  at: string;
  designed: (k: number) => number;
  work: (engine: MeteredEngine, day: Day) => Promise<unknown>;
}

/** The relay runs after each change that others must know, since the stream of the outbox wakes it. */
const STEPS: Step[] = [
  {
    name: 'ingest',
    at: plus(BATCH_AT, -MINUTE_MS),
    designed: (k) => 3 * k + 1,
    work: (engine, day) => ingest(engine, requestsOf(day)),
  },
  {
    name: 'batch',
    at: BATCH_AT,
    designed: (k) => 4 * k + 12,
    work: ({ functions }) => functions.dailyBatch(),
  },
  {
    name: 'publish "created"',
    at: BATCH_AT,
    designed: () => 1,
    work: ({ functions }) => functions.outboxRelay(),
  },
  {
    name: 'send',
    at: SEND_AT,
    designed: () => 18,
    work: ({ functions }) => functions.processEmailQueue(),
  },
  {
    name: 'publish "sent"',
    at: SEND_AT,
    designed: () => 1,
    work: ({ functions }) => functions.outboxRelay(),
  },
];

/** One email that pays for the leases and the empty shards of every run alone. */
export const ALONE: Day[] = [
  { emails: 1, k: 1 },
  { emails: 1, k: 5 },
];

/** Emails that share them. */
const TOGETHER: Day[] = [
  { emails: 20, k: 1 },
  { emails: 20, k: 5 },
];

/**
 * Write and read units of an email's life, from its requests' events to its published events, as DynamoDB bills them.
 * It is the first mail to its therapist, which costs more than any later one.
 */
export async function capacity(days: Day[] = [...ALONE, ...TOGETHER]): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const day of days) results.push(...(await measure(day)));
  return results;
}

async function measure(day: Day): Promise<Measurement[]> {
  const { emails, k } = day;
  const name = `capacity of an email with ${k} ${k === 1 ? 'request' : 'requests'}, ${emails} in a run`;
  const engine = await startMeteredEngine(BATCH_AT);
  const results: Measurement[] = [];
  const total = { designed: 0, write: 0, read: 0, unpriced: 0 };
  try {
    for (const { name: step, at, designed, work } of STEPS) {
      engine.clock.set(at);
      const usage = await engine.meter.during(() => work(engine, day));
      const goal = `– (DESIGN §5: ${designed(k)})`;
      results.push({ ...reported(name, `${step}, WCU`, usage.writeUnits / emails), goal });
      results.push(reported(name, `${step}, RCU`, usage.readUnits / emails));
      total.designed += designed(k);
      total.write += usage.writeUnits;
      total.read += usage.readUnits;
      total.unpriced += usage.unpriced;
    }
    const { mails, events } = engine.left();
    if (mails !== emails || events !== 2 * emails)
      throw new Error(`expected ${emails} mails and two events of each, got ${mails} and ${events}`);
  } finally {
    await engine.stop();
  }
  const reason = `${TOLERANCE} × (7k + 33) = ${TOLERANCE} × ${total.designed}`;
  return [
    ...results,
    reported(name, 'all, RCU', total.read / emails),
    atMost({ name, metric: 'all, WCU', value: total.write / emails }, TOLERANCE * total.designed, reason),
    exactly({ name, metric: 'calls without a price', value: total.unpriced }, 0),
  ];
}

function requestsOf({ emails, k }: Day): NewRequest[] {
  return Array.from({ length: emails * k }, (_, index) => ({
    id: index + 1,
    therapistId: 1 + Math.floor(index / k),
  }));
}
