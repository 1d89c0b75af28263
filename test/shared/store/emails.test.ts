import { inflateSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { localDocumentClient } from '../../../local/clients.ts';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import type { Email, EmailState } from '../../../shared/domain/email/email.ts';
import type { EmailLane } from '../../../shared/domain/stores/emails.ts';
import { createEmails } from '../../../shared/store/emails.ts';
import { shardOf } from '../../../shared/store/shards.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { anEmail, anEntry, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';
import { injectFaults } from '../../support/flaky-dynamodb.ts';
import { itemSize } from '../../support/item-size.ts';

const LATER = '2026-11-30T12:00:00.000Z';
const LANES: EmailLane[] = ['send', 'rescue', 'resolve', 'follow_up'];

const db = testTables();
let store: ReturnType<typeof connect>;
let count = 0;
let id = '';

function connect(client = db.client) {
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createEmails(client, db.tables.emails),
  };
}

beforeEach(() => {
  store = connect();
  id = `em_01m82tna20mg24b52b2nw${String(++count).padStart(5, '0')}`;
});

const read = async (sk: string) => {
  const Key = { pk: `email#${id}`, sk };
  return (await db.client.send(new GetCommand({ TableName: db.tables.emails, Key }))).Item;
};

/** Every field that an email may have. */
const fullEmail = (): Email =>
  anEmail(id, {
    kind: 'follow_up',
    refersTo: 'em_0',
    recipient: { address: 'praxis@praxis.example', mailboxKey: 'mailbox-1', given: true },
    earliest: NOON,
    batchId: 'rueckfragen-2026-11',
    overriddenAt: NOON,
    followUpRequired: true,
    attempt: 3,
    tries: 2,
    leaseUntil: LATER,
    resolveAt: LATER,
    sentAt: NOON,
    sesMessageId: '0107cf2b9906-b1b8-4a4d-846f-673f70c501f4-000000',
    followUpAt: LATER,
    provedAt: LATER,
    softBouncedAt: LATER,
    answered: true,
    followedUp: true,
    timeline: [
      { state: 'queued', at: NOON },
      { state: 'queued', at: LATER, reason: 'guard_not_open' },
      { state: 'sending', at: LATER },
    ],
    seq: 5,
  });

describe('an email', () => {
  it('comes back with every field, and is unknown before', async () => {
    expect(await store.getEmail(id)).toBeUndefined();
    await store.commit([store.saveEmail(fullEmail())]);
    expect(await store.getEmail(id)).toEqual({ email: { ...fullEmail(), version: 1 }, entries: [] });
  });

  it('comes back with its entries as they were saved last', async () => {
    const entries = [
      anEntry(1),
      anEntry(2, { included: false, closedAt: NOON }),
      anEntry(3, { outcome: 'rejected', reason: 'no_capacity', notes: 'Erst wieder im Frühjahr.' }),
    ];
    await store.commit([store.saveEmail(anEmail(id)), store.saveEntries(id, [anEntry(9)])]);
    await store.commit([store.saveEmail(anEmail(id, { version: 1 })), store.saveEntries(id, entries)]);
    expect(await store.getEmail(id)).toEqual({ email: anEmail(id, { version: 2 }), entries });
  });

  it('FAULTS 36: is read again when a transaction on it is under way', async () => {
    await store.commit([store.saveEmail(anEmail(id))]);
    const client = localDocumentClient(db.endpoint);
    const log = injectFaults(client, ({ n }) => (n <= 4 ? 'transaction_conflict' : undefined));
    expect(await connect(client).getEmail(id)).toMatchObject({ email: { id } });
    expect(log.calls).toBe(5);
    client.destroy();
  });

  it('keeps body and answer beside its head', async () => {
    const body = { subject: 'Anfrage', html: '<p>Guten Tag</p>', text: 'Guten Tag' };
    await store.putBody(id, body);
    const { deflated } = (await read('body')) as { deflated: Uint8Array };
    expect(JSON.parse(inflateSync(deflated).toString())).toEqual(body);

    await store.commit([
      store.saveResponse(id, { receivedAt: NOON, content: 'Leider nein.', corrected: [] }),
    ]);
    expect(await read('response')).toMatchObject({ received_at: NOON, content: 'Leider nein.' });
    expect(await store.getEmail(id)).toBeUndefined();
  });

  it('keeps what a client wrote, and gives the body back as it was stored', async () => {
    expect(await store.getContent(id)).toBeUndefined();
    expect(await store.getBody(id)).toBeUndefined();
    const content = {
      subject: 'Rückfrage',
      variables: { personal_note: 'a_b' },
      override: { reason: 'Bitte der Praxis', by: 'staff-1', at: NOON },
    };
    const body = { subject: 'Anfrage', html: '<p>Guten Tag</p>', text: 'Guten Tag' };
    await store.commit([store.saveContent(id, content)]);
    await store.putBody(id, body);
    expect(await store.getContent(id)).toEqual(content);
    expect(await store.getBody(id)).toEqual(body);
  });

  it('is listed for its therapist, newest first', async () => {
    const therapistId = 7000 + count;
    const ids = ['a', 'b', 'c'].map((name) => `em_${name}${count}`);
    for (const [index, each] of ids.entries()) {
      const createdAt = `2026-11-2${index}T12:00:00.000Z`;
      await store.commit([store.saveEmail(anEmail(each, { therapistId, createdAt }))]);
    }
    expect(await store.emailsOfTherapist(therapistId, 2)).toEqual(ids.toReversed().slice(0, 2));
  });
});

