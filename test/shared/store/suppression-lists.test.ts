import { beforeAll, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { newMailbox, type Mailbox, type Suppression } from '../../../shared/domain/contact/contact.ts';
import type { SuppressionFilter } from '../../../shared/domain/stores/contacts.ts';
import { DAY_MS, HOUR_MS, plus } from '../../../shared/domain/time.ts';
import { createContacts } from '../../../shared/store/contacts.ts';
import { createSuppressionLists } from '../../../shared/store/suppression-lists.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';
import { countItemsRead } from '../../support/items-read.ts';

const db = testTables();

async function save(...mailboxes: Mailbox[]): Promise<void> {
  const { saveMailbox } = createContacts(db.client, db.tables.contacts);
  const { commit } = createUnitOfWork(db.client, createSimulatedClock(NOON));
  for (let first = 0; first < mailboxes.length; first += 100)
    expect(await commit(mailboxes.slice(first, first + 100).map(saveMailbox))).toEqual({ ok: true });
}

function mailbox(key: string, hours: number, fields: Partial<Suppression> = {}): Mailbox {
  const at = plus(NOON, hours * HOUR_MS);
  return { ...newMailbox(key), suppressed: { reason: 'other', source: 'api', at, ...fields } };
}

const list = (filter: SuppressionFilter, page: { limit: number; next?: string | undefined }) =>
  createSuppressionLists(db.client, db.tables.contacts).listSuppressions(filter, { now: NOON, ...page });
const keysOf = (page: { items: Mailbox[] }) => page.items.map(({ key }) => key);

describe('a list of suppressions whose pages are read while they change', () => {
  it('goes on where it was, whatever became of those that were seen', async () => {
    await save(mailbox('a', -1), mailbox('b', -2), mailbox('c', -3), mailbox('d', -4), mailbox('e', -5));
    const first = await list({}, { limit: 2 });
    expect(keysOf(first)).toEqual(['a', 'b']);

    // The last one that was seen is lifted, one gets a graver reason and a new time, one is lifted, one is new.
    await save(
      { ...newMailbox('b'), version: 1 },
      { ...mailbox('c', 0, { reason: 'bounce' }), version: 1 },
      { ...newMailbox('d'), version: 1 },
      mailbox('f', -4.5),
    );
    const { items, next } = await list({}, { limit: 3, next: first.next });
    expect(keysOf({ items })).toEqual(['f', 'e']);
    expect(next).toBeUndefined();
    expect(keysOf(await list({}, { limit: 9 }))).toEqual(['c', 'a', 'f', 'e']);
  });
});

describe('a list of a rare kind', () => {
  const source = 'ses';
  const many = Array.from({ length: 700 }, (_, index) =>
    mailbox(`many-${String(index).padStart(3, '0')}`, -24 * 30, {
      reason: index === 9 ? 'complaint' : 'bounce',
      source,
      ...(index % 2 === 0 && { expiresAt: plus(NOON, -DAY_MS) }),
    }),
  );
  beforeAll(() => save(...many));

  it('reads a bounded number of mailboxes a page, and comes to its end', async () => {
    const read = countItemsRead(db.client);
    const pages: { found: string[]; items: number }[] = [];
    let next: string | undefined;
    do {
      const before = read.items;
      const page = await list({ reason: 'complaint', source }, { limit: 20, next });
      pages.push({ found: keysOf(page), items: read.items - before });
      next = page.next;
    } while (next !== undefined);
    expect(pages.map(({ found }) => found)).toEqual([[], [], ['many-009']]);
    expect(Math.max(...pages.map(({ items }) => items))).toBeLessThanOrEqual(400);
  });
});
