import { describe, expect, it } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { readMany } from '../../../shared/store/batch-get.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
const keyOf = (n: number) => ({ pk: `email#${n}`, sk: 'head' });
const keys = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => keyOf(from + index));
const asked = (mock: ReturnType<typeof mockClient>) =>
  mock
    .commandCalls(BatchGetCommand)
    .map(({ args: [{ input }] }) => input.RequestItems?.['emails']?.Keys?.length);

describe('reading many items', () => {
  it('asks again for what was left out, and keeps the order of the keys', async () => {
    const mock = mockClient(client);
    mock
      .on(BatchGetCommand)
      .resolvesOnce({
        Responses: { emails: [{ ...keyOf(2), n: 2 }] },
        UnprocessedKeys: { emails: { Keys: [keyOf(0), keyOf(1)] } },
      })
      .resolves({ Responses: { emails: [{ ...keyOf(0), n: 0 }] } });
    const items = await readMany(client, 'emails', keys(0, 3));
    expect(items.map((item) => item?.['n'])).toEqual([0, undefined, 2]);
    expect(asked(mock)).toEqual([3, 2]);
  });

  it('asks strongly, for no more than 100 at a time, and not at all for nothing', async () => {
    const mock = mockClient(client);
    mock.on(BatchGetCommand).resolves({});
    expect(await readMany(client, 'emails', keys(0, 230))).toHaveLength(230);
    expect(asked(mock)).toEqual([100, 100, 30]);
    const [first] = mock.commandCalls(BatchGetCommand);
    expect(first?.args[0].input.RequestItems?.['emails']?.ConsistentRead).toBe(true);
    mock.resetHistory();
    expect(await readMany(client, 'emails', [])).toEqual([]);
    expect(asked(mock)).toEqual([]);
  });
});
