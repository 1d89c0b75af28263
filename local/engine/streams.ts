import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StreamSource } from '../template/service-template.ts';
import { matchesPattern } from './event-pattern.ts';
import type { Invoke } from './functions.ts';

/** Reads the streams of the tables for the functions that they wake. */
export interface StreamPoller {
  /**
   * Hands over what the streams brought since the last time, and drops it whatever comes of it: streams only wake.
   *
   * @returns whether they brought anything
   */
  poll(): Promise<boolean>;
}

/** Starts reading at the streams' present ends. */
export async function openStreams(parts: {
  client: DynamoDBDocumentClient;
  streams: DynamoDBStreamsClient;
  sources: StreamSource[];
  invoke: Invoke;
}): Promise<StreamPoller> {
  const { client, streams, sources, invoke } = parts;
  const ends = await Promise.all(sources.map(({ table }) => findEnd(client, streams, table)));

  async function pollSource(source: StreamSource, index: number): Promise<boolean> {
    const { Records: records = [], NextShardIterator } = await streams.send(
      new GetRecordsCommand({ ShardIterator: ends[index] }),
    );
    ends[index] = NextShardIterator;
    const wanted = records.filter((record) => isWanted(record, source.patterns));
    if (wanted.length > 0) await invoke(source.functionName, { Records: wanted });
    return wanted.length > 0;
  }

  return {
    async poll() {
      const brought = await Promise.all(sources.map(pollSource));
      return brought.includes(true);
    },
  };
}

function isWanted(record: _Record, patterns: object[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, record));
}

async function findEnd(
  client: DynamoDBDocumentClient,
  streams: DynamoDBStreamsClient,
  table: string,
): Promise<string | undefined> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.at(-1)?.ShardId;
  const request = { StreamArn, ShardId, ShardIteratorType: 'LATEST' as const };
  return (await streams.send(new GetShardIteratorCommand(request))).ShardIterator;
}
