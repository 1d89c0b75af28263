import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { referenceOf } from '../../../shared/domain/email/reference.ts';
import { createEmailLookups } from '../../../shared/store/email-lookups.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { anEmail, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();
let store: ReturnType<typeof connect>;

function connect() {
  const { client, tables } = db;
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createEmailLookups(client, tables.emails),
  };
}

beforeEach(() => {
  store = connect();
});

const recipient = { address: 'team@praxis.example', mailboxKey: 'shared' };
const first = anEmail('em_1', { sesMessageId: '0107-1', recipient, therapistId: 1 });
const followUp = anEmail('em_2', { sesMessageId: '0107-2', recipient, therapistId: 1, refersTo: 'em_1' });
const other = anEmail('em_3', { sesMessageId: '0107-3', recipient, therapistId: 2 });

describe('the ways from an answer to its email', () => {
  it('lead there by SES’s id, by the reference of the conversation and by the mailbox, until they are removed', async () => {
    for (const email of [first, followUp, followUp, other])
      expect(await store.commit(store.saveLookups(email))).toEqual({ ok: true });
    expect(await store.emailsByMessageId(['0107-2', 'unknown', '0107-1'])).toEqual(['em_2', 'em_1']);
    expect(await store.emailsByReference([referenceOf('em_1'), referenceOf('em_2')])).toEqual(['em_2']);
    expect(await store.therapistsOfMailbox('shared')).toEqual([1, 2]);

    await store.commit(store.removeLookups(followUp));
    await store.commit(store.removeLookups(first));
    expect(await store.emailsByMessageId(['0107-1', '0107-2', '0107-3'])).toEqual(['em_3']);
    expect(await store.emailsByReference([referenceOf('em_1')])).toEqual([]);
    expect(await store.therapistsOfMailbox('shared')).toEqual([2]);
  });

  it('are none for nothing', async () => {
    expect(await store.emailsByMessageId([])).toEqual([]);
    expect(await store.therapistsOfMailbox('nobody')).toEqual([]);
  });
});
