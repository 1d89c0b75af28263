import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newContact, newMailbox, type Contact, type Mailbox } from '../domain/contact/contact.ts';
import { newPhone, type Phone } from '../domain/contact/phone.ts';
import type { Contacts, PoolChange } from '../domain/stores/contacts.ts';
import type { Instant } from '../domain/time.ts';
import {
  fromAttributes,
  putVersioned,
  toAttributes,
  toWrite,
  updateClauses,
  versionCondition,
  type Attributes,
} from './items.ts';
import { queryWork } from './queries.ts';
import { shardOf, workKey } from './shards.ts';

const DUE_LANE = 'due';

/** Key of everything that stands under one therapist. */
export function therapistKey(therapistId: number): string {
  return `therapist#${therapistId}`;
}

/**
 * Contact items, mailboxes and phone numbers of the table `contacts`. A contact has two parts: its versioned part, written only on
 * the version that was read, and its pool part (`pool_version` and the due key), which ingest raises without reading.
 */
export function createContacts(client: DynamoDBDocumentClient, table: string): Contacts {
  const contactKey = (therapistId: number) => ({ pk: therapistKey(therapistId), sk: 'contact' });
  const phoneKey = (key: string) => ({ pk: `phone#${key}`, sk: 'phone' });
  const read = async (Key: { pk: string; sk: string }) =>
    (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  return {
    async getContact(therapistId) {
      const item = await read(contactKey(therapistId));
      if (!item) return newContact(therapistId);
      const dueAt = item['work_at'] as Instant | undefined;
      return {
        ...newContact(therapistId),
        ...fromAttributes<Partial<Contact>>(item),
        ...(dueAt !== undefined && { dueAt }),
      };
    },

    saveContact(contact, pool) {
      const { set, remove, names, values } = updateClauses({
        ...versionedPart(contact),
        ...duePart(contact.therapistId, pool),
      });
      if (pool?.kind === 'grown') set.push('pool_version = if_not_exists(pool_version, :zero) + :one');
      const condition = versionCondition(contact.version);
      const guardsPool = pool?.kind === 'due';
      return toWrite(`contact ${contact.therapistId}`, {
        Update: {
          TableName: table,
          Key: contactKey(contact.therapistId),
          UpdateExpression: `SET ${set.join(', ')}${remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : ''}`,
          ConditionExpression: [condition.ConditionExpression, ...(guardsPool ? [POOL_AS_READ] : [])].join(
            ' AND ',
          ),
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: {
            ...values,
            ...condition.ExpressionAttributeValues,
            ...(pool?.kind === 'grown' && { ':zero': 0, ':one': 1 }),
            ...(guardsPool && { ':pool_as_read': pool.poolVersion, ':none': 0 }),
          },
        },
      });
    },

    growPool(therapistId, dueAt) {
      return toWrite(`pool of ${therapistId}`, {
        Update: {
          TableName: table,
          Key: contactKey(therapistId),
          UpdateExpression:
            'SET therapist_id = :id, pool_version = if_not_exists(pool_version, :zero) + :one, ' +
            'work_key = if_not_exists(work_key, :key), work_at = if_not_exists(work_at, :due)',
          ExpressionAttributeValues: {
            ':id': therapistId,
            ':zero': 0,
            ':one': 1,
            ':key': workKey(DUE_LANE, shardOf(therapistId)),
            ':due': dueAt,
          },
        },
      });
    },

    async dueTherapists(shard, now, limit, next) {
      const page = await queryWork(client, { table, key: workKey(DUE_LANE, shard), now, limit, next });
      return {
        ...page,
        items: page.items.map((item) => Number(String(item['pk']).slice('therapist#'.length))),
      };
    },

    async getMailbox(key) {
      const item = await read(mailboxKey(key));
      return item ? fromAttributes<Mailbox>(item) : newMailbox(key);
    },

    saveMailbox(mailbox) {
      const write = putVersioned(table, mailboxKey(mailbox.key), mailbox, listed(mailbox));
      return toWrite(`mailbox ${mailbox.key}`, write);
    },

    async getPhone(key) {
      const item = await read(phoneKey(key));
      return item ? fromAttributes<Phone>(item) : newPhone(key);
    },

    savePhone: (phone) => toWrite(`phone ${phone.key}`, putVersioned(table, phoneKey(phone.key), phone)),
  };
}

/** Key of a mailbox. */
export function mailboxKey(key: string): { pk: string; sk: string } {
  return { pk: `mailbox#${key}`, sk: 'mailbox' };
}

/**
 * The lane of all suppressed mailboxes, in one partition of the work index: they are few, seldom written, and read as one
 * list.
 */
export const SUPPRESSED_LANE = 'suppressed';

/** Where a suppressed mailbox stands in its list: the instant, then its key, so that no two have one place. */
export function suppressedPosition({ key, suppressed }: Mailbox): string | undefined {
  return suppressed && `${suppressed.at} ${key}`;
}

function listed(mailbox: Mailbox): Attributes {
  const position = suppressedPosition(mailbox);
  return position === undefined ? {} : { work_key: SUPPRESSED_LANE, work_at: position };
}

/** The pool is as the batch read it; an absent version counts as 0. */
const POOL_AS_READ =
  '(pool_version = :pool_as_read OR (attribute_not_exists(pool_version) AND :pool_as_read = :none))';

/** Optional attributes: an update removes those that the contact no longer has. */
const ABSENT: Attributes = {
  blocked_at: undefined,
  last_block: undefined,
  objected_at: undefined,
  objection_source: undefined,
  erased_at: undefined,
  cooling_until: undefined,
  contacted_at: undefined,
};

function versionedPart(contact: Contact): Attributes {
  const { dueAt: _dueAt, poolVersion: _poolVersion, ...versioned } = contact;
  return { ...ABSENT, ...toAttributes(versioned), version: contact.version + 1 };
}

function duePart(therapistId: number, pool: PoolChange | undefined): Attributes {
  if (!pool) return {};
  if (pool.dueAt === undefined) return { work_key: undefined, work_at: undefined };
  return { work_key: workKey(DUE_LANE, shardOf(therapistId)), work_at: pool.dueAt };
}
