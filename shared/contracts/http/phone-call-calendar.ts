/** Phone calls as a calendar (RFC 5545), for the programs in which callers keep their day. */
import ical, { ICalEventStatus, type ICalEventData } from 'ical-generator';
import { cleanParagraphs } from '../../domain/email/address.ts';
import type { Locale } from '../../domain/email/salutation.ts';
import { prioritiesOf } from '../../domain/phone-call/call-ids.ts';
import type { CallState, CallWithEntries, PhoneCall } from '../../domain/phone-call/phone-call.ts';
import { toTelUri } from '../../domain/phone-call/tel-uri.ts';
import { MINUTE_MS, toEpochMs } from '../../domain/time.ts';

/** The part of a UID that says whose ids these are (RFC 7986, section 5.3). It never changes, or clients see every call twice. */
const UID_NAMESPACE = 'phone-calls.communication-service';

/** How soon a program should look again: calls are booked with an hour's notice and moved at any time. */
const REFRESH_SECONDS = 15 * 60;

interface Words {
  calls: string;
  call: string;
  line: string;
  request: string;
  requests: string;
  codes: string;
  /** What is said of a call that is not to be made any more. */
  over: Record<Exclude<CallState, 'scheduled'>, string>;
}

const WORDS: Record<Locale, Words> = {
  de: {
    calls: 'Anrufe',
    call: 'Anruf',
    line: 'Leitung',
    request: 'Anfrage',
    requests: 'Anfragen',
    codes: 'Codes',
    over: { completed: 'erledigt', failed: 'erfolglos', canceled: 'abgesagt' },
  },
  en: {
    calls: 'Phone calls',
    call: 'Call',
    line: 'line',
    request: 'request',
    requests: 'requests',
    codes: 'Codes',
    over: { completed: 'done', failed: 'unsuccessful', canceled: 'canceled' },
  },
};

/** What the reader may see, and how it is said. */
interface Sight {
  withContent: boolean;
  locale: Locale;
  /** How often a call is tried. */
  maxTries: number;
}

/**
 * A calendar of calls, the canceled ones included, so that programs take them off. Nothing in it depends on when it was
 * asked for.
 */
export function toCallCalendar(calls: CallWithEntries[], sight: Sight): string {
  const words = WORDS[sight.locale];
  const calendar = ical({
    prodId: { company: 'Communication Service', product: 'Phone calls' },
    name: words.calls,
    ttl: REFRESH_SECONDS,
    events: calls.map((held) => toEvent(held, sight)),
  });
  // The library leaves out the line break at the end, which section 3.4 of the RFC wants.
  return `${calendar.toString()}\r\n`;
}

function toEvent(held: CallWithEntries, sight: Sight): ICalEventData {
  const { call } = held;
  const startsAt = toEpochMs(call.startsAt);
  return {
    id: `${call.id}@${UID_NAMESPACE}`,
    sequence: call.version,
    status: call.state === 'canceled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    start: new Date(startsAt),
    end: new Date(startsAt + call.durationMinutes * MINUTE_MS),
    created: new Date(call.createdAt),
    lastModified: new Date(call.updatedAt),
    // Without METHOD it means the same as LAST-MODIFIED (section 3.8.7.2).
    stamp: new Date(call.updatedAt),
    summary: summaryOf(held, sight),
    ...(sight.withContent && {
      description: descriptionOf(held, WORDS[sight.locale]),
      url: toTelUri(call.phoneNumber),
    }),
  };
}

/** "Anruf 2/3 (Leitung 1): 3 Anfragen – abgesagt": the second of three tries. Nothing in it is about a person. */
function summaryOf({ call, entries }: CallWithEntries, { locale, maxTries }: Sight): string {
  const words = WORDS[locale];
  const tries = `${call.try}/${Math.max(call.try, maxTries)}`;
  const count = prioritiesOf(entries).size;
  const requests = `${count} ${count === 1 ? words.request : words.requests}`;
  const over = call.state === 'scheduled' ? '' : ` – ${words.over[call.state]}`;
  return `${words.call} ${tries} (${words.line} ${call.line}): ${requests}${over}`;
}

/** The number, the codes in the order in which they are to be spoken about, and what staff noted. */
function descriptionOf({ call, entries }: CallWithEntries, words: Words): string {
  const priorities = prioritiesOf(entries);
  const codes = entries
    .filter(({ number }) => priorities.has(number))
    .sort((a, b) => (priorities.get(a.number) ?? 0) - (priorities.get(b.number) ?? 0))
    .map(({ code }) => code);
  return [
    ...(call.phoneNumber === '' ? [] : [toTelUri(call.phoneNumber)]),
    ...(codes.length > 0 ? [`${words.codes}: ${codes.join(', ')}`] : []),
    ...notesOf(call),
  ].join('\n');
}

function notesOf({ notes }: PhoneCall): string[] {
  return notes === undefined ? [] : [cleanParagraphs(notes)];
}
