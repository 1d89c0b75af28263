import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { InboundMail, InboundStatus } from '../domain/inbound/inbound-mail.ts';
import type { InboundMailFilter, InboundMailLists } from '../domain/stores/inbound-mails.ts';
import { readMany } from './batch-get.ts';
import { inboundLane, inboundMailKey, inboundPosition } from './inbound-mails.ts';
import { fromAttributes } from './items.ts';
import { WORK_INDEX } from './tables.ts';

/** How many mails one page may look at, so that a filter which fits few of them does not read all. */
const MOST_EXAMINED = 300;

/** How many are read at a time: mails are large, and a batch of DynamoDB holds 16 MB. */
const CHUNK = 25;

/** Behind every position. */
const LAST = '~';

/**
 * Lists of the mails that arrived: the work index tells the order, the mails themselves are read strongly and checked
 * against the whole filter, since an index may lag (DESIGN §10).
 */
export function createInboundMailLists(client: DynamoDBDocumentClient, table: string): InboundMailLists {
  return {
    async listInboundMails(filter, { limit, next }) {
      const items: InboundMail[] = [];
      let examined = 0;
      let last = next;
      const lanes = filter.statuses.map((status) => mailsOf(client, table, { status, after: next }));
      for await (const { mail, position } of newestFirst(lanes)) {
        if (items.length === limit || examined === MOST_EXAMINED)
          return { items, ...(last !== undefined && { next: last }) };
        if (mail && fits(mail, filter)) items.push(mail);
        examined++;
        last = position;
      }
      return { items };
    },
  };
}

function fits(mail: InboundMail, { kind, therapistId, emailId }: InboundMailFilter): boolean {
  return (
    (kind === undefined || mail.kind === kind) &&
    (therapistId === undefined || mail.therapistId === therapistId) &&
    (emailId === undefined || mail.emailId === emailId)
  );
}

interface Found {
  /** Undefined when the index is behind. */
  mail: InboundMail | undefined;
  position: string;
}

/** Merges lanes, each of which is sorted already. */
async function* newestFirst(lanes: AsyncGenerator<Found, void>[]): AsyncGenerator<Found> {
  const heads = await Promise.all(lanes.map(async (lane) => ({ lane, head: await lane.next() })));
  const positionOf = ({ head }: (typeof heads)[number]) => (head.done ? '' : head.value.position);
  for (;;) {
    const [first] = heads.toSorted((a, b) => (positionOf(a) > positionOf(b) ? -1 : 1));
    if (!first || first.head.done) return;
    yield first.head.value;
    first.head = await first.lane.next();
  }
}

/** Mails of one lane in the order of the index, newest first, a chunk at a time. */
async function* mailsOf(
  client: DynamoDBDocumentClient,
  table: string,
  { status, after = LAST }: { status: InboundStatus; after: string | undefined },
): AsyncGenerator<Found, void> {
  for (let before = after; ;) {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: WORK_INDEX,
        KeyConditionExpression: 'work_key = :lane AND work_at < :before',
        ExpressionAttributeValues: { ':lane': inboundLane(status), ':before': before },
        ScanIndexForward: false,
        Limit: CHUNK,
      }),
    );
    const positions = Items.map((item) => String(item['work_at']));
    const keys = positions.map((position) => inboundMailKey(idOf(position)));
    for (const [index, item] of (await readMany(client, table, keys)).entries()) {
      const mail = item && fromAttributes<InboundMail>(item);
      const position = positions[index] ?? '';
      const isThere = mail?.status === status && inboundPosition(mail) === position;
      yield { mail: isThere ? mail : undefined, position };
    }
    if (positions.length < CHUNK) return;
    before = positions.at(-1) ?? before;
  }
}

function idOf(position: string): string {
  return position.slice(position.indexOf(' ') + 1);
}
