import type { Context } from 'aws-lambda';
import { encodeEvent } from '../../shared/contracts/events/communication-event.ts';
import type { OutboxEvent } from '../../shared/domain/events.ts';
import { SHARDS } from '../../shared/domain/stores/queries.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { describeError } from '../../shared/platform/logger.ts';
import { startRuntime, type Runtime } from '../../shared/platform/runtime.ts';
import { createLeases } from '../../shared/store/leases.ts';
import { createOutbox } from '../../shared/store/outbox.ts';
import { measureOutbox } from '../../shared/use-cases/measure-outbox.ts';
import { relayOutbox } from '../../shared/use-cases/relay-outbox.ts';
import { createPublisher } from '../wiring/publisher.ts';

const ALL_SHARDS = Array.from({ length: SHARDS }, (_, shard) => shard);

/**
 * Publishes what the outbox holds. The table's stream only wakes it, so that it always succeeds then; the schedule of
 * every minute is the guarantee, and its failures count for the alarm; it also measures what is left.
 */
export function build(runtime: Runtime) {
  const { config, clock, logger, metrics, aws } = runtime;
  const client = aws.dynamoDb();
  const outbox = createOutbox(client, config.OUTBOX_TABLE);
  const leases = createLeases(client, config.RUNTIME_TABLE);
  const publisher = createPublisher(runtime);
  const isPublishable = (event: OutboxEvent) => encodeEvent(event) !== undefined;

  return async (event: object, context: Context): Promise<void> => {
    const relay = {
      outbox,
      leases,
      publisher,
      clock,
      metrics,
      owner: context.awsRequestId,
      remainingMs: () => context.getRemainingTimeInMillis(),
    };
    try {
      logger.info('outbox relayed', { ...(await relayOutbox(relay, ALL_SHARDS)) });
    } catch (error) {
      if (!('Records' in event)) throw error;
      logger.error('outbox not relayed', { error: describeError(error) });
    }
    if (!('Records' in event)) await measureOutbox({ outbox, isPublishable, clock, metrics });
  };
}

export const handler = toLambda(startRuntime, build);
