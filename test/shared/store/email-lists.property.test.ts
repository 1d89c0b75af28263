import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import type { Email } from '../../../shared/domain/email/email.ts';
import type { EmailFilter } from '../../../shared/domain/stores/emails.ts';
import { HOUR_MS, plus } from '../../../shared/domain/time.ts';
import { createEmailLists } from '../../../shared/store/email-lists.ts';
import { createEmails } from '../../../shared/store/emails.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { anEmail, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();
const BEGIN = '2026-08-20T12:00:00.000Z';
const STATES = ['draft', 'queued', 'sent'] as const;

/** 60 emails over four months, two of them at every instant. */
const emails: Email[] = Array.from({ length: 60 }, (_, index) =>
  anEmail(`em_01m82tna20mg24b52b2nw${String(index).padStart(5, '0')}`, {
    therapistId: 1 + (index % 3),
    state: STATES[index % 3 === 0 ? 0 : index % 2 === 0 ? 1 : 2],
    answered: index % 4 === 0,
    ...(index % 5 === 0 && { batchId: `batch-${index % 2}` }),
    createdAt: plus(BEGIN, Math.floor(index / 2) * 70 * HOUR_MS),
  }),
);

beforeAll(async () => {
  const store = createEmails(db.client, db.tables.emails);
  const { commit } = createUnitOfWork(db.client, createSimulatedClock(NOON));
  await commit(emails.map(store.saveEmail));
});

const instants = fc.integer({ min: -1, max: 31 }).map((step) => plus(BEGIN, step * 70 * HOUR_MS));
const filters: fc.Arbitrary<EmailFilter> = fc.record(
  {
    therapistId: fc.integer({ min: 1, max: 4 }),
    state: fc.constantFrom(...STATES, 'failed' as const),
    answered: fc.boolean(),
    batchId: fc.constantFrom('batch-0', 'batch-1', 'batch-2'),
    createdFrom: instants,
    createdTo: instants,
  },
  { requiredKeys: [] },
);

const fits = (email: Email, filter: EmailFilter) =>
  email.therapistId === (filter.therapistId ?? email.therapistId) &&
  email.state === (filter.state ?? email.state) &&
  email.answered === (filter.answered ?? email.answered) &&
  email.batchId === (filter.batchId ?? email.batchId) &&
  email.createdAt >= (filter.createdFrom ?? '') &&
  email.createdAt < (filter.createdTo ?? '~');

async function allPages(filter: EmailFilter, limit: number): Promise<Email[][]> {
  const lists = createEmailLists(db.client, db.tables.emails);
  const pages: Email[][] = [];
  let next: string | undefined;
  do {
    const page = await lists.listEmails(filter, { now: NOON, limit, next });
    pages.push(page.items);
    next = page.next;
  } while (next !== undefined && pages.length <= emails.length);
  return pages;
}

describe('the pages of any list of emails', () => {
  it('hold every email that fits the filter once, newest first, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 40 }), async (filter, limit) => {
        const listed = (await allPages(filter, limit)).flat();
        const expected = emails.filter((email) => fits(email, filter));
        expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(expected.map(({ id }) => id)));
        expect(listed).toHaveLength(expected.length);
        const times = listed.map(({ createdAt }) => createdAt);
        expect(times).toEqual(times.toSorted().reverse());
      }),
      { numRuns: 60 },
    );
  });

  it('are full but for the last while few enough are looked at', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 40 }), async (filter, limit) => {
        const sizes = (await allPages(filter, limit)).map(({ length }) => length);
        expect(sizes.slice(0, -1)).toEqual(sizes.slice(0, -1).map(() => limit));
      }),
      { numRuns: 30 },
    );
  });
});