describe('the work index', () => {
  const lanesOf = async (now = LATER) => {
    const found: [EmailLane, string][] = [];
    for (const lane of LANES) {
      const { items } = await store.dueEmails(lane, shardOf(id), { now, limit: 100 });
      for (const item of items) if (item.emailId === id) found.push([lane, item.dueAt]);
    }
    return found;
  };

  it.each<[EmailState, Partial<Email>, EmailLane | undefined]>([
    ['draft', {}, undefined],
    ['queued', {}, 'send'],
    ['sending', { leaseUntil: NOON }, 'rescue'],
    ['unknown', { resolveAt: NOON }, 'resolve'],
    ['sent', { followUpAt: NOON }, 'follow_up'],
    ['delivered', { followUpAt: NOON }, 'follow_up'],
    ['sent', {}, undefined],
    ['failed', {}, undefined],
    ['canceled', {}, undefined],
    ['unresolved', {}, undefined],
  ])('has a %s email (%j) in the lane %s', async (state, fields, lane) => {
    await store.commit([store.saveEmail(anEmail(id, { state, ...fields }))]);
    expect(await lanesOf()).toEqual(lane ? [[lane, NOON]] : []);
  });

  it('leaves a lane when the email leaves the state, and shows nothing before its time', async () => {
    await store.commit([store.saveEmail(anEmail(id, { notBefore: LATER }))]);
    expect(await lanesOf(NOON)).toEqual([]);
    expect(await lanesOf(LATER)).toEqual([['send', LATER]]);
    const sending = anEmail(id, { state: 'sending', leaseUntil: LATER, version: 1 });
    await store.commit([store.saveEmail(sending)]);
    expect(await lanesOf()).toEqual([['rescue', LATER]]);
  });
});

describe('the head', () => {
  const sent = (fields: Partial<Email> = {}): Email => ({
    ...fullEmail(),
    kind: 'batch_request',
    recipient: {
      address: 'praxis.dr.erika.musterfrau@psychotherapie-musterstadt.example',
      mailboxKey: '9ypzKLOgNhhYTu137B4pCgw6',
    },
    therapistId: 123_456,
    state: 'delivered',
    timeline: [
      { state: 'queued', at: NOON },
      { state: 'sending', at: LATER },
      { state: 'sent', at: LATER },
      { state: 'delivered', at: LATER },
    ],
    ...fields,
  });
  const headSize = async (email: Email) => {
    const { leaseUntil: _lease, resolveAt: _resolve, provedAt: _proof, refersTo: _none, ...stored } = email;
    await store.commit([store.saveEmail(stored)]);
    return itemSize((await read('head')) ?? {});
  };

  it('of an email with a normal life stays under 1 KB, the unit that DynamoDB bills', async () => {
    expect(await headSize(sent())).toBeLessThan(1024);
  });

  it('of an email that had to wait once and bounced softly stays under 1 KB, too', async () => {
    const [queued, ...rest] = sent().timeline;
    const waited = { state: 'queued' as const, at: LATER, reason: 'guard_not_open' as const };
    const timeline = [...(queued ? [queued] : []), waited, ...rest];
    expect(await headSize(sent({ timeline }))).toBeLessThan(1024);
  });
});
