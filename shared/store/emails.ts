import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { GetCommand, PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Email, Entry, Transition } from '../domain/email/email.ts';
import type { EmailLane, EmailResponse, Emails } from '../domain/stores.ts';
import type { Instant } from '../domain/time.ts';
import { therapistKey } from './contacts.ts';
import { fromAttributes, putVersioned, toAttributes, toWrite, type Attributes } from './items.ts';
import { queryWork, readTogether } from './queries.ts';
import { shardOf, workKey } from './shards.ts';
import { THERAPIST_INDEX } from './tables.ts';

const compress = promisify(deflate);

/**
 * Emails of the table `emails`: a small head that every transition rewrites, the entries as one item beside it, the
 * body as sent as a third, and the answer as a fourth (DESIGN §5.4: DynamoDB bills whole items on every update).
 */
export function createEmails(client: DynamoDBDocumentClient, table: string): Emails {
  const key = (emailId: string, part: 'head' | 'entries' | 'body' | 'response') => ({
    pk: `email#${emailId}`,
    sk: part,
  });
  const put = (emailId: string, part: 'entries' | 'response', fields: Attributes) =>
    toWrite(`${part} of ${emailId}`, {
      Put: { TableName: table, Item: { ...fields, ...key(emailId, part) } },
    });

  return {
    async getEmail(emailId) {
      // A head must never be seen with the entries of another version.
      const keys = [key(emailId, 'head'), key(emailId, 'entries')];
      const [head, entries] = await readTogether(client, table, keys);
      if (!head) return undefined;
      return { email: fromHead(head), entries: fromAttributes<{ list?: Entry[] }>(entries ?? {}).list ?? [] };
    },

    saveEmail(email) {
      return toWrite(
        `email ${email.id}`,
        putVersioned(table, key(email.id, 'head'), email, headAttributes(email)),
      );
    },

    saveEntries: (emailId, entries) => put(emailId, 'entries', toAttributes({ list: entries })),

    async getResponse(emailId) {
      const Key = key(emailId, 'response');
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && fromAttributes<EmailResponse>(Item);
    },

    saveResponse: (emailId, response) => put(emailId, 'response', toAttributes(response)),

    async putBody(emailId, body) {
      const deflated = await compress(JSON.stringify(body));
      await client.send(new PutCommand({ TableName: table, Item: { ...key(emailId, 'body'), deflated } }));
    },

    async dueEmails(lane, shard, query) {
      const page = await queryWork(client, { table, key: workKey(lane, shard), ...query });
      const items = page.items.map((item) => ({ emailId: emailIdOf(item), dueAt: String(item['work_at']) }));
      return { ...page, items };
    },

    async emailsOfTherapist(therapistId, limit) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: THERAPIST_INDEX,
          KeyConditionExpression: 'therapist_key = :therapist',
          ExpressionAttributeValues: { ':therapist': therapistKey(therapistId) },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return (answer.Items ?? []).map(emailIdOf);
    },
  };
}

function emailIdOf(item: Attributes): string {
  return String(item['pk']).slice('email#'.length);
}

/** When and why an email has to be looked at next: one lane at a time, since an email has one state. */
function workOf(email: Email): { lane: EmailLane; at: Instant } | undefined {
  if (email.state === 'queued') return { lane: 'send', at: email.notBefore };
  if (email.state === 'sending' && email.leaseUntil) return { lane: 'rescue', at: email.leaseUntil };
  if (email.state === 'unknown' && email.resolveAt) return { lane: 'resolve', at: email.resolveAt };
  return email.followUpAt ? { lane: 'follow_up', at: email.followUpAt } : undefined;
}

function headAttributes(email: Email): Attributes {
  const work = workOf(email);
  return {
    therapist_key: therapistKey(email.therapistId),
    // One string a transition keeps the head under 1 KB, the unit that DynamoDB bills.
    timeline: email.timeline.map(({ state, at, reason }) =>
      [state, at, ...(reason ? [reason] : [])].join(' '),
    ),
    ...(work && { work_key: workKey(work.lane, shardOf(email.id)), work_at: work.at }),
  };
}

function fromHead(item: Attributes): Email {
  const { therapist_key: _therapistKey, timeline, ...fields } = item;
  return { ...fromAttributes<Email>(fields), timeline: (timeline as string[]).map(toTransition) };
}

function toTransition(line: string): Transition {
  const [state, at, reason] = line.split(' ');
  return { state, at, ...(reason && { reason }) } as Transition;
}
