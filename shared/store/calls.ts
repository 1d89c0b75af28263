import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Calls } from '../domain/stores/calls.ts';
import { cellsOf } from '../domain/phone-call/cells.ts';
import { CALL_STATES, type CallEntry, type PhoneCall } from '../domain/phone-call/phone-call.ts';
import { DAY_MS, toEpochMs, type Instant } from '../domain/time.ts';
import { lineCalendarKey, therapistCalendarKey } from './calendars.ts';
import { therapistKey } from './contacts.ts';
import { fromAttributes, putVersioned, toAttributes, toWrite, type Attributes } from './items.ts';
import { known } from './newer-items.ts';
import { queryWork, readTogether } from './queries.ts';
import { shardOf, workKey } from './shards.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

const CELL_KEPT_MS = 30 * DAY_MS;
const OVERDUE_AFTER_MS = DAY_MS;
const OVERDUE_LANE = 'overdue';

/** Calls of the table `calls`, and one item per 5-minute cell that they book of a therapist or a line (DESIGN §7). */
export function createCalls(client: DynamoDBDocumentClient, table: string): Calls {
  const key = (callId: string, part: 'call' | 'entries') => ({ ...callKey(callId), sk: part });
  const cellKeys = (call: PhoneCall) =>
    [...call.therapistIds.map(therapistCalendarKey), lineCalendarKey(call.line)].flatMap((pk) =>
      cellsOf(call).map((sk) => ({ pk, sk })),
    );

  /** An index lists an item under one therapist: a merged call has an item more for each of its others. */
  const listedUnder = (therapistId: number, call: PhoneCall) => {
    const sk = therapistKey(therapistId);
    const Item = { ...callKey(call.id), sk, therapist_key: sk, starts_at: call.startsAt };
    return toWrite(`call ${call.id} of ${therapistId}`, { Put: { TableName: table, Item } });
  };

  return {
    async getCall(callId) {
      const keys = [key(callId, 'call'), key(callId, 'entries')];
      const [call, entries] = await readTogether(client, table, keys);
      if (!call) return undefined;
      return {
        call: fromCall(call),
        entries: fromAttributes<{ list?: CallEntry[] }>(entries ?? {}).list ?? [],
      };
    },

    saveCall(call) {
      const overdueAt = toEpochMs(call.startsAt) + OVERDUE_AFTER_MS;
      const work =
        call.state === 'scheduled' && call.overdueAt === undefined
          ? { work_key: workKey(OVERDUE_LANE, shardOf(call.id)), work_at: new Date(overdueAt).toISOString() }
          : {};
      const [first = 0, ...others] = call.therapistIds;
      const index = { therapist_key: therapistKey(first), month_key: monthKey(call.startsAt) };
      return [
        toWrite(`call ${call.id}`, putVersioned(table, key(call.id, 'call'), call, { ...work, ...index })),
        ...others.map((therapistId) => listedUnder(therapistId, call)),
      ];
    },

    saveCallEntries: (callId, entries) =>
      toWrite(`entries of ${callId}`, {
        Put: { TableName: table, Item: { ...toAttributes({ list: entries }), ...key(callId, 'entries') } },
      }),

    bookCells: (call) =>
      cellKeys(call).map(({ pk, sk }) =>
        toWrite(`cell ${pk} ${sk}`, {
          Put: {
            TableName: table,
            Item: {
              pk,
              sk,
              call_id: call.id,
              [TTL_ATTRIBUTE]: Math.floor((toEpochMs(sk) + CELL_KEPT_MS) / 1000),
            },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        }),
      ),

    freeCells: (call) =>
      cellKeys(call).map(({ pk, sk }) =>
        toWrite(`cell ${pk} ${sk}`, {
          Delete: {
            TableName: table,
            Key: { pk, sk },
            ConditionExpression: 'call_id = :call OR attribute_not_exists(call_id)',
            ExpressionAttributeValues: { ':call': call.id },
          },
        }),
      ),

    async overdueCalls(shard, now, limit, next) {
      const page = await queryWork(client, { table, key: workKey(OVERDUE_LANE, shard), now, limit, next });
      return { ...page, items: page.items.map((item) => String(item['pk']).slice('call#'.length)) };
    },
  };
}

/** Partition of the list of all calls: the month in which they start, `2026-11`, in UTC. */
export function monthKey(startsAt: Instant): string {
  return startsAt.slice(0, 7);
}

/** Key of a call without its agenda. */
export function callKey(callId: string): { pk: string; sk: string } {
  return { pk: `call#${callId}`, sk: 'call' };
}

/**
 * A call's item → the call.
 *
 * @throws NewerItem
 */
export function fromCall(item: Attributes): PhoneCall {
  const { therapist_key: _therapistKey, month_key: _monthKey, ...fields } = item;
  const call = fromAttributes<PhoneCall>(fields);
  return known(call, `call ${call.id}`, [[call.state, CALL_STATES]]);
}
