import { beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import type { CallEntry, PhoneCall } from '../../../shared/domain/phone-call/phone-call.ts';
import { createCalendars } from '../../../shared/store/calendars.ts';
import { createCalls } from '../../../shared/store/calls.ts';
import { createUnitOfWork } from '../../../shared/store/transactions.ts';
import { aCall, anEntry, NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const MINUTE = 60_000;
const DAY_BEGINS = '2026-11-30T00:00:00.000Z';

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

/** A call on a therapist and a line of the test's own. */
const call = (name: string, fields: Partial<PhoneCall> = {}) =>
  aCall(`pc_${therapistId}${name}`, { therapistIds: [therapistId], line: therapistId, ...fields });
const book = (booked: PhoneCall) => store.commit([...store.saveCall(booked), ...store.bookCells(booked)]);
const starts = (intervals: { start: number; end: number }[]) =>
  intervals.map(({ start, end }) => {
    expect(end - start).toBe(5 * MINUTE);
    return new Date(start).toISOString().slice(11, 16);
  });
const bookingsOfTherapist = async (id = therapistId) =>
  starts((await store.therapistCalendar(id, DAY_BEGINS)).bookings);
const bookingsOfLine = async () => starts(await store.lineBookings(therapistId, DAY_BEGINS));

describe('a call', () => {
  it('comes back with its agenda, and is unknown before', async () => {
    const { notes: _notes, closedAt: _closed, ...entry } = anEntry(1);
    const entries: CallEntry[] = [{ ...entry, therapistId, emailId: 'em_1', outcome: 'rejected' }];
    const saved = call('a', { emailIds: ['em_1'], seq: 2, try: 2 });
    expect(await store.getCall(saved.id)).toBeUndefined();
    await store.commit([...store.saveCall(saved), store.saveCallEntries(saved.id, entries)]);
    expect(await store.getCall(saved.id)).toEqual({ call: { ...saved, version: 1 }, entries });
  });
});

describe('the cells of a call', () => {
  it('cover its buffers, for its therapists and its line', async () => {
    const other = therapistId + 1000;
    const booked = call('a', {
      therapistIds: [therapistId, other],
      durationMinutes: 10,
      bufferMinutes: 5,
    });
    expect(await book(booked)).toEqual({ ok: true });
    const cells = ['08:55', '09:00', '09:05', '09:10'];
    expect(await bookingsOfTherapist()).toEqual(cells);
    expect(await bookingsOfTherapist(other)).toEqual(cells);
    expect(await bookingsOfLine()).toEqual(cells);
  });

  it('FAULTS 25: refuse a second call of the therapist, and nothing of it is stored', async () => {
    const first = call('a', { startsAt: '2026-11-30T09:05:00.000Z' });
    const second = call('b', { durationMinutes: 15, line: therapistId + 1000 });
    expect(await book(first)).toEqual({ ok: true });
    expect(await book(second)).toEqual({
      ok: false,
      conflicts: [`cell calendar#therapist#${therapistId} 2026-11-30T09:05:00.000Z`],
    });
    expect(await store.getCall(second.id)).toBeUndefined();
    expect(await bookingsOfTherapist()).toEqual(['09:05']);
  });

  it('FAULTS 25: refuse a second call on the line', async () => {
    await book(call('a'));
    const second = call('b', { therapistIds: [therapistId + 1000] });
    expect(await book(second)).toEqual({
      ok: false,
      conflicts: [`cell calendar#line#${therapistId} 2026-11-30T09:00:00.000Z`],
    });
  });

  it('FAULTS 25: go to one of many who book the same slot at once', async () => {
    const calls = Array.from({ length: 20 }, (_, index) => call(`x${index}`));
    const results = await Promise.all(calls.map(book));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await bookingsOfLine()).toEqual(['09:00']);
  });

  it('are free again for another call once they are freed', async () => {
    const first = call('a');
    await book(first);
    expect(await store.commit(store.freeCells(first))).toEqual({ ok: true });
    expect(await bookingsOfTherapist()).toEqual([]);
    expect(await book(call('b'))).toEqual({ ok: true });
  });

  it('are freed by their own call only, which may do so twice', async () => {
    const first = call('a');
    await book(first);
    expect(await store.commit(store.freeCells(call('b')))).toMatchObject({ ok: false });
    expect(await bookingsOfTherapist()).toEqual(['09:00']);
    await store.commit(store.freeCells(first));
    expect(await store.commit(store.freeCells(first))).toEqual({ ok: true });
  });
});
