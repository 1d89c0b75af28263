import { DeleteCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Leases } from '../domain/stores/leases.ts';

/**
 * Leases of the table `runtime`: who may do something alone, until when. They keep workers out of each other's way;
 * what must never happen twice is guarded by its own conditional write.
 */
export function createLeases(client: DynamoDBDocumentClient, table: string): Leases {
  const key = (name: string) => ({ pk: `lease#${name}`, sk: 'lease' });
  return {
    acquire: (name, owner, now, until) =>
      applied(() =>
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...key(name), owner, until },
            ConditionExpression: 'attribute_not_exists(pk) OR #owner = :owner OR #until <= :now',
            ExpressionAttributeNames: { '#owner': 'owner', '#until': 'until' },
            ExpressionAttributeValues: { ':owner': owner, ':now': now },
          }),
        ),
      ),

    async release(name, owner) {
      await applied(() =>
        client.send(
          new DeleteCommand({
            TableName: table,
            Key: key(name),
            ConditionExpression: '#owner = :owner',
            ExpressionAttributeNames: { '#owner': 'owner' },
            ExpressionAttributeValues: { ':owner': owner },
          }),
        ),
      );
    },
  };
}

/** Whether a conditional write was applied. */
export async function applied(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
