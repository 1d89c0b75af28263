import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../domain/ports.ts';
import type { CommitResult, UnitOfWork } from '../domain/stores/unit-of-work.ts';
import { fromWrite, type StoredWrite, type TransactItem } from './items.ts';

/** DynamoDB refuses more items in one transaction. */
export const MAX_TRANSACTION_ITEMS = 100;

const COLLISION_ATTEMPTS = 6;
const COLLISION_WAIT_MS = 25;

/**
 * The unit of work on DynamoDB: one TransactWriteItems, or the plain conditional write when there is only one (half
 * the price). Collisions (`TransactionConflict`, throttling of an item) are tried again with full jitter; the SDK's
 * own retries carry one request token, so that an answer that got lost does not apply a transaction twice.
 */
export function createUnitOfWork(client: DynamoDBDocumentClient, clock: Clock): UnitOfWork {
  return {
    async commit(writes) {
      const stored = writes.map(fromWrite);
      if (stored.length > MAX_TRANSACTION_ITEMS)
        throw new RangeError(`a transaction of ${stored.length} items is not legal`);
      const [first, ...others] = stored;
      if (!first) return { ok: true };
      const apply = () => (others.length === 0 ? commitOne(client, first) : commitAll(client, stored));
      for (let attempt = 1; ; attempt++) {
        const result = await apply();
        if (result !== 'collision') return result;
        if (attempt === COLLISION_ATTEMPTS) return { ok: false, conflicts: ['collision'] };
        await clock.sleep(Math.random() * COLLISION_WAIT_MS * 2 ** attempt);
      }
    },
  };
}

async function commitAll(
  client: DynamoDBDocumentClient,
  writes: StoredWrite[],
): Promise<CommitResult | 'collision'> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: writes.map(({ item }) => item) }));
    return { ok: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
    const conflicts = writes
      .filter((_, index) => codes[index] === 'ConditionalCheckFailed')
      .map(({ label }) => label);
    if (conflicts.length > 0) return { ok: false, conflicts };
    if (codes.every((code) => PASSING.has(code))) return 'collision';
    throw error;
  }
}

/** Reasons that say nothing about the items' content: another try may succeed. */
const PASSING = new Set(['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

async function commitOne(
  client: DynamoDBDocumentClient,
  write: StoredWrite,
): Promise<CommitResult | 'collision'> {
  try {
    await sendOne(client, write.item);
    return { ok: true };
  } catch (error) {
    if (error instanceof TransactionConflictException) return 'collision';
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException')
      return { ok: false, conflicts: [write.label] };
    throw error;
  }
}

async function sendOne(client: DynamoDBDocumentClient, item: TransactItem): Promise<void> {
  if (item.Put) await client.send(new PutCommand(item.Put));
  else if (item.Delete) await client.send(new DeleteCommand(item.Delete));
  else if (item.Update) await client.send(new UpdateCommand(item.Update));
}
