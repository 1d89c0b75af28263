import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { newContact, newMailbox, type Contact } from '../../../shared/domain/contact/contact.ts';
import { reserve } from '../../../shared/domain/contact/guard.ts';
import { createContacts } from '../../../shared/store/contacts.ts';
import { shardOf } from '../../../shared/store/shards.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const TOMORROW = '2026-11-24T12:00:00.000Z';
const NEXT_WEEK = '2026-11-30T12:00:00.000Z';

const db = testTables();
let store: ReturnType<typeof connect>;
let id = 100;

function connect() {
  const { client, tables } = db;
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createContacts(client, tables.contacts),
  };
}

beforeEach(() => {
  store = connect();
  id++;
});

/** Everything that may stand on a contact. */
const busyContact = (): Contact => ({
  ...newContact(id),
  guard: reserve(newContact(id).guard, 'em_1'),
  blockedAt: NOON,
  lastBlock: { topic: 'therapist-events', partition: 2, offset: 0, at: NOON },
  objectedAt: NOON,
  coolingUntil: TOMORROW,
  contactedAt: NOON,
  openCalls: [{ callId: 'pc_1', startsAt: TOMORROW }],
  awaitingFollowUpMail: ['em_0'],
  seq: 3,
});

describe('a contact', () => {
  it('of a therapist nobody knows is new and not stored', async () => {
    expect(await store.getContact(id)).toEqual(newContact(id));
  });

  it('comes back as it was saved', async () => {
    const contact = busyContact();
    await store.commit([store.saveContact(contact)]);
    expect(await store.getContact(id)).toEqual({ ...contact, version: 1 });
  });

  it('forgets what it no longer has', async () => {
    await store.commit([store.saveContact(busyContact())]);
    await store.commit([store.saveContact({ ...newContact(id), version: 1 })]);
    expect(await store.getContact(id)).toEqual({ ...newContact(id), version: 2 });
  });
});

describe('a mailbox', () => {
  it('comes back as it was saved', async () => {
    const key = `mailbox-${id}`;
    const mailbox = {
      ...newMailbox(key),
      suppressed: {
        reason: 'requested' as const,
        source: 'api' as const,
        by: 'staff-1',
        address: 'praxis@praxis.example',
        at: NOON,
        expiresAt: TOMORROW,
      },
      waiting: [3, 1, 2],
    };
    expect(await store.getMailbox(key)).toEqual(newMailbox(key));
    await store.commit([store.saveMailbox(mailbox)]);
    expect(await store.getMailbox(key)).toEqual({ ...mailbox, version: 1 });
  });
});

describe('the pool part of a contact', () => {
  const grow = (dueAt = NOON) => store.commit([store.growPool(id, dueAt)]);

  it('grows without a contact and without changing its version', async () => {
    await grow();
    expect(await store.getContact(id)).toEqual({ ...newContact(id), poolVersion: 1, dueAt: NOON });
    expect(await store.commit([store.saveContact(newContact(id))])).toEqual({ ok: true });
    expect(await store.getContact(id)).toMatchObject({ poolVersion: 1, dueAt: NOON, version: 1 });
  });

  it('keeps the due key that it has when it grows', async () => {
    await grow(TOMORROW);
    await grow(NOON);
    expect(await store.getContact(id)).toMatchObject({ poolVersion: 2, dueAt: TOMORROW });
  });

  it('moves the due key and rises when the rest of the contact changes with it', async () => {
    await grow(TOMORROW);
    const write = store.saveContact(newContact(id), { kind: 'grown', dueAt: NOON });
    expect(await store.commit([write])).toEqual({ ok: true });
    expect(await store.getContact(id)).toMatchObject({ poolVersion: 2, dueAt: NOON, version: 1 });
  });

  it('loses its due key only by the batch that read it so', async () => {
    await grow();
    const write = store.saveContact(newContact(id), { kind: 'due', poolVersion: 1 });
    expect(await store.commit([write])).toEqual({ ok: true });
    const contact = await store.getContact(id);
    expect(contact).toMatchObject({ poolVersion: 1, version: 1 });
    expect(contact).not.toHaveProperty('dueAt');
  });

  it('FAULTS 46: keeps the due key when a request comes before the batch commits', async () => {
    await grow();
    const batch = store.saveContact(newContact(id), { kind: 'due', poolVersion: 1 });
    await grow();
    expect(await store.commit([batch])).toEqual({ ok: false, conflicts: [`contact ${id}`] });
    expect(await store.getContact(id)).toMatchObject({ dueAt: NOON, poolVersion: 2, version: 0 });
  });

  it('FAULTS 46: gets a new due key when a request comes after the batch committed', async () => {
    await grow();
    await store.commit([store.saveContact(newContact(id), { kind: 'due', poolVersion: 1 })]);
    await grow(TOMORROW);
    expect(await store.getContact(id)).toMatchObject({ dueAt: TOMORROW, poolVersion: 2, version: 1 });
  });

  it('moves its due key for a batch that found no pool at all', async () => {
    const write = store.saveContact(newContact(id), { kind: 'due', poolVersion: 0, dueAt: NEXT_WEEK });
    expect(await store.commit([write])).toEqual({ ok: true });
    expect(await store.getContact(id)).toMatchObject({ dueAt: NEXT_WEEK });
  });
});

describe('due therapists', () => {
  it('are those whose time has come, oldest first, page by page', async () => {
    const shard = shardOf(1);
    const ids = Array.from({ length: 400 }, (_, index) => 1000 + index).filter(
      (each) => shardOf(each) === shard,
    );
    const HALF_PAST_ELEVEN = '2026-11-23T11:30:00.000Z';
    const [late, ...due] = ids.slice(0, 8) as [number, ...number[]];
    await store.commit([store.growPool(late, NOON)]);
    const dueAt = (index: number) => `2026-11-23T11:0${7 - index}:00.000Z`;
    for (const [index, each] of due.entries()) await store.commit([store.growPool(each, dueAt(index))]);

    const found: number[] = [];
    let next: string | undefined;
    do {
      const page = await store.dueTherapists(shard, HALF_PAST_ELEVEN, 3, next);
      expect(page.items.length).toBeLessThanOrEqual(3);
      found.push(...page.items);
      next = page.next;
    } while (next !== undefined);
    expect(found).toEqual(due.toReversed());
  });
});
