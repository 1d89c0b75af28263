import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Items that a client's reads of base tables returned; hits of an index are not counted. */
export interface ItemsRead {
  items: number;
}

interface Answer {
  output: { Item?: object; Items?: object[]; Responses?: object[] | Record<string, object[]> };
}

type Next = (args: { input: object }) => Promise<Answer>;

interface Stack {
  add: (middleware: (next: Next) => Next, options: { step: 'build' }) => void;
}

/** Counts what a client reads from now on. */
export function countItemsRead({ middlewareStack }: DynamoDBDocumentClient): ItemsRead {
  const read: ItemsRead = { items: 0 };
  (middlewareStack as unknown as Stack).add(
    (next) => async (args) => {
      const answer = await next(args);
      const { Item, Items = [], Responses = [] } = answer.output;
      if ('IndexName' in args.input) return answer;
      read.items += (Item ? 1 : 0) + Items.length + Object.values(Responses).flat().length;
      return answer;
    },
    { step: 'build' },
  );
  return read;
}
