import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { NewerItem } from '../../../shared/domain/newer-item.ts';
import type { Write } from '../../../shared/domain/stores/unit-of-work.ts';
import { createCallLists } from '../../../shared/store/call-lists.ts';
import { callKey, createCalls } from '../../../shared/store/calls.ts';
import { createEmailLists } from '../../../shared/store/email-lists.ts';
import { createEmails, headKey } from '../../../shared/store/emails.ts';
import type { OnNewerItem } from '../../../shared/store/newer-items.ts';
import { createRequests } from '../../../shared/store/requests.ts';
import type { TableName } from '../../../shared/store/tables.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { createWorkItemLists } from '../../../shared/store/work-item-lists.ts';
import { createWorkItems, workItemKey } from '../../../shared/store/work-items.ts';
import { aCall, anEmail, aRequest, aWorkItem, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables({ streams: false });
let stores: ReturnType<typeof connect>;

function connect() {
  const { client, tables } = db;
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createRequests(client, tables.contacts),
    ...createEmails(client, tables.emails),
    ...createCalls(client, tables.calls),
    ...createWorkItems(client, tables.runtime),
  };
}

beforeEach(() => {
  stores = connect();
});

const commit = (...writes: Write[]) => stores.commit(writes);

interface Kind {
  /** As a report names it. */
  item: string;
  /** What tells its state, and further fields that decide. */
  fields: string[];
  table: TableName;
  key: { pk: string; sk: string };
  create: () => Write[];
  read: () => Promise<unknown>;
  /** Reads it and writes what was read. */
  rewrite: () => Promise<unknown>;
}

/** What stands in the tables by kind; every test has an item of its own, numbered. */
const KINDS: Record<string, (n: number, therapistId?: number) => Kind> = {
  request: (n, therapistId = 1) => ({
    item: `request ${n}`,
    fields: ['place'],
    table: 'contacts',
    key: { pk: `request#${n}`, sk: 'request' },
    create: () => [stores.saveRequest(aRequest(n, { therapistId }))],
    read: () => stores.getRequest(n),
    rewrite: async () => commit(stores.saveRequest((await stores.getRequest(n))!)),
  }),
  email: (n, therapistId = 1) => ({
    item: `email em_${n}`,
    fields: ['state', 'kind'],
    table: 'emails',
    key: headKey(`em_${n}`),
    create: () => [stores.saveEmail(anEmail(`em_${n}`, { therapistId }))],
    read: () => stores.getEmail(`em_${n}`),
    rewrite: async () => commit(stores.saveEmail((await stores.getEmail(`em_${n}`))!.email)),
  }),
  call: (n, therapistId = 1) => ({
    item: `call pc_${n}`,
    fields: ['state'],
    table: 'calls',
    key: callKey(`pc_${n}`),
    create: () => stores.saveCall(aCall(`pc_${n}`, { therapistIds: [therapistId] })),
    read: () => stores.getCall(`pc_${n}`),
    rewrite: async () => commit(...stores.saveCall((await stores.getCall(`pc_${n}`))!.call)),
  }),
  'work item': (n, therapistId = 1) => ({
    item: `work item wi_${n}`,
    fields: ['status', 'reason'],
    table: 'runtime',
    key: workItemKey(`wi_${n}`),
    create: () => [stores.saveWorkItem(aWorkItem(`wi_${n}`, { therapistId }))],
    read: () => stores.getWorkItem(`wi_${n}`),
    rewrite: async () => commit(stores.saveWorkItem((await stores.getWorkItem(`wi_${n}`))!)),
  }),
};

let items = 0;

/** Writes one attribute as a newer release may. */
async function write({ table, key }: Kind, name: string, value: unknown): Promise<void> {
  await db.client.send(
    new UpdateCommand({
      TableName: db.tables[table],
      Key: key,
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
}

async function stored({ table, key }: Kind): Promise<Record<string, unknown> | undefined> {
  return (await db.client.send(new GetCommand({ TableName: db.tables[table], Key: key }))).Item;
}

describe.each(Object.entries(KINDS))('FAULTS 42: a newer release’s %s', (_, make) => {
  it.each(make(0).fields)('is read by nobody when its %s is unknown here', async (field) => {
    const kind = make(++items);
    await commit(...kind.create());
    expect(await kind.read()).toBeDefined();
    await write(kind, field, 'of_tomorrow');
    const reading = kind.read();
    await expect(reading).rejects.toThrow(NewerItem);
    await expect(reading).rejects.toMatchObject({ code: 'newer_item', item: kind.item });
    await expect(kind.rewrite()).rejects.toThrow(NewerItem);
    expect(await stored(kind)).toMatchObject({ [field]: 'of_tomorrow', version: 1 });
  });

  it('keeps the fields that are unknown here when it is written', async () => {
    const kind = make(++items);
    const added = { mood_of_day: { since_when: NOON, list_of: ['a_b', 1, { deep_er: true }] } };
    await commit(...kind.create());
    await write(kind, 'added_tomorrow', added);
    await kind.rewrite();
    expect(await stored(kind)).toMatchObject({ added_tomorrow: added, version: 2 });
  });
});

describe.each(['email', 'call', 'work item'])('FAULTS 42: a list with a newer release’s %s', (name) => {
  /** Lists what there is of a therapist. */
  function list(therapistId: number, onNewerItem?: OnNewerItem): Promise<{ items: { id: string }[] }> {
    const { client, tables } = db;
    const page = { now: NOON, limit: 10 };
    if (name === 'email')
      return createEmailLists(client, tables.emails, onNewerItem).listEmails({ therapistId }, page);
    if (name === 'call')
      return createCallLists(client, tables.calls, onNewerItem).listCalls({ therapistId }, page);
    const lists = createWorkItemLists(client, tables.runtime, onNewerItem);
    return lists.listWorkItems({ status: 'open', therapistId }, page);
  }

  /** One that is known and one that is not, of a therapist of their own. */
  async function aPair(): Promise<{ therapistId: number; known: number; newer: Kind }> {
    const [known, unknown] = [++items, ++items];
    const newer = KINDS[name]!(unknown, known);
    await commit(...KINDS[name]!(known, known).create(), ...newer.create());
    await write(newer, newer.fields[0]!, 'of_tomorrow');
    return { therapistId: known, known, newer };
  }

  it('leaves it out and reports it', async () => {
    const { therapistId, known, newer } = await aPair();
    const left: string[] = [];
    const listed = await list(therapistId, ({ item }) => left.push(item));
    expect(listed.items.map(({ id }) => id.split('_')[1])).toEqual([String(known)]);
    // The work index knows no therapist: those of others are met on the way.
    expect(left).toContain(newer.item);
  });

  it('is refused to whoever must not overlook it, such as an erasure', async () => {
    const { therapistId } = await aPair();
    await expect(list(therapistId)).rejects.toThrow(NewerItem);
  });
});
