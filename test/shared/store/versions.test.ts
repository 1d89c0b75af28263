import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { newContact, newMailbox } from '../../../shared/domain/contact/contact.ts';
import { newPhone } from '../../../shared/domain/contact/phone.ts';
import { createCalls } from '../../../shared/store/calls.ts';
import { createContacts } from '../../../shared/store/contacts.ts';
import { createEmails } from '../../../shared/store/emails.ts';
import { createRequests } from '../../../shared/store/requests.ts';
import { createSwitches } from '../../../shared/store/switches.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { createWorkItems } from '../../../shared/store/work-items.ts';
import type { Write } from '../../../shared/domain/stores/unit-of-work.ts';
import { aCall, anEmail, aRequest, aWorkItem, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();
let stores: ReturnType<typeof connect>;

function connect() {
  const { client, tables } = db;
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createContacts(client, tables.contacts),
    ...createRequests(client, tables.contacts),
    ...createEmails(client, tables.emails),
    ...createCalls(client, tables.calls),
    ...createSwitches(client, tables.runtime),
    ...createWorkItems(client, tables.runtime),
  };
}

beforeEach(() => {
  stores = connect();
});

interface Aggregate {
  name: string;
  label: string;
  save: (version: number) => Write | Write[];
  read: () => Promise<{ version: number } | undefined>;
}

const AGGREGATES: Aggregate[] = [
  {
    name: 'contact',
    label: 'contact 1',
    save: (version) => stores.saveContact({ ...newContact(1), version }),
    read: () => stores.getContact(1),
  },
  {
    name: 'mailbox',
    label: 'mailbox m',
    save: (version) => stores.saveMailbox({ ...newMailbox('m'), version }),
    read: () => stores.getMailbox('m'),
  },
  {
    name: 'phone number',
    label: 'phone p',
    save: (version) => stores.savePhone({ ...newPhone('p'), version }),
    read: () => stores.getPhone('p'),
  },
  {
    name: 'request',
    label: 'request 1',
    save: (version) => stores.saveRequest(aRequest(1, { version })),
    read: () => stores.getRequest(1),
  },
  {
    name: 'email',
    label: 'email em_1',
    save: (version) => stores.saveEmail(anEmail('em_1', { version })),
    read: async () => (await stores.getEmail('em_1'))?.email,
  },
  {
    name: 'call',
    label: 'call pc_1',
    save: (version) => stores.saveCall(aCall('pc_1', { version })),
    read: async () => (await stores.getCall('pc_1'))?.call,
  },
  {
    name: 'set of switches',
    label: 'switches',
    save: (version) => stores.saveSwitches({ items: [], version }),
    read: () => stores.getSwitches(),
  },
  {
    name: 'work item',
    label: 'work item wi_1',
    save: (version) => stores.saveWorkItem(aWorkItem('wi_1', { version })),
    read: () => stores.getWorkItem('wi_1'),
  },
];

describe.each(AGGREGATES)('a $name', ({ label, save, read }) => {
  it('is created once, and of two writers of one version one wins', async () => {
    const lost = { ok: false, conflicts: [label] };
    const created = await Promise.all([stores.commit([save(0)].flat()), stores.commit([save(0)].flat())]);
    expect(created).toContainEqual({ ok: true });
    expect(created).toContainEqual(lost);

    const changed = await Promise.all([stores.commit([save(1)].flat()), stores.commit([save(1)].flat())]);
    expect(changed).toContainEqual({ ok: true });
    expect(changed).toContainEqual(lost);
    expect(await read()).toMatchObject({ version: 2 });
  });

  it('refuses a version that nobody wrote', async () => {
    expect(await stores.commit([save(7)].flat())).toEqual({ ok: false, conflicts: [label] });
  });
});
