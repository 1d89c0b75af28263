import type { Context } from 'aws-lambda';
import { recordsOf } from '../../shared/contracts/events/transport.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { describeError } from '../../shared/platform/logger.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { ingestRecords } from '../../shared/use-cases/ingest-records.ts';
import { createIngest } from '../wiring/ingest.ts';

/** What Lambda's poller understands in provisioned mode: the first failed offset of each partition. */
interface BatchAnswer {
  batchItemFailures: { itemIdentifier: { partition: string; offset: number } }[];
}

/**
 * Matching, therapist and patient events, from Kafka or from an EventBridge rule. Where partial answers are not
 * understood (or there is no partition to name) a failure has to throw, or its records would be lost.
 */
export function build(runtime: KeyedRuntime) {
  const { config, logger } = runtime;
  const ingest = createIngest(runtime);

  return async (event: unknown, _context: Context): Promise<BatchAnswer> => {
    const failures = await ingestRecords(ingest, recordsOf(event));
    for (const { record, error } of failures) {
      logger.error('record failed', { ...record.itemIdentifier, error: describeError(error) });
    }
    const identified = failures.flatMap(({ record }) => record.itemIdentifier ?? []);
    if (failures.length > 0 && (!config.KAFKA_PARTIAL_BATCHES || identified.length < failures.length)) {
      throw new Error(`${failures.length} partitions have a record that must come again`);
    }
    return { batchItemFailures: identified.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

export const handler = toLambda(startKeyedRuntime, build);
