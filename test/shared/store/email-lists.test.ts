import { beforeAll, describe, expect, it } from '@jest/globals';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import { createEmailLists } from '../../../shared/store/email-lists.ts';
import { createEmails } from '../../../shared/store/emails.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { anEmail, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();
const COUNT = 320;
const idOf = (index: number) => `em_01m82tna20mg24b52b2nw${String(index).padStart(5, '0')}`;

beforeAll(async () => {
  const store = createEmails(db.client, db.tables.emails);
  const { commit } = createUnitOfWork(db.client, createSimulatedClock(NOON));
  for (let from = 0; from < COUNT; from += 80) {
    const some = Array.from({ length: 80 }, (_, index) =>
      anEmail(idOf(from + index), { createdAt: plus(NOON, -(from + index) * MINUTE_MS) }),
    );
    await commit(some.map(store.saveEmail));
  }
});

const lists = () => createEmailLists(db.client, db.tables.emails);

describe('a page of emails', () => {
  it('looks at 300 emails at most, and goes on behind them', async () => {
    const rare = { therapistId: 1, state: 'failed' } as const;
    const first = await lists().listEmails(rare, { now: NOON, limit: 20 });
    expect(first).toMatchObject({ items: [], next: `${plus(NOON, -299 * MINUTE_MS)} ${idOf(299)}` });
    expect(await lists().listEmails(rare, { now: NOON, limit: 20, next: first.next })).toEqual({ items: [] });
  });

  it('says that nothing follows when it ends exactly where the list does', async () => {
    const createdFrom = plus(NOON, -19 * MINUTE_MS);
    const page = await lists().listEmails({ createdFrom }, { now: NOON, limit: 20 });
    expect(page.items).toHaveLength(20);
    expect(page).not.toHaveProperty('next');
  });

  it('shows an email as it is now, whatever the index still says', async () => {
    const Key = { pk: `email#${idOf(0)}`, sk: 'head' };
    const change = {
      UpdateExpression: 'SET #state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': 'canceled' },
    };
    await db.client.send(new UpdateCommand({ TableName: db.tables.emails, Key, ...change }));
    const canceled = await lists().listEmails({ state: 'canceled' }, { now: NOON, limit: 20 });
    expect(canceled.items).toMatchObject([{ id: idOf(0), state: 'canceled' }]);
  });

  it('is empty for a time before the service and for a time to come', async () => {
    const page = { now: NOON, limit: 20 };
    expect(await lists().listEmails({ createdTo: '2020-01-01T00:00:00.000Z' }, page)).toEqual({ items: [] });
    expect(await lists().listEmails({ createdFrom: '2099-01-01T00:00:00.000Z' }, page)).toEqual({
      items: [],
    });
  });
});
