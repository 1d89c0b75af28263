import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { GetCommand, PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  EMAIL_KINDS,
  EMAIL_STATES,
  isContactEmail,
  type Email,
  type Entry,
  type Transition,
} from '../domain/email/email.ts';
import type { WrittenContent } from '../domain/email/written-content.ts';
import type { RenderedEmail } from '../domain/ports.ts';
import type { EmailLane, EmailResponse, Emails } from '../domain/stores/emails.ts';
import type { Instant } from '../domain/time.ts';
import { therapistKey } from './contacts.ts';
import { fromAttributes, putVersioned, toAttributes, toWrite, type Attributes } from './items.ts';
import { known } from './newer-items.ts';
import { queryWork, readTogether } from './queries.ts';
import { shardOf, workKey } from './shards.ts';
import { THERAPIST_INDEX } from './tables.ts';

const compress = promisify(deflate);
const decompress = promisify(inflate);

/**
 * Emails of the table `emails`: a small head that every transition rewrites, and beside it, each as one item, the
 * entries, what a client wrote, the body as sent and the answer (DESIGN §5.4: DynamoDB bills whole items on every update).
 */
export function createEmails(client: DynamoDBDocumentClient, table: string): Emails {
  const key = (emailId: string, part: 'head' | 'entries' | 'content' | 'body' | 'response') => ({
    pk: `email#${emailId}`,
    sk: part,
  });
  const put = (emailId: string, part: 'entries' | 'content' | 'response', fields: Attributes) =>
    toWrite(`${part} of ${emailId}`, {
      Put: { TableName: table, Item: { ...fields, ...key(emailId, part) } },
    });
  const get = async (emailId: string, part: 'content' | 'body' | 'response') => {
    const Key = key(emailId, part);
    return (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
  };

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
      const item = await get(emailId, 'response');
      return item && { corrected: [], ...fromAttributes<Omit<EmailResponse, 'corrected'>>(item) };
    },

    saveResponse: (emailId, response) => put(emailId, 'response', toAttributes(response)),

    async getContent(emailId) {
      const item = await get(emailId, 'content');
      return item && (JSON.parse(String(item['json'])) as WrittenContent);
    },

    // Names of variables are the client's: they are no attributes.
    saveContent: (emailId, content) => put(emailId, 'content', { json: JSON.stringify(content) }),

    async putBody(emailId, body) {
      const deflated = await compress(JSON.stringify(body));
      await client.send(new PutCommand({ TableName: table, Item: { ...key(emailId, 'body'), deflated } }));
    },

    async getBody(emailId) {
      const item = await get(emailId, 'body');
      if (!item) return undefined;
      return JSON.parse((await decompress(item['deflated'] as Uint8Array)).toString()) as RenderedEmail;
    },

    removeText: (emailId, text) =>
      toWrite(`${text} of ${emailId}`, { Delete: { TableName: table, Key: key(emailId, text) } }),

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
  if (email.state === 'queued')
    return { lane: isContactEmail(email.kind) ? 'send' : 'confirm', at: email.notBefore };
  if (email.state === 'sending' && email.leaseUntil) return { lane: 'rescue', at: email.leaseUntil };
  if (email.state === 'unknown' && email.resolveAt) return { lane: 'resolve', at: email.resolveAt };
  return email.followUpAt ? { lane: 'follow_up', at: email.followUpAt } : undefined;
}

function headAttributes(email: Email): Attributes {
  const work = workOf(email);
  return {
    therapist_key: therapistKey(email.therapistId),
    month_key: monthKey(email.createdAt),
    // One string a transition keeps the head under 1 KB, the unit that DynamoDB bills.
    timeline: email.timeline.map(({ state, at, reason }) =>
      [state, at, ...(reason ? [reason] : [])].join(' '),
    ),
    ...(work && { work_key: workKey(work.lane, shardOf(email.id)), work_at: work.at }),
  };
}

/** Partition of the list of all emails: the month of their creation, `2026-11`. */
export function monthKey(createdAt: Instant): string {
  return createdAt.slice(0, 7);
}

/** Key of an email's head. */
export function headKey(emailId: string): { pk: string; sk: string } {
  return { pk: `email#${emailId}`, sk: 'head' };
}

/**
 * A head's item → the email.
 *
 * @throws NewerItem
 */
export function fromHead(item: Attributes): Email {
  const { therapist_key: _therapistKey, month_key: _monthKey, timeline, ...fields } = item;
  const email = { ...fromAttributes<Email>(fields), timeline: (timeline as string[]).map(toTransition) };
  return known(email, `email ${email.id}`, [
    [email.state, EMAIL_STATES],
    [email.kind, EMAIL_KINDS],
  ]);
}

function toTransition(line: string): Transition {
  const [state, at, reason] = line.split(' ');
  return { state, at, ...(reason && { reason }) } as Transition;
}
