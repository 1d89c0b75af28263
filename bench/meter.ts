import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What was asked of DynamoDB, in the units that it bills. */
export interface Usage {
  /** Calls whose price DynamoDB told. */
  calls: number;
  /** Items looked at: what queries and scans went through, and every key asked for, whether it was there or not. */
  itemsRead: number;
  readUnits: number;
  writeUnits: number;
  /**
   * Calls that left this process without a price: refused writes (billed all the same), calls that the SDK repeated,
   * and those of a client that is not watched. Anything but 0 makes the other figures too low.
   */
  unpriced: number;
}

export interface Meter {
  /** Meters everything that a client does from now on; returns the client. */
  watch(client: DynamoDBDocumentClient): DynamoDBDocumentClient;
  /** What the watched clients do while `work` is under way. One work at a time. */
  during(work: () => Promise<unknown>): Promise<Usage>;
}

/** A meter on the clients' own answers (`ReturnConsumedCapacity`), checked against the requests that leave the process. */
export function createMeter(): Meter {
  let usage = nothing();
  const watched: Watched = (next, context) => async (args) => {
    const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
    const result = await next({ ...args, input });
    note(usage, context.commandName, { ...input, ...result.output });
    return result;
  };

  return {
    watch(client) {
      (client.middlewareStack as unknown as Stack).add(watched, { step: 'initialize', name: 'meter' });
      return client;
    },

    async during(work) {
      usage = nothing();
      let sent = 0;
      const onRequest = (message: unknown) => {
        if (isDynamoDbCall((message as { request: ClientRequest }).request)) sent++;
      };
      subscribe(REQUEST_STARTS, onRequest);
      try {
        await work();
      } finally {
        unsubscribe(REQUEST_STARTS, onRequest);
      }
      return { ...usage, unpriced: sent - usage.calls };
    },
  };
}

/** Node tells of every request of the process here, whoever makes it (Node.js, `diagnostics_channel`). */
const REQUEST_STARTS = 'http.client.request.start';

/** Streams are another service with another price. */
function isDynamoDbCall(request: ClientRequest): boolean {
  return String(request.getHeader('x-amz-target')).startsWith('DynamoDB_20120810.');
}

function nothing(): Usage {
  return { calls: 0, itemsRead: 0, readUnits: 0, writeUnits: 0, unpriced: 0 };
}

function note(usage: Usage, command: string, call: Call): void {
  if (!call.ConsumedCapacity) return;
  const units = [call.ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  usage.calls++;
  if (WRITES.test(command)) {
    usage.writeUnits += units;
  } else {
    usage.readUnits += units;
    usage.itemsRead += itemsReadBy(call);
  }
}

const WRITES = /^(Put|Update|Delete|BatchWrite|TransactWrite)Item/;

function itemsReadBy({ ScannedCount, TransactItems, RequestItems, UnprocessedKeys }: Call): number {
  if (ScannedCount !== undefined) return ScannedCount;
  if (TransactItems) return TransactItems.length;
  return RequestItems ? countKeys(RequestItems) - countKeys(UnprocessedKeys ?? {}) : 1;
}

function countKeys(tables: Tables): number {
  return Object.values(tables).reduce((sum, { Keys }) => sum + Keys.length, 0);
}

type Tables = Record<string, { Keys: object[] }>;

/** A call's input and answer, as far as the meter looks at them. */
interface Call {
  ConsumedCapacity?: { CapacityUnits?: number } | { CapacityUnits?: number }[];
  ScannedCount?: number;
  TransactItems?: object[];
  RequestItems?: Tables;
  UnprocessedKeys?: Tables;
}

type Next = (args: { input: object }) => Promise<{ output: Call }>;
type Watched = (next: Next, context: { commandName: string }) => Next;

interface Stack {
  add: (middleware: Watched, options: { step: 'initialize'; name: string }) => void;
}
