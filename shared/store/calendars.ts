import { GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Calendars } from '../domain/stores/calendars.ts';
import type { Absence } from '../domain/phone-call/absence.ts';
import { CELL_MS } from '../domain/phone-call/cells.ts';
import type { Interval } from '../domain/phone-call/interval.ts';
import { DAY_MS, toEpochMs, type Instant } from '../domain/time.ts';
import { therapistKey } from './contacts.ts';
import { fromAttributes, putVersioned, toWrite, versionCondition, type Attributes } from './items.ts';
import { TTL_ATTRIBUTE } from './tables.ts';

/** Partition of what speaks against calling a therapist: cells, by the instant at which they start, and absences. */
export function therapistCalendarKey(therapistId: number): string {
  return `calendar#${therapistKey(therapistId)}`;
}

/** Partition of the cells of a line. */
export function lineCalendarKey(line: number): string {
  return `calendar#line#${line}`;
}

/** Sorts after every instant, so that one query brings the cells from an instant on and all absences. */
const ABSENCE = 'absence#';

/** Absences go so long after their last day. */
const ABSENCE_KEPT_MS = 31 * DAY_MS;

/** Calendars of the table `calls`: the cells that calls have booked (calls.ts), and absences. */
export function createCalendars(client: DynamoDBDocumentClient, table: string): Calendars {
  const absenceKey = (therapistId: number, id: string) => ({
    pk: therapistCalendarKey(therapistId),
    sk: `${ABSENCE}${id}`,
  });

  /** All items of a calendar from an instant on; the pages of a query count as one. */
  const read = async (pk: string, from: Instant): Promise<Attributes[]> => {
    const items: Attributes[] = [];
    let position: Attributes | undefined;
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND sk >= :from',
          ExpressionAttributeValues: { ':pk': pk, ':from': from },
          ...(position && { ExclusiveStartKey: position }),
        }),
      );
      items.push(...(answer.Items ?? []));
      position = answer.LastEvaluatedKey;
    } while (position);
    return items;
  };

  return {
    async therapistCalendar(therapistId, from) {
      const { absences = [], cells = [] } = Object.groupBy(
        await read(therapistCalendarKey(therapistId), from),
        ({ sk }) => (String(sk).startsWith(ABSENCE) ? 'absences' : 'cells'),
      );
      return { bookings: cells.map(toInterval), absences: absences.map(toAbsence) };
    },

    async lineBookings(line, from) {
      return (await read(lineCalendarKey(line), from)).map(toInterval);
    },

    async callsOnLine(line, from) {
      const cells = await read(lineCalendarKey(line), from);
      return [...new Set(cells.map((cell) => String(cell['call_id'])))];
    },

    async getAbsence(therapistId, id) {
      const Key = absenceKey(therapistId, id);
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && toAbsence(Item);
    },

    saveAbsence: (absence) =>
      toWrite(
        `absence ${absence.id}`,
        putVersioned(table, absenceKey(absence.therapistId, absence.id), absence, {
          [TTL_ATTRIBUTE]: Math.floor((toEpochMs(`${absence.to}T00:00:00.000Z`) + ABSENCE_KEPT_MS) / 1000),
        }),
      ),

    removeAbsence: ({ therapistId, id, version }) =>
      toWrite(`absence ${id}`, {
        Delete: { TableName: table, Key: absenceKey(therapistId, id), ...versionCondition(version) },
      }),
  };
}

function toInterval(cell: Attributes): Interval {
  const start = toEpochMs(String(cell['sk']));
  return { start, end: start + CELL_MS };
}

function toAbsence(item: Attributes): Absence {
  const { [TTL_ATTRIBUTE]: _goesAt, ...absence } = item;
  return fromAttributes<Absence>(absence);
}
