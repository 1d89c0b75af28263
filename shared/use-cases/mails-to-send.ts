import type { DueEmail, EmailLane } from '../domain/stores/emails.ts';
import { SHARDS, type Page } from '../domain/stores/queries.ts';
import type { Service } from './service.ts';

/** Index rows of one shard that are read at a time. */
const PAGE = 10;

/** Contact mails that are handed out before somebody looks for confirmations again. */
const ROUND = 50;

/**
 * The emails that are to be sent (DESIGN §5.5): confirmations before contact emails, since a therapist waits for them, the
 * oldest first of each. An email that is put off and falls due again is handed out again; one that stays due because
 * nothing could be done about it is not. Reads a page of each shard at a time, however long the queue is.
 *
 * @param mayContact whether contact emails may leave now; asked before each
 */
export async function* mailsToSend(
  { store, clock }: Pick<Service, 'store' | 'clock'>,
  mayContact: () => boolean,
): AsyncGenerator<string> {
  const handedOut = new Set<string>();
  const isNew = ({ emailId, dueAt }: DueEmail) => {
    const before = handedOut.size;
    return handedOut.add(`${emailId} ${dueAt}`).size > before;
  };
  const due = (lane: EmailLane) =>
    oldestFirst((shard, next) => store.dueEmails(lane, shard, { now: clock.now(), limit: PAGE, next }));

  for (;;) {
    const before = handedOut.size;
    for await (const email of due('confirm')) if (isNew(email)) yield email.emailId;
    const roundEnds = handedOut.size + ROUND;
    for await (const email of due('send')) {
      if (!mayContact() || handedOut.size >= roundEnds) break;
      if (isNew(email)) yield email.emailId;
    }
    if (handedOut.size === before) return;
  }
}

/** Merges what the shards of a lane have, each in the order of its due dates. */
async function* oldestFirst(
  read: (shard: number, next?: string) => Promise<Page<DueEmail>>,
): AsyncGenerator<DueEmail> {
  const shards = await Promise.all(
    Array.from({ length: SHARDS }, async (_, shard) => ({ shard, ...(await read(shard)) })),
  );
  for (;;) {
    for (const each of shards) {
      while (each.items.length === 0 && each.next !== undefined) {
        const { items, next } = await read(each.shard, each.next);
        each.items = items;
        if (next === undefined) delete each.next;
        else each.next = next;
      }
    }
    const filled = shards.filter(({ items }) => items.length > 0);
    const first = filled.toSorted((a, b) => (dueAt(a) < dueAt(b) ? -1 : 1)).at(0);
    const oldest = first?.items.shift();
    if (!oldest) return;
    yield oldest;
  }
}

function dueAt({ items: [first] }: Page<DueEmail>): string {
  return first?.dueAt ?? '';
}
