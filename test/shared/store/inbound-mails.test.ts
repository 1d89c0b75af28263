import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { plus } from '../../../shared/domain/time.ts';
import { createInboundMailLists } from '../../../shared/store/inbound-mail-lists.ts';
import { createInboundMails } from '../../../shared/store/inbound-mails.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { anInboundMail, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();
let store: ReturnType<typeof connect>;
let count = 0;
const newId = () => `in_${String(++count).padStart(26, '0')}`;

function connect() {
  const { client, tables } = db;
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createInboundMails(client, tables.runtime),
    ...createInboundMailLists(client, tables.runtime),
  };
}

beforeEach(() => {
  store = connect();
});

describe('an inbound mail', () => {
  it('comes back as it was saved, and is unknown before', async () => {
    const mail = anInboundMail(newId(), {
      proposals: [{ number: 1, outcome: 'rejected', reason: 'no_capacity', words: 'leider voll' }],
      unclear: [{ words: 'mal sehen', why: 'hedge' }],
      verdicts: { spf: 'PASS' },
      returnOn: '2026-12-07',
    });
    expect(await store.getInboundMail(mail.id)).toBeUndefined();
    await store.commit(store.saveInboundMail(mail));
    expect(await store.getInboundMail(mail.id)).toEqual({ ...mail, version: 1 });
  });

  it('is stored once, however often it is handed over', async () => {
    const mail = anInboundMail(newId());
    await store.commit(store.saveInboundMail(mail));
    expect(await store.commit(store.saveInboundMail(mail))).toEqual({
      ok: false,
      conflicts: [`inbound mail ${mail.id}`],
    });
  });

  it('is listed under its email and its therapist, and nowhere any more once it is removed', async () => {
    const owners = { emailId: `em_${newId()}`, therapistId: 7_000 + count };
    const [first, second] = [anInboundMail(newId(), owners), anInboundMail(newId(), owners)];
    await store.commit(store.saveInboundMail(second));
    await store.commit(store.saveInboundMail(first));
    const page = await store.inboundMailsOfEmail(owners.emailId, 1);
    expect(page.items).toEqual([first.id]);
    expect((await store.inboundMailsOfEmail(owners.emailId, 1, page.next)).items).toEqual([second.id]);
    expect((await store.inboundMailsOfTherapist(owners.therapistId, 9)).items).toEqual([first.id, second.id]);

    await store.commit(store.removeInboundMail(first));
    expect(await store.getInboundMail(first.id)).toBeUndefined();
    expect((await store.inboundMailsOfEmail(owners.emailId, 9)).items).toEqual([second.id]);
    expect((await store.inboundMailsOfTherapist(owners.therapistId, 9)).items).toEqual([second.id]);
  });
});

describe('the list of inbound mails', () => {
  it('tells those of one status, newest first, a page at a time, and follows a mail to its next status', async () => {
    const later = (minutes: number) => plus(NOON, minutes * 60_000);
    const mails = [3, 1, 2].map((minutes) =>
      anInboundMail(newId(), { status: 'matched', therapistId: 42, receivedAt: later(minutes) }),
    );
    for (const mail of mails) await store.commit(store.saveInboundMail(mail));
    const filter = { status: 'matched', therapistId: 42 } as const;
    const page = await store.listInboundMails(filter, { limit: 2 });
    expect(page.items.map(({ id }) => id)).toEqual([mails[0]?.id, mails[2]?.id]);
    const rest = await store.listInboundMails(filter, { limit: 2, next: page.next });
    expect(rest).toEqual({ items: [expect.objectContaining({ id: mails[1]?.id })] });

    const [dismissed] = page.items;
    if (!dismissed) throw new Error('no mail');
    await store.commit(store.saveInboundMail({ ...dismissed, status: 'dismissed' }));
    expect((await store.listInboundMails(filter, { limit: 9 })).items).toHaveLength(2);
    const gone = await store.listInboundMails({ ...filter, status: 'dismissed' }, { limit: 9 });
    expect(gone.items.map(({ id }) => id)).toEqual([dismissed.id]);
  });
});
