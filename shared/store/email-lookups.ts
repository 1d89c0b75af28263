import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { conversationOf, referenceOf } from '../domain/email/reference.ts';
import type { EmailLookups } from '../domain/stores/emails.ts';
import { readMany } from './batch-get.ts';
import { toWrite } from './items.ts';

/** More therapists than share any mailbox. */
const MAX_THERAPISTS = 50;

/**
 * What leads from an answer back to its email, as small items of the table `emails`: SES's id, the reference of the
 * conversation, and whom a mailbox belongs to. They hold ids and pseudonyms alone.
 */
export function createEmailLookups(client: DynamoDBDocumentClient, table: string): EmailLookups {
  const emailsAt = async (keys: { pk: string; sk: string }[]) =>
    (await readMany(client, table, keys)).flatMap((item) => (item ? String(item['email_id']) : []));

  return {
    saveLookups: (email) => [
      ...pathsTo(email).map((key) =>
        toWrite(`lookup ${key.pk}`, { Put: { TableName: table, Item: { ...key, email_id: email.id } } }),
      ),
      toWrite(`lookup of the mailbox of ${email.id}`, {
        Put: { TableName: table, Item: mailboxOf(email) },
      }),
    ],

    removeLookups: (email) =>
      [...pathsTo(email), mailboxOf(email)].map((Key) =>
        toWrite(`lookup ${Key.pk} ${Key.sk}`, { Delete: { TableName: table, Key } }),
      ),

    emailsByMessageId: (sesMessageIds) => emailsAt(sesMessageIds.map(messageKey)),
    emailsByReference: (references) => emailsAt(references.map(referenceKey)),

    async therapistsOfMailbox(mailboxKey) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :mailbox',
          ExpressionAttributeValues: { ':mailbox': `mailbox#${mailboxKey}` },
          Limit: MAX_THERAPISTS,
        }),
      );
      return Items.map(({ sk }) => Number(String(sk).slice('therapist#'.length)));
    },
  };
}

type Findable = Parameters<EmailLookups['saveLookups']>[0];

const messageKey = (sesMessageId: string) => ({ pk: `message#${sesMessageId}`, sk: 'lookup' });
const referenceKey = (reference: string) => ({ pk: `reference#${reference}`, sk: 'lookup' });

function pathsTo(email: Findable): { pk: string; sk: string }[] {
  const { sesMessageId } = email;
  return [
    ...(sesMessageId === undefined ? [] : [messageKey(sesMessageId)]),
    referenceKey(referenceOf(conversationOf(email))),
  ];
}

function mailboxOf({ recipient, therapistId }: Findable): { pk: string; sk: string } {
  return { pk: `mailbox#${recipient.mailboxKey}`, sk: `therapist#${therapistId}` };
}
