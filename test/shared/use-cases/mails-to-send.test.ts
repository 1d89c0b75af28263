import { describe, expect, it } from '@jest/globals';
import type { DueEmail, EmailLane } from '../../../shared/domain/stores/emails.ts';
import { plus, type Instant } from '../../../shared/domain/time.ts';
import { mailsToSend } from '../../../shared/use-cases/mails-to-send.ts';
import type { Service } from '../../../shared/use-cases/service.ts';
import { NOON } from '../../support/aggregates.ts';
import { startVirtualTime } from '../../support/virtual-time.ts';

type Row = DueEmail & { lane: EmailLane; shard: number };

/** A work index with some rows, which tests change as senders do. */
function index(rows: Row[]) {
  let pages = 0;
  const store = {
    dueEmails(
      lane: EmailLane,
      shard: number,
      query: { now: Instant; limit: number; next?: string | undefined },
    ) {
      pages++;
      const due = rows
        .filter((row) => row.lane === lane && row.shard === shard && row.dueAt <= query.now)
        .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
      const from = Number(query.next ?? 0);
      const items = due.slice(from, from + query.limit);
      const isLast = from + query.limit >= due.length;
      return Promise.resolve({ items, ...(!isLast && { next: String(from + query.limit) }) });
    },
  } as unknown as Service['store'];
  return { store, clock: startVirtualTime(NOON), pages: () => pages };
}

const row = (
  emailId: string,
  { lane = 'send', shard = 0, ago = 0 }: Partial<Row> & { ago?: number },
): Row => ({
  emailId,
  lane,
  shard,
  dueAt: plus(NOON, -ago),
});

async function take(mails: AsyncIterable<string>, onEach: (id: string) => void = () => undefined) {
  const taken: string[] = [];
  for await (const id of mails) {
    taken.push(id);
    onEach(id);
  }
  return taken;
}

describe('mailsToSend', () => {
  it('hands out confirmations first, and the oldest of all shards first', async () => {
    const given = index([
      row('young', { shard: 3, ago: 10 }),
      row('old', { shard: 7, ago: 900 }),
      row('middle', { shard: 3, ago: 500 }),
      row('late confirmation', { lane: 'confirm', shard: 1, ago: 5 }),
      row('early confirmation', { lane: 'confirm', shard: 9, ago: 6 }),
      row('not due', { ago: -1 }),
    ]);
    expect(await take(mailsToSend(given, () => true))).toEqual([
      'early confirmation',
      'late confirmation',
      'old',
      'middle',
      'young',
    ]);
  });

  it('hands out confirmations alone while contact emails may not leave', async () => {
    const given = index([row('contact', { ago: 9 }), row('confirmation', { lane: 'confirm' })]);
    expect(await take(mailsToSend(given, () => false))).toEqual(['confirmation']);
  });

  it('asks before each contact email, so that none is handed out after the window has closed', async () => {
    const given = index(Array.from({ length: 30 }, (_, n) => row(`contact-${n}`, { shard: n % 16, ago: n })));
    let left = 7;
    expect(
      await take(
        mailsToSend(given, () => left > 0),
        () => left--,
      ),
    ).toHaveLength(7);
  });

  it('goes past those that stay due, however many there are, and hands each out once', async () => {
    const stuck = Array.from({ length: 300 }, (_, n) => row(`stuck-${n}`, { shard: n % 2, ago: 1000 + n }));
    const given = index([...stuck, row('behind them', { ago: 1 })]);
    const taken = await take(mailsToSend(given, () => true));
    expect(new Set(taken).size).toBe(301);
    expect(taken).toHaveLength(301);
    expect(taken.at(-1)).toBe('behind them');
  });

  it('hands out again what was put off and has fallen due', async () => {
    const rows = [row('throttled', { ago: 10 }), row('other', { ago: 5 })];
    const given = index(rows);
    let tries = 0;
    const taken = await take(
      mailsToSend(given, () => true),
      (id) => {
        if (id === 'throttled' && tries++ === 0) rows[0]!.dueAt = plus(NOON, -1);
        else
          rows.splice(
            rows.findIndex(({ emailId }) => emailId === id),
            1,
          );
      },
    );
    expect(taken).toEqual(['throttled', 'other', 'throttled']);
  });

  it('looks for confirmations again while many contact emails leave', async () => {
    const rows = Array.from({ length: 200 }, (_, n) => row(`contact-${n}`, { shard: n % 16, ago: 500 - n }));
    const given = index(rows);
    const taken = await take(
      mailsToSend(given, () => true),
      (id) => {
        if (id === 'contact-10') rows.push(row('confirmation', { lane: 'confirm' }));
      },
    );
    expect(taken).toHaveLength(201);
    expect(taken.indexOf('confirmation')).toBeLessThan(60);
  });

  it('reads a page of each shard at a time', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) =>
      row(`contact-${n}`, { shard: n % 16, ago: 5000 - n }),
    );
    const given = index(rows);
    const mails = mailsToSend(given, () => true);
    await mails.next();
    expect(given.pages()).toBe(32);
    await mails.return(undefined);
  });
});
