import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { InboundMail } from '../domain/inbound/inbound-mail.ts';
import type { InboundMailFilter, InboundMailLists } from '../domain/stores.ts';
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
      for await (const { mail, position } of mailsOf(client, table, { filter, after: next })) {
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

function fits(mail: InboundMail, { status, kind, therapistId, emailId }: InboundMailFilter): boolean {
  return (
    mail.status === status &&
    (kind === undefined || mail.kind === kind) &&
    (therapistId === undefined || mail.therapistId === therapistId) &&
    (emailId === undefined || mail.emailId === emailId)
  );
}

/** Mails in the order of the index, newest first, a chunk at a time. */
async function* mailsOf(
  client: DynamoDBDocumentClient,
  table: string,
  { filter, after = LAST }: { filter: InboundMailFilter; after: string | undefined },
): AsyncGenerator<{ mail: InboundMail | undefined; position: string }> {
  for (let before = after; ;) {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: WORK_INDEX,
        KeyConditionExpression: 'work_key = :lane AND work_at < :before',
        ExpressionAttributeValues: { ':lane': inboundLane(filter.status), ':before': before },
        ScanIndexForward: false,
        Limit: CHUNK,
      }),
    );
    const positions = Items.map((item) => String(item['work_at']));
    const keys = positions.map((position) => inboundMailKey(idOf(position)));
    for (const [index, item] of (await readMany(client, table, keys)).entries()) {
      const mail = item && fromAttributes<InboundMail>(item);
      const position = positions[index] ?? '';
      yield { mail: mail && inboundPosition(mail) === position ? mail : undefined, position };
    }
    if (positions.length < CHUNK) return;
    before = positions.at(-1) ?? before;
  }
}

function idOf(position: string): string {
  return position.slice(position.indexOf(' ') + 1);
}
