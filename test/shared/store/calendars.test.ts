import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import type { Absence } from '../../../shared/domain/phone-call/absence.ts';
import type { PhoneCall } from '../../../shared/domain/phone-call/phone-call.ts';
import { toEpochMs } from '../../../shared/domain/time.ts';
import { createCalendars, therapistCalendarKey } from '../../../shared/store/calendars.ts';
import { createCalls } from '../../../shared/store/calls.ts';
import { TTL_ATTRIBUTE } from '../../../shared/store/tables.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { aCall, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();
let store: ReturnType<typeof connect>;
let therapistId = 0;

function connect() {
  const { client, tables } = db;
  return {
    ...createUnitOfWork(client, createSimulatedClock(NOON)),
    ...createCalls(client, tables.calls),
    ...createCalendars(client, tables.calls),
  };
}

beforeEach(() => {
  store = connect();
  therapistId++;
});

/** Books a call of the test's own therapist and line. */
const book = (name: string, fields: Partial<PhoneCall> = {}) =>
  store.commit(
    store.bookCells(
      aCall(`pc_${therapistId}${name}`, { therapistIds: [therapistId], line: therapistId, ...fields }),
    ),
  );
const absence = (fields: Partial<Absence> = {}): Absence => ({
  id: 'ab_1',
  therapistId,
  from: '2026-12-01',
  to: '2026-12-04',
  createdAt: NOON,
  version: 0,
  ...fields,
});

describe("a therapist's calendar", () => {
  it('tells what is booked from an instant on, and every absence', async () => {
    for (const hour of ['08', '10', '12']) await book(hour, { startsAt: `2026-11-30T${hour}:00:00.000Z` });
    await store.commit([store.saveAbsence(absence({ note: 'Fortbildung' }))]);
    const cell = (startsAt: string) => ({ start: toEpochMs(startsAt), end: toEpochMs(startsAt) + 300_000 });
    expect(await store.therapistCalendar(therapistId, '2026-11-30T09:00:00.000Z')).toEqual({
      bookings: [cell('2026-11-30T10:00:00.000Z'), cell('2026-11-30T12:00:00.000Z')],
      absences: [absence({ note: 'Fortbildung', version: 1 })],
    });
  });

  it('is empty for somebody who was never called', async () => {
    expect(await store.therapistCalendar(therapistId, NOON)).toEqual({ bookings: [], absences: [] });
  });
});

describe('an absence', () => {
  it('is found by its id, and gone once it is removed', async () => {
    await store.commit([store.saveAbsence(absence())]);
    const saved = await store.getAbsence(therapistId, 'ab_1');
    expect(saved).toEqual(absence({ version: 1 }));
    expect(await store.getAbsence(therapistId + 1000, 'ab_1')).toBeUndefined();
    expect(await store.commit([store.removeAbsence(absence({ version: 1 }))])).toEqual({ ok: true });
    expect(await store.getAbsence(therapistId, 'ab_1')).toBeUndefined();
  });

  it('goes by itself 30 days after its last day is over', async () => {
    await store.commit([store.saveAbsence(absence({ to: '2026-12-04' }))]);
    const { Items } = await db.client.send(
      new QueryCommand({
        TableName: db.tables.calls,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': therapistCalendarKey(therapistId) },
      }),
    );
    expect(Items?.[0]?.[TTL_ATTRIBUTE]).toBe(Date.parse('2027-01-04T00:00:00Z') / 1000);
  });

  it('is not removed by whoever has seen another version', async () => {
    await store.commit([store.saveAbsence(absence())]);
    expect(await store.commit([store.removeAbsence(absence({ version: 7 }))])).toMatchObject({ ok: false });
  });
});

describe("a line's calendar", () => {
  it('names every call on the line once, from an instant on', async () => {
    await book('early', { startsAt: '2026-11-30T08:00:00.000Z' });
    await book('long', { startsAt: '2026-11-30T10:00:00.000Z', durationMinutes: 30 });
    await book('late', { startsAt: '2026-12-02T10:00:00.000Z' });
    expect(await store.callsOnLine(therapistId, '2026-11-30T09:00:00.000Z')).toEqual([
      `pc_${therapistId}long`,
      `pc_${therapistId}late`,
    ]);
  });
});
