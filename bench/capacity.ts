import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createFunctions } from '../local/functions.ts';
import { startEngine } from '../local/engine.ts';
import { plus, MINUTE_MS } from '../shared/domain/time.ts';
import type { Measurement } from './measurement.ts';

/** Write units that one email of k requests costs by the design's transactions (DESIGN §5), and what we allow. */
const designed = (k: number) => 7 * k + 33;
const TOLERANCE = 1.25;

/** Monday, 01:00 in Berlin: the daily batch; the send window opens seven hours later. */
const BATCH_AT = '2026-11-23T00:00:00.000Z';
const SEND_AT = '2026-11-23T08:00:00.000Z';

/**
 * Write and read units of one email's life, from its requests' events to its published events, as DynamoDB itself
 * counts them (`ReturnConsumedCapacity`), by step.
 */
export async function capacity(): Promise<Measurement[]> {
  return [...(await lifecycle(1)), ...(await lifecycle(5))];
}

interface Units {
  write: number;
  read: number;
}

async function lifecycle(k: number): Promise<Measurement[]> {
  const engine = await startEngine({ start: plus(BATCH_AT, -MINUTE_MS) });
  try {
    const meter: Units = { write: 0, read: 0 };
    const client = metered(engine.runtime.aws.dynamoDb(), meter);
    const functions = createFunctions({
      ...engine.runtime,
      aws: { ...engine.runtime.aws, dynamoDb: () => client },
    });
    engine.therapists.data.set(1, {
      anrede: 'Frau',
      nachname: 'Musterfrau',
      email: 'praxis-1@praxis.example',
    });
    for (let id = 1; id <= k; id++)
      engine.patients.data.set(id, { diagnose: 'F32.1', startdatum: '2026-03-01' });

    const results: Measurement[] = [];
    const total: Units = { write: 0, read: 0 };
    const step = async (metric: string, work: () => Promise<unknown>) => {
      Object.assign(meter, { write: 0, read: 0 });
      await work();
      total.write += meter.write;
      total.read += meter.read;
      results.push(reported(k, `${metric}, WCU`, meter.write), reported(k, `${metric}, RCU`, meter.read));
    };
    await step('ingest', () => functions.matchingEvents(creations(k)));
    engine.clock.set(BATCH_AT);
    await step('batch', () => functions.dailyBatch({}));
    engine.clock.set(SEND_AT);
    await step('send', () => functions.processEmailQueue({}));
    await step('publish', () => functions.outboxRelay({}));
    if (engine.ses.accepted.length !== 1)
      throw new Error(`expected one mail, SES accepted ${engine.ses.accepted.length}`);

    const limit = TOLERANCE * designed(k);
    results.push(reported(k, 'total, RCU', total.read), {
      name: `capacity k=${k}`,
      metric: 'total, WCU',
      value: total.write,
      goal: `≤ ${limit} (1.25 × ${designed(k)})`,
      ok: total.write <= limit,
    });
    return results;
  } finally {
    await engine.stop();
  }
}

function reported(k: number, metric: string, value: number): Measurement {
  return { name: `capacity k=${k}`, metric, value, goal: '–', ok: true };
}

function creations(k: number): object {
  const records = Array.from({ length: k }, (_, index) => {
    const payload = { match_id: index + 1, patient_id: index + 1, therapist_id: 1 };
    const envelope = {
      eventId: `e${index}`,
      eventType: 'match.created',
      version: '1.0',
      timestamp: BATCH_AT,
      producer: 'matching',
      payload,
    };
    return {
      topic: 'matching-events',
      partition: 0,
      offset: index,
      value: Buffer.from(JSON.stringify(envelope)).toString('base64'),
    };
  });
  return { records: { 'matching-events-0': records } };
}

/** Asks DynamoDB for the cost of every call and adds it up. */
function metered(client: DynamoDBDocumentClient, meter: Units): DynamoDBDocumentClient {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { ConsumedCapacity = [] } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
      const kind = /^(Put|Update|Delete|TransactWrite|BatchWrite)/.test(String(context['commandName']))
        ? 'write'
        : 'read';
      for (const { CapacityUnits = 0 } of [ConsumedCapacity].flat()) meter[kind] += CapacityUnits;
      return result;
    },
    { step: 'initialize', name: 'meter' },
  );
  return client;
}

interface Consumed {
  CapacityUnits?: number;
}
