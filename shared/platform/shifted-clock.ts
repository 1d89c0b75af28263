import type { SESClient } from '@aws-sdk/client-ses';
import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../domain/ports.ts';
import { plus } from '../domain/time.ts';
import { systemClock } from './clock.ts';

/** The item of the table `runtime` that says how far the clock of the stage `local` runs ahead, in milliseconds. */
const CLOCK_KEY = { pk: 'clock', sk: 'clock' };

/** A clock that runs ahead of the machine's, as far as it was told at its last refresh; sleeping takes real time. */
export interface ShiftedClock extends Clock {
  /** Reads, strongly consistent, how far that is. Rejects when the table cannot be read. */
  refresh(): Promise<void>;
  /** Milliseconds ahead of the machine. */
  aheadMs(): number;
}

/**
 * The clock that all functions of a deployed stage `local` share, so that weeks pass there within minutes.
 *
 * @param table full name of the table with the clock's item
 */
export function createShiftedClock(client: DynamoDBDocumentClient, table: string): ShiftedClock {
  let ahead = 0;
  return {
    now: () => plus(systemClock.now(), ahead),
    sleep: systemClock.sleep,
    async refresh() {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: CLOCK_KEY, ConsistentRead: true }),
      );
      ahead = Number(Item?.['ahead_ms'] ?? 0);
    },
    aheadMs: () => ahead,
  };
}

/** Moves that clock ahead by `ms`, from each function's next invocation on. */
export async function moveClock(client: DynamoDBDocumentClient, table: string, ms: number): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: table,
      Key: CLOCK_KEY,
      UpdateExpression: 'ADD ahead_ms :ms',
      ExpressionAttributeValues: { ':ms': ms },
    }),
  );
}

/**
 * Lets a stand-in for SES live in the time of the clock: SES dates its answers, and a mailer that finds itself far from
 * that date sends nothing (DESIGN §3).
 */
export function shiftAnswerDates(ses: SESClient, { aheadMs }: Pick<ShiftedClock, 'aheadMs'>): SESClient {
  ses.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers } = result.response as { headers: Record<string, string> };
      const at = Date.parse(headers['date'] ?? '');
      if (!Number.isNaN(at)) headers['date'] = new Date(at + aheadMs()).toUTCString();
      return result;
    },
    // Nearest to the wire, before anybody reads the answer.
    { step: 'deserialize', priority: 'low' },
  );
  return ses;
}
