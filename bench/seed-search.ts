import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isAbsent } from '../shared/domain/phone-call/absence.ts';
import { blockedTime, CELL_MS } from '../shared/domain/phone-call/cells.ts';
import type { Interval } from '../shared/domain/phone-call/interval.ts';
import { datesBetween, localDateTime, windowsOnDate } from '../shared/domain/phone-call/local-time.ts';
import { isSlotBooked, type Line, type Slot, type SlotQuery } from '../shared/domain/phone-call/slots.ts';
import { DAY_MS, MINUTE_MS, toEpochMs, toInstant } from '../shared/domain/time.ts';
import { therapistCalendarKey } from '../shared/store/calendars.ts';

/** What the search may ask, but for the therapist's bookings. */
export type SeedQuery = Omit<SlotQuery, 'therapistBookings'>;

/**
 * The search of the seed (`find_available_slot`, `is_slot_booked`): it steps through the candidates of the phone hours
 * and asks the database of each whether it is booked. What is known without asking is looked at first, so that it asks
 * no more than it has to.
 */
export function createSeedSearch(client: DynamoDBDocumentClient, table: string) {
  const isBooked = async (therapistId: number, { start, end }: Interval): Promise<boolean> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': therapistCalendarKey(therapistId),
          ':from': toInstant(start),
          ':to': toInstant(end - 1),
        },
        Limit: 1,
      }),
    );
    return Items.length > 0;
  };

  return async function findSlot(therapistId: number, query: SeedQuery): Promise<Slot | undefined> {
    for (const start of candidates(query)) {
      const line = freeLine(start, query);
      if (!line) continue;
      if (await isBooked(therapistId, blockedBy(start, query))) continue;
      const { date, time } = localDateTime(start, query.zone);
      return { startsAt: toInstant(start), line: line.number, localDate: date, localTime: time };
    }
    return undefined;
  };
}

/** Starts inside the phone hours, 5 minutes apart. */
function* candidates(query: SeedQuery): Generator<number> {
  const { zone, windows, durationMinutes } = query;
  const now = toEpochMs(query.now);
  const [earliest, latest] = [now + query.leadMinutes * MINUTE_MS, now + query.horizonDays * DAY_MS];
  for (const date of datesBetween(localDateTime(earliest, zone).date, localDateTime(latest, zone).date)) {
    if (query.isHoliday(date) || isAbsent(date, query.absences)) continue;
    for (const { start, end } of windowsOnDate(date, windows, zone)) {
      for (let at = start; at + durationMinutes * MINUTE_MS <= end; at += CELL_MS) {
        if (earliest <= at && at <= latest) yield at;
      }
    }
  }
}

/** The first line that is staffed and free; lines are in the order of their numbers. */
function freeLine(start: number, query: SeedQuery): Line | undefined {
  const { date } = localDateTime(start, query.zone);
  const end = start + query.durationMinutes * MINUTE_MS;
  return query.lines.find(({ shifts, bookings }) => {
    const staffed = shifts && windowsOnDate(date, shifts, query.zone);
    const isStaffed = !staffed || staffed.some((shift) => shift.start <= start && end <= shift.end);
    return isStaffed && !isSlotBooked(blockedBy(start, query), bookings);
  });
}

function blockedBy(start: number, query: SeedQuery): Interval {
  return blockedTime({ ...query, startsAt: toInstant(start) });
}
