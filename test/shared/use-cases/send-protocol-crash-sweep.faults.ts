import { expect, it } from '@jest/globals';
import { MINUTE_MS } from '../../../shared/domain/time.ts';
import type { Call, Fault } from '../../support/flaky-dynamodb.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { acceptsOf, liveDays, pumpEvery, queueDirectly, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest({ start: SEND_TIME });

/** Dozens of runs in one test. */
const TIMEOUT_MS = 90_000;

const READS = new Set(['GetItem', 'Query', 'TransactGetItems', 'GetSendQuota']);
const isChange = ({ operation }: Call) => !READS.has(operation);

/** A fault at the n-th call of a run. */
interface Point {
  n: number;
  fault: Fault;
}

/** The calls of a healthy run over the mails of the first two therapists, in order. */
async function callsOfOneRun(): Promise<Call[]> {
  const calls: Call[] = [];
  await queueDirectly(world, [1, 2]);
  const actor = world.actor({ faults: (call) => void calls.push(call) });
  expect(await actor.processEmailQueue({})).toMatchObject({ accepted: 2 });
  return calls;
}

/** Mails are prepared ahead, so that the same run may be a call shorter: a point at its very end is then not reached. */
const MISSED_AT_MOST = 2;

/** The same run over two mails more, with a fault; then the next tick after the lease of a dead one. */
async function runWith(
  { n, fault }: Point,
  therapists: [number, number],
): Promise<{ ids: string[]; isMissed: boolean }> {
  const ids = await queueDirectly(world, therapists);
  const actor = world.actor({ faults: (call) => (call.n === n ? fault : undefined) });
  await actor.processEmailQueue({}).catch(() => undefined);
  await pumpEvery(world, 3 * MINUTE_MS, 1);
  return { ids, isMissed: actor.log.calls < n };
}

/** Every point in turn. SES tells of every second mail whose outcome was lost; of the others nobody ever hears. */
async function sweep(points: Point[]): Promise<{ created: number[]; lost: number }> {
  const created = [1, 2];
  let lost = 0;
  let missed = 0;
  for (const point of points) {
    const therapists: [number, number] = [created.length + 1, created.length + 2];
    created.push(...therapists);
    const { ids, isMissed } = await runWith(point, therapists);
    if (isMissed) missed++;
    for (const id of ids) {
      const [mail] = acceptsOf(world, id);
      if (mail && (await world.email(id))?.state !== 'sent' && ++lost % 2 === 0)
        await world.sesEvent(mail, 'Send');
    }
  }
  expect(missed).toBeLessThanOrEqual(MISSED_AT_MOST);
  return { created, lost };
}

async function expectAllWell(created: number[]): Promise<void> {
  expect(await sendViolations(world, { created })).toEqual([]);
  await liveDays(world, 9);
  expect(await sendViolations(world, { created })).toEqual([]);
  expect(new Set(world.ses.accepted.flatMap(({ to }) => to)).size).toBe(created.length);
}

it(
  'a pump that dies at any call loses nothing, sends nothing twice and keeps the cadence',
  async () => {
    // A dead process does nothing any more: dying at a read is dying after the change before it.
    const changes = (await callsOfOneRun()).filter(isChange);
    const { created, lost } = await sweep(
      changes.flatMap(({ n }): Point[] => [
        { n, fault: 'die_before' },
        { n, fault: 'die_after' },
      ]),
    );
    expect(lost).toBe(4);
    await expectAllWell(created);
  },
  TIMEOUT_MS,
);

it(
  'a pump that meets an error at any call loses nothing, sends nothing twice and keeps the cadence',
  async () => {
    const calls = await callsOfOneRun();
    const [, outcome] = calls.filter(({ operation }) => operation === 'TransactWriteItems');
    // The shards of an index are read at once: an error of one is an error of any. The second mail is like the first.
    const isOneOfMany = ({ n, operation }: Call) =>
      operation === 'Query' && calls[n - 2]?.operation === 'Query';
    const { created, lost } = await sweep(
      calls.slice(0, outcome?.n).flatMap((call): Point[] => {
        if (isOneOfMany(call)) return [];
        const error: Point = { n: call.n, fault: 'error' };
        return isChange(call) ? [error, { n: call.n, fault: 'error_after_applied' }] : [error];
      }),
    );
    expect(lost).toBeGreaterThanOrEqual(2);
    await expectAllWell(created);
  },
  TIMEOUT_MS,
);
