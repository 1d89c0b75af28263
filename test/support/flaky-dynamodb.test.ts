import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
import { localClientConfig, localDocumentClient } from '../../local/clients.ts';
import { startSesDouble } from '../../local/ses-double.ts';
import { createSimulatedClock } from '../../local/simulated-clock.ts';
import { testTables } from './engine.ts';
import { injectFaults, ProcessDied, type Call, type Fault } from './flaky-dynamodb.ts';

const db = testTables();
let client: DynamoDBDocumentClient;
let pk = 0;

beforeEach(() => {
  client = localDocumentClient(db.endpoint);
  pk++;
});

afterEach(() => client.destroy());

const key = () => ({ pk: `case#${pk}`, sk: 'x' });
const put = () => client.send(new PutCommand({ TableName: db.tables.runtime, Item: key() }));
const create = () =>
  client.send(
    new TransactWriteCommand({
      TransactItems: ['x', 'y'].map((sk) => ({
        Put: {
          TableName: db.tables.runtime,
          Item: { ...key(), sk },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      })),
    }),
  );
const isStored = async () => {
  const { Item } = await db.client.send(new GetCommand({ TableName: db.tables.runtime, Key: key() }));
  return Item !== undefined;
};

const nameOf = (sent: Promise<unknown>) =>
  sent.then(
    () => 'applied',
    (error: unknown) => (error as Error).name,
  );

describe('injected faults', () => {
  it('see the number, the operation and the input of each call', async () => {
    const calls: Call[] = [];
    const log = injectFaults(client, (call) => void calls.push(call));
    await put();
    await client.send(new GetCommand({ TableName: db.tables.runtime, Key: key() }));
    expect(calls).toMatchObject([
      { n: 1, operation: 'PutItem', input: { TableName: db.tables.runtime, Item: { sk: { S: 'x' } } } },
      { n: 2, operation: 'GetItem' },
    ]);
    expect(log).toEqual({ calls: 2, dead: false });
  });

  it('are conflicts of a transaction as often as the script says', async () => {
    injectFaults(client, ({ n }) => (n <= 2 ? 'transaction_conflict' : undefined));
    const conflict = {
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    };
    await expect(create()).rejects.toMatchObject(conflict);
    await expect(create()).rejects.toMatchObject(conflict);
    expect(await isStored()).toBe(false);
    await create();
    expect(await isStored()).toBe(true);
  });

  it.each<[Fault, string, boolean]>([
    ['transaction_conflict', 'TransactionConflictException', false],
    ['throttled', 'ThrottlingException', false],
    ['error', 'InternalServerError', false],
    ['error_after_applied', 'InternalServerError', true],
    ['die_before', 'ProcessDied', false],
    ['die_after', 'ProcessDied', true],
  ])('%s at a single write is %s, applied: %p', async (fault, name, applied) => {
    injectFaults(client, () => fault);
    expect(await nameOf(put())).toBe(name);
    expect(await isStored()).toBe(applied);
  });

  it('come once a call, whatever the client would retry', async () => {
    const log = injectFaults(client, () => 'error');
    await nameOf(put());
    expect(log.calls).toBe(1);
  });

  it('repeat a conditional transaction with its token, so that the second copy changes nothing', async () => {
    injectFaults(client, () => 'repeated');
    expect(await nameOf(create())).toBe('applied');
  });

  it('kill the process as a whole: all of its clients fail from then on, and a new process lives', async () => {
    const ses = await startSesDouble({ clock: createSimulatedClock('2026-03-02T08:00:00.000Z') });
    const mailer = new SESClient(localClientConfig(ses.endpoint));
    const log = injectFaults([client, mailer], ({ operation }) => {
      return operation === 'GetSendQuota' ? 'die_after' : undefined;
    });
    await put();
    await expect(mailer.send(new GetSendQuotaCommand())).rejects.toBeInstanceOf(ProcessDied);
    expect(await nameOf(put())).toBe('ProcessDied');
    expect(log).toEqual({ calls: 2, dead: true });
    expect(await isStored()).toBe(true);
    mailer.destroy();
    await ses.stop();
  });
});
