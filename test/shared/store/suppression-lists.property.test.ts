import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import {
  newMailbox,
  SUPPRESSION_REASONS,
  SUPPRESSION_SOURCES,
  type Mailbox,
  type Suppression,
} from '../../../shared/domain/contact/contact.ts';
import type { SuppressionFilter } from '../../../shared/domain/stores/contacts.ts';
import { HOUR_MS, plus } from '../../../shared/domain/time.ts';
import { createContacts } from '../../../shared/store/contacts.ts';
import { createSuppressionLists } from '../../../shared/store/suppression-lists.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();

/** 90 suppressed mailboxes, many of them since one instant, some not any more, and as many that never were. */
const mailboxes: (Mailbox & { suppressed: Suppression })[] = Array.from({ length: 90 }, (_, index) => ({
  ...newMailbox(`key-${String((index * 37) % 90).padStart(2, '0')}`),
  suppressed: {
    reason: SUPPRESSION_REASONS[index % SUPPRESSION_REASONS.length]!,
    source: SUPPRESSION_SOURCES[(index >> 1) % 2]!,
    at: plus(NOON, -((index * 7) % 11) * HOUR_MS),
    ...(index % 4 === 0 && { expiresAt: plus(NOON, ((index % 12) - 5) * HOUR_MS) }),
  },
}));

beforeAll(async () => {
  const { saveMailbox } = createContacts(db.client, db.tables.contacts);
  const { commit } = createUnitOfWork(db.client, createSimulatedClock(NOON));
  await commit(mailboxes.map(saveMailbox));
  await commit(mailboxes.map(({ key }) => saveMailbox(newMailbox(`open-${key}`))));
});

const filters: fc.Arbitrary<SuppressionFilter> = fc.record(
  { reason: fc.constantFrom(...SUPPRESSION_REASONS), source: fc.constantFrom(...SUPPRESSION_SOURCES) },
  { requiredKeys: [] },
);

/** What a list holds, in its order. */
function expected({ reason, source }: SuppressionFilter, now: string): string[] {
  const place = ({ key, suppressed }: (typeof mailboxes)[number]) => `${suppressed.at} ${key}`;
  return mailboxes
    .filter(
      ({ suppressed }) =>
        (suppressed.expiresAt ?? '~') > now &&
        suppressed.reason === (reason ?? suppressed.reason) &&
        suppressed.source === (source ?? suppressed.source),
    )
    .sort((a, b) => (place(a) > place(b) ? -1 : 1))
    .map(({ key }) => key);
}

async function allPages(filter: SuppressionFilter, now: string, limit: number): Promise<string[][]> {
  const lists = createSuppressionLists(db.client, db.tables.contacts);
  const pages: string[][] = [];
  let next: string | undefined;
  do {
    const page = await lists.listSuppressions(filter, { now, limit, next });
    pages.push(page.items.map(({ key }) => key));
    next = page.next;
  } while (next !== undefined && pages.length <= mailboxes.length);
  return pages;
}

describe('the pages of any list of suppressions', () => {
  it('hold every one that fits and still holds once, newest first, and are full but for the last', async () => {
    const nows = fc.integer({ min: -6, max: 7 }).map((hours) => plus(NOON, hours * HOUR_MS));
    await fc.assert(
      fc.asyncProperty(filters, nows, fc.integer({ min: 1, max: 70 }), async (filter, now, limit) => {
        const pages = await allPages(filter, now, limit);
        expect(pages.flat()).toEqual(expected(filter, now));
        const sizes = pages.map(({ length }) => length);
        expect(sizes.slice(0, -1)).toEqual(sizes.slice(0, -1).map(() => limit));
      }),
      { numRuns: 60 },
    );
  });
});
