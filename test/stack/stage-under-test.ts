import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { Kafka, logLevel } from 'kafkajs';
import { TOPICS_IN } from '../../infra/constructs/kafka.ts';
import { dumpTables, type Item } from '../../local/dump.ts';
import type { StageSettings } from '../../local/stack/cdk.ts';
import { findLocalStack } from '../../local/stack/localstack.ts';
import { forgetMails } from '../../local/stack/mails.ts';
import { findStage, type DeployedStage } from '../../local/stack/stage.ts';
import { COMMUNICATION_TOPIC } from '../../shared/contracts/events/communication-event.ts';
import type { TableName } from '../../shared/store/tables.ts';

const startedAt = performance.now();

/** Tells whoever waits what goes on, and since when. */
export function say(line: string): void {
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stderr.write(`${String(seconds).padStart(4)} s  ${line}\n`);
}

/** Settings of a stage beside a broker whose records somebody outside carries. */
export function onBroker(address: string): StageSettings {
  return { KAFKA_BROKERS: address, TOPIC_POLLER: 'outside' };
}

/** The broker that a stage speaks to. */
export function brokerOf({ config }: DeployedStage): string {
  return config.KAFKA_BROKERS ?? '';
}

/**
 * The stage that `setup.ts` deployed, as if it had just been: nothing in its tables, its mailbox and its topics, and its
 * clock as the machine's.
 */
export async function emptyStage(): Promise<DeployedStage> {
  const stage = await findStage(await findLocalStack());
  for (const [table, items] of Object.entries(await dumpTables(stage.client, stage.tables)))
    await deleteItems(stage, table as TableName, items);
  await forgetMails(stage.local);
  await emptyTopics(stage);
  return stage;
}

/** More are refused in one call. */
const DELETES = 25;

async function deleteItems({ client, tables }: DeployedStage, table: TableName, items: Item[]) {
  for (let first = 0; first < items.length; first += DELETES) {
    const requests = items
      .slice(first, first + DELETES)
      .map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [tables[table]]: requests } }));
  }
}

async function emptyTopics(stage: DeployedStage): Promise<void> {
  const admin = new Kafka({ brokers: [brokerOf(stage)], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  for (const topic of [...TOPICS_IN, COMMUNICATION_TOPIC]) {
    const offsets = await admin.fetchTopicOffsets(topic);
    const partitions = offsets
      .filter(({ low, high }) => low !== high)
      .map(({ partition, high }) => ({ partition, offset: high }));
    if (partitions.length > 0) await admin.deleteTopicRecords({ topic, partitions });
  }
  await admin.disconnect();
}
