import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { headKey } from '../../shared/store/emails.ts';
import { callKey } from '../../shared/store/calls.ts';
import type { TableName } from '../../shared/store/tables.ts';
import { workItemKey } from '../../shared/store/work-items.ts';
import { aWorkItem } from '../support/aggregates.ts';
import { openApi } from '../support/api.ts';
import { allCalls, sendMails, SWEEP_TIME } from '../support/follow-up.ts';
import { SEND_TIME } from '../support/sending.ts';
import { worldPerTest } from '../support/world.ts';

/** The releases are at work side by side: what the newer one wrote lies in the tables (FAULTS 42). */
const world = worldPerTest();

const counted = (name: string) =>
  (world.runtime.metrics as typeof world.runtime.metrics & { counts: Map<string, number> }).counts.get(name);

/** Puts an item into a state of the newer release; returns the item as it is then. */
async function lift(table: TableName, key: { pk: string; sk: string }, field: string) {
  await world.client.send(
    new UpdateCommand({
      TableName: world.tables[table],
      Key: key,
      UpdateExpression: 'SET #field = :value, added_tomorrow = :more',
      ExpressionAttributeNames: { '#field': field },
      ExpressionAttributeValues: { ':value': 'of_tomorrow', ':more': { how_many: 7 } },
    }),
  );
  return itemOf(table, key);
}

async function itemOf(table: TableName, Key: { pk: string; sk: string }) {
  const { Item } = await world.client.send(new GetCommand({ TableName: world.tables[table], Key }));
  return Item;
}

const requestKey = (id: number) => ({ pk: `request#${id}`, sk: 'request' });

async function openRequests(...ids: number[]): Promise<void> {
  for (const id of ids) {
    world.therapist(id);
    world.patient(id);
    await world.match({ id, therapist: id });
  }
}

const [NEWER, KNOWN] = ['wi_00000000000000000000000001', 'wi_00000000000000000000000002'] as const;

describe('FAULTS 42: what a newer release wrote', () => {
  it('as a request is left alone by the batch, which writes about the others', async () => {
    await openRequests(1);
    await world.match({ id: 2, therapist: 1, patient: 2 });
    const newer = await lift('contacts', requestKey(1), 'place');
    expect(await world.batch()).toMatchObject({ emails: 1, requests: 1, failed: 0, finished: true });
    expect(await world.request(2)).toMatchObject({ place: 'contact_email' });
    expect(await itemOf('contacts', requestKey(1))).toEqual(newer);
    expect(counted('newer_items')).toBeGreaterThan(0);
  });

  it('as a request stops no partition: its events are parked, and applied when they are redriven', async () => {
    await openRequests(1, 2);
    const newer = await lift('contacts', requestKey(1), 'place');
    const events = [1, 2].map((match_id) =>
      world.matchingRecord('match.status_changed', {
        match_id,
        old_status: 'offen',
        new_status: 'abgelehnt',
      }),
    );
    expect(await world.ingest(...events)).toEqual({ batchItemFailures: [] });
    expect(await itemOf('contacts', requestKey(1))).toEqual(newer);
    expect(await world.request(2)).toMatchObject({ place: 'closed' });
    expect([counted('records_parked'), counted('newer_items')]).toEqual([1, 1]);

    const api = await openApi(world);
    const [parked] = (await api.get('/api/parked-records')).body.items ?? [];
    expect(parked).toMatchObject({ reason: 'newer_item' });
    await world.client.send(
      new UpdateCommand({
        TableName: world.tables.contacts,
        Key: requestKey(1),
        UpdateExpression: 'SET place = :known',
        ExpressionAttributeValues: { ':known': 'pending' },
      }),
    );
    expect((await api.post(`/api/parked-records/${parked?.id}/redrive`, undefined)).status).toBeLessThan(300);
    expect(await world.request(1)).toMatchObject({ place: 'closed' });
    expect(await itemOf('contacts', requestKey(1))).toMatchObject({ added_tomorrow: { how_many: 7 } });
  });

  it('as an email is not sent by the pump, which sends the others, and is told nothing by SES', async () => {
    await openRequests(1, 2);
    await world.batch();
    world.at(SEND_TIME);
    const [emailId = ''] = await world.emailsOf(1);
    const newer = await lift('emails', headKey(emailId), 'state');
    expect(await world.pump()).toMatchObject({ end: 'queue_empty', accepted: 1, failed: 1 });
    expect(world.ses.accepted.map(({ to }) => to)).toEqual([['praxis-2@praxis.example']]);
    const [mail] = world.ses.accepted;
    const ours = { ...mail!, tags: { ...mail!.tags, email_id: emailId } };
    await expect(world.sesEvent(ours, 'Delivery')).rejects.toMatchObject({ code: 'newer_item' });
    expect(await itemOf('emails', headKey(emailId))).toEqual(newer);
    expect([counted('newer_items'), counted('run_failures')]).toEqual([1, 1]);
  });

  it('as a call is left alone by the sweep, which takes care of the others', async () => {
    await sendMails(world, [1, 2]);
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ booked: 2 });
    const [first, second] = await allCalls(world);
    const newer = await lift('calls', callKey(first!.call.id), 'state');
    world.at('2026-12-07T08:00:00.000Z');
    expect(await world.sweep()).toMatchObject({ failed: 1, finished: true });
    expect(await itemOf('calls', callKey(first!.call.id))).toEqual(newer);
    expect((await world.service.store.getCall(second!.call.id))?.call.overdueAt).toBeDefined();
    expect(counted('newer_items')).toBe(1);
  });

  it('as a work item is refused to the API for the time being, and missing in its list', async () => {
    const { store } = world.service;
    await store.commit([store.saveWorkItem(aWorkItem(NEWER)), store.saveWorkItem(aWorkItem(KNOWN))]);
    const newer = await lift('runtime', workItemKey(NEWER), 'status');
    const api = await openApi(world);
    const change = await api.put(`/api/work-items/${NEWER}`, { notes: 'später' }, { version: 1 });
    expect([change.status, change.body.type]).toEqual([503, '/problems/unavailable']);
    expect((await api.get(`/api/work-items/${NEWER}`)).status).toBe(503);
    expect((await api.get('/api/work-items')).body.items).toMatchObject([{ id: KNOWN }]);
    expect(await itemOf('runtime', workItemKey(NEWER))).toEqual(newer);
    expect(counted('newer_items')).toBe(1);
  });
});

describe('FAULTS 42: fields of a newer release', () => {
  it('outlive the batch, the pump and the sweep', async () => {
    await openRequests(1);
    const more = { how_many: 7 };
    const add = (table: TableName, key: { pk: string; sk: string }) =>
      world.client.send(
        new UpdateCommand({
          TableName: world.tables[table],
          Key: key,
          UpdateExpression: 'SET added_tomorrow = :more',
          ExpressionAttributeValues: { ':more': more },
        }),
      );
    await add('contacts', requestKey(1));
    await world.batch();
    const [emailId = ''] = await world.emailsOf(1);
    await add('emails', headKey(emailId));
    world.at(SEND_TIME);
    await world.pump();
    world.at(SWEEP_TIME);
    await world.sweep();
    expect(await world.request(1)).toMatchObject({ place: 'call' });
    for (const [table, key] of [
      ['contacts', requestKey(1)],
      ['emails', headKey(emailId)],
    ] as const)
      expect(await itemOf(table, key)).toMatchObject({ added_tomorrow: more });
  });
});
