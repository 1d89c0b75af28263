import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { MAX_SWITCHES, type Switch } from '../../../shared/domain/email/switches.ts';
import { createSwitches } from '../../../shared/store/switches.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();

function connect() {
  const { client, tables } = db;
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createSwitches(client, tables.runtime),
  };
}

const made = { by: 'staff-1', changedAt: NOON };

it('the switches are none until somebody stores some, and come back as stored', async () => {
  const store = connect();
  expect(await store.getSwitches()).toEqual({ items: [], version: 0 });
  const items: Switch[] = [
    { scope: 'all', ...made },
    { scope: 'template', template: 'initial_contact', reason: 'Testfall', ...made },
    { scope: 'therapist', therapistId: 7, reason: 'Testfall', ...made },
  ];
  expect(await store.commit([store.saveSwitches({ items, version: 0 })])).toEqual({ ok: true });
  expect(await store.getSwitches()).toEqual({ items, version: 1 });
});

it('as many switches as there may be, with the longest reasons, fit into their item', async () => {
  const store = connect();
  const items = Array.from({ length: MAX_SWITCHES }, (_, index): Switch => {
    const therapistId = Number.MAX_SAFE_INTEGER - index;
    return { scope: 'therapist', therapistId, reason: '€'.repeat(200), by: 'x'.repeat(255), changedAt: NOON };
  });
  const { version } = await store.getSwitches();
  expect(await store.commit([store.saveSwitches({ items, version })])).toEqual({ ok: true });
  expect((await store.getSwitches()).items).toEqual(items);
});

it('the switches are read strongly: a PUT that was answered holds for everybody', async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
  const mock = mockClient(client).on(GetCommand).resolves({});
  await createSwitches(client, 'runtime').getSwitches();
  expect(mock.commandCalls(GetCommand).map(({ args: [{ input }] }) => input.ConsistentRead)).toEqual([true]);
});
