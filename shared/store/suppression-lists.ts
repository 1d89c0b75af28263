import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Mailbox } from '../domain/contact/contact.ts';
import { isSuppressed, type SuppressedMailbox } from '../domain/contact/suppression.ts';
import type { SuppressionFilter, SuppressionLists } from '../domain/stores/contacts.ts';
import { readMany } from './batch-get.ts';
import { mailboxKey, SUPPRESSED_LANE, suppressedPosition } from './contacts.ts';
import { fromAttributes } from './items.ts';
import { WORK_INDEX } from './tables.ts';

/** How many mailboxes one page may look at, so that a filter which fits few of them does not read all. */
const MOST_EXAMINED = 300;

/** How many are read at a time when not all of them will fit the filter. */
const CHUNK = 100;

/** Behind every position. */
const LAST = '~';

/**
 * Lists of the suppressed mailboxes of the table `contacts`: the work index tells the order, the mailboxes themselves are
 * read strongly and checked against the whole filter, since an index may lag (DESIGN §10).
 */
export function createSuppressionLists(client: DynamoDBDocumentClient, table: string): SuppressionLists {
  return {
    async listSuppressions(filter, { now, limit, next }) {
      const chunk = Object.values(filter).some((part) => part !== undefined) ? CHUNK : limit + 1;
      const items: SuppressedMailbox[] = [];
      let examined = 0;
      let last = next;
      for await (const { mailbox, position } of mailboxesOf(client, table, { chunk, after: next })) {
        if (items.length === limit || examined === MOST_EXAMINED)
          return { items, ...(last !== undefined && { next: last }) };
        const isThere = mailbox && suppressedPosition(mailbox) === position && isSuppressed(mailbox, now);
        if (isThere && fits(mailbox, filter)) items.push(mailbox);
        examined++;
        last = position;
      }
      return { items };
    },
  };
}

function fits({ suppressed }: SuppressedMailbox, { reason, source }: SuppressionFilter): boolean {
  return (
    (reason === undefined || suppressed.reason === reason) &&
    (source === undefined || suppressed.source === source)
  );
}

/** Mailboxes in the order of the index, newest suppression first, a chunk at a time. */
async function* mailboxesOf(
  client: DynamoDBDocumentClient,
  table: string,
  { chunk, after = LAST }: { chunk: number; after: string | undefined },
): AsyncGenerator<{ mailbox: Mailbox | undefined; position: string }> {
  for (let before = after; ;) {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: WORK_INDEX,
        KeyConditionExpression: 'work_key = :lane AND work_at < :before',
        ExpressionAttributeValues: { ':lane': SUPPRESSED_LANE, ':before': before },
        ScanIndexForward: false,
        Limit: chunk,
      }),
    );
    const positions = Items.map((item) => String(item['work_at']));
    const mailboxes = await readMany(
      client,
      table,
      positions.map((position) => mailboxKey(keyOf(position))),
    );
    for (const [index, position] of positions.entries()) {
      const item = mailboxes[index];
      yield { mailbox: item && fromAttributes<Mailbox>(item), position };
    }
    if (positions.length < chunk) return;
    before = positions.at(-1) ?? before;
  }
}

function keyOf(position: string): string {
  return position.slice(position.indexOf(' ') + 1);
}
