import { GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { InboundMail, InboundStatus } from '../domain/inbound/inbound-mail.ts';
import type { InboundMails } from '../domain/stores/inbound-mails.ts';
import type { Page } from '../domain/stores/queries.ts';
import { fromAttributes, putVersioned, toWrite } from './items.ts';
import { decodePosition, encodePosition } from './queries.ts';

/**
 * Mails that arrived, in the table `runtime`; their bytes lie in the bucket. All stand in the work index, in a lane for
 * each status, and by an item each under the email and the therapist to whom they belong.
 */
export function createInboundMails(client: DynamoDBDocumentClient, table: string): InboundMails {
  const listed = (mail: Pick<InboundMail, 'id'>, owner: string) => ({ pk: owner, sk: `${LISTED}${mail.id}` });

  const idsUnder = async (owner: string, limit: number, next?: string): Promise<Page<string>> => {
    const answer = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :listed)',
        ExpressionAttributeValues: { ':pk': owner, ':listed': LISTED },
        Limit: limit,
        ...decodePosition(next),
      }),
    );
    const items = (answer.Items ?? []).map((item) => String(item['sk']).slice(LISTED.length));
    return { items, ...encodePosition(answer.LastEvaluatedKey) };
  };

  return {
    async getInboundMail(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: inboundMailKey(id), ConsistentRead: true }),
      );
      return Item ? fromAttributes<InboundMail>(Item) : undefined;
    },

    saveInboundMail(mail) {
      const lane = { work_key: inboundLane(mail.status), work_at: inboundPosition(mail) };
      return [
        toWrite(`inbound mail ${mail.id}`, putVersioned(table, inboundMailKey(mail.id), mail, lane)),
        ...ownersOf(mail).map((owner) =>
          toWrite(`inbound mail ${mail.id} of ${owner}`, {
            Put: { TableName: table, Item: listed(mail, owner) },
          }),
        ),
      ];
    },

    removeInboundMail: (mail) => [
      toWrite(`inbound mail ${mail.id}`, { Delete: { TableName: table, Key: inboundMailKey(mail.id) } }),
      ...ownersOf(mail).map((owner) =>
        toWrite(`inbound mail ${mail.id} of ${owner}`, {
          Delete: { TableName: table, Key: listed(mail, owner) },
        }),
      ),
    ],

    inboundMailsOfEmail: (emailId, limit, next) => idsUnder(emailOwner(emailId), limit, next),
    inboundMailsOfTherapist: (therapistId, limit, next) => idsUnder(therapistOwner(therapistId), limit, next),
  };
}

const LISTED = 'inbound#';

const emailOwner = (emailId: string) => `inbound-of-email#${emailId}`;
const therapistOwner = (therapistId: number) => `inbound-of-therapist#${therapistId}`;

function ownersOf({ emailId, therapistId }: Pick<InboundMail, 'emailId' | 'therapistId'>): string[] {
  return [
    ...(emailId === undefined ? [] : [emailOwner(emailId)]),
    ...(therapistId === undefined ? [] : [therapistOwner(therapistId)]),
  ];
}

export function inboundMailKey(id: string): { pk: string; sk: string } {
  return { pk: `inbound#${id}`, sk: 'mail' };
}

/** The lane of all mails of one status, in one partition of the work index: a few a minute at most. */
export function inboundLane(status: InboundStatus): string {
  return `inbound-${status}`;
}

/** Where a mail stands in its lane: the time of receipt, then its id, so that no two have one place. */
export function inboundPosition({ id, receivedAt }: Pick<InboundMail, 'id' | 'receivedAt'>): string {
  return `${receivedAt} ${id}`;
}
