import { describe, expect, it } from '@jest/globals';
import { toCallCalendar } from '../../../../shared/contracts/http/phone-call-calendar.ts';
import type {
  CallEntry,
  CallWithEntries,
  PhoneCall,
} from '../../../../shared/domain/phone-call/phone-call.ts';
import { aCall, anEntry } from '../../../support/aggregates.ts';
import { eventsOf } from '../../../support/calendar.ts';

const sight = { withContent: true, locale: 'de', maxTries: 3 } as const;

/** A call about three requests, of which the last one is the most urgent. */
function held(call: Partial<PhoneCall> = {}, entries: Partial<CallEntry>[] = [{}, {}, {}]): CallWithEntries {
  return {
    call: aCall('pc_01', { version: 4, try: 2, updatedAt: '2026-11-24T10:15:30.000Z', ...call }),
    entries: entries.map((fields, index) => ({
      ...anEntry(index + 1),
      therapistId: 1,
      orderKey: `key ${9 - index}`,
      ...fields,
    })),
  };
}

const only = (call: CallWithEntries, options: Partial<Parameters<typeof toCallCalendar>[1]> = {}) => {
  const [event = {}] = eventsOf(toCallCalendar([call], { ...sight, ...options }));
  return event;
};

describe('a call in a calendar', () => {
  it('has the properties of RFC 5545, times in UTC', () => {
    expect(only(held({ notes: 'Bitte leise.' }))).toEqual({
      uid: 'pc_01@phone-calls.communication-service',
      sequence: '4',
      dtstamp: '20261124T101530Z',
      created: '20261123T120000Z',
      'last-modified': '20261124T101530Z',
      dtstart: '20261130T090000Z',
      dtend: '20261130T090500Z',
      status: 'CONFIRMED',
      summary: 'Anruf 2/3 (Leitung 1): 3 Anfragen',
      description: 'tel:+49302312345\nCodes: CODE3, CODE2, CODE1\nBitte leise.',
      url: 'tel:+49302312345',
    });
  });

  it('shows nobody who lacks the scope what is about people', () => {
    const event = only(held({ notes: 'Bitte leise.' }), { withContent: false });
    expect(Object.keys(event)).not.toEqual(expect.arrayContaining(['description']));
    expect(JSON.stringify(event)).not.toMatch(/leise|4930|CODE/);
    expect(event['summary']).toBe('Anruf 2/3 (Leitung 1): 3 Anfragen');
  });

  it.each([
    ['scheduled', 'CONFIRMED', ''],
    ['completed', 'CONFIRMED', ' – erledigt'],
    ['failed', 'CONFIRMED', ' – erfolglos'],
    ['canceled', 'CANCELLED', ' – abgesagt'],
  ] as const)('that is %s says so', (state, status, end) => {
    expect(only(held({ state }))).toMatchObject({
      status,
      summary: `Anruf 2/3 (Leitung 1): 3 Anfragen${end}`,
    });
  });

  it('counts what is left on the agenda and names no other code', () => {
    expect(only(held({}, [{ included: false }, {}]))).toMatchObject({
      summary: 'Anruf 2/3 (Leitung 1): 1 Anfrage',
      description: 'tel:+49302312345\nCodes: CODE2',
    });
    expect(only(held({}, [{ included: false }]))).toMatchObject({
      summary: 'Anruf 2/3 (Leitung 1): 0 Anfragen',
      description: 'tel:+49302312345',
    });
  });

  it('speaks English where the service does', () => {
    expect(only(held({ state: 'canceled', line: 2 }, [{}]), { locale: 'en' })['summary']).toBe(
      'Call 2/3 (line 2): 1 request – canceled',
    );
  });

  it('is never the fourth try of three', () => {
    expect(only(held({ try: 4 }))['summary']).toMatch(/^Anruf 4\/4 /);
  });

  it('crosses the end of summer time by its length', () => {
    expect(only(held({ startsAt: '2026-10-25T00:30:00.000Z', durationMinutes: 60 }))).toMatchObject({
      dtstart: '20261025T003000Z',
      dtend: '20261025T013000Z',
    });
  });
});

describe('a calendar of calls', () => {
  it('is the same whenever it is asked for, and empty without calls', () => {
    const calls = [held(), held({ id: 'pc_02' })];
    expect(toCallCalendar(calls, sight)).toBe(toCallCalendar(calls, sight));
    expect(eventsOf(toCallCalendar(calls, sight)).map(({ uid }) => uid)).toEqual([
      'pc_01@phone-calls.communication-service',
      'pc_02@phone-calls.communication-service',
    ]);
    expect(eventsOf(toCallCalendar([], sight))).toEqual([]);
  });

  it.each([
    [
      'an alarm',
      'a\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM',
      'a\nBEGIN:VALARM\nACTION:AUDIO\nEND:VALARM',
    ],
    ['an end', 'a\nEND:VEVENT\nEND:VCALENDAR\n', 'a\nEND:VEVENT\nEND:VCALENDAR'],
    [
      'bare carriage returns',
      'a\rATTACH:https://elsewhere.example\rb',
      'a\nATTACH:https://elsewhere.example\nb',
    ],
    ['other line breaks', 'a\u2028BEGIN:VALARM\u2029b\u0085c', 'a\nBEGIN:VALARM\nbc'],
    ['marks of the format', 'Mo, Di; Mi: \\n "x" \\, \\\\', 'Mo, Di; Mi: \\n "x" \\, \\\\'],
    ['bidi and controls', 'a\u202eb\u0000c\u2066d', 'abcd'],
    ['half a character', 'a\ud83d', 'a\ufffd'],
  ])('keeps notes with %s as text', (_, notes, description) => {
    expect(only(held({ notes }, []))['description']).toBe(`tel:+49302312345\n${description}`);
  });
});
