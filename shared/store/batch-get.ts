import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Attributes } from './items.ts';

/** DynamoDB takes no more keys in one call. */
const MAX_KEYS = 100;

/**
 * Items by their keys, read strongly. What DynamoDB leaves out of an answer is asked for again.
 *
 * @returns the items in the order of the keys, undefined where there is none
 */
export async function readMany(
  client: DynamoDBDocumentClient,
  table: string,
  keys: { pk: string; sk: string }[],
): Promise<(Attributes | undefined)[]> {
  const found = new Map<string, Attributes>();
  let left: Attributes[] = keys;
  while (left.length > 0) {
    const Keys = left.slice(0, MAX_KEYS);
    const answer = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
    );
    for (const item of answer.Responses?.[table] ?? []) found.set(nameOf(item), item);
    left = [...(answer.UnprocessedKeys?.[table]?.Keys ?? []), ...left.slice(MAX_KEYS)];
  }
  return keys.map((key) => found.get(nameOf(key)));
}

function nameOf({ pk, sk }: Attributes): string {
  return `${String(pk)} ${String(sk)}`;
}
