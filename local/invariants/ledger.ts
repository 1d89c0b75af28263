import { newContact, type Contact } from '../../shared/domain/contact/contact.ts';
import type { PlacementRequest } from '../../shared/domain/contact/placement-request.ts';
import type { Email, Entry } from '../../shared/domain/email/email.ts';
import type { LineUp } from '../../shared/domain/phone-call/caller-line.ts';
import type { CallEntry, PhoneCall } from '../../shared/domain/phone-call/phone-call.ts';
import type { Instant } from '../../shared/domain/time.ts';
import type { WorkItem } from '../../shared/domain/work-item.ts';
import { fromAttributes } from '../../shared/store/items.ts';
import type { Item } from '../dump.ts';
import type { Evidence } from './evidence.ts';

export type StoredRequest = PlacementRequest & { orderKey: string };

/** A request that stands in its therapist's pool or call queue. */
export interface Waiting {
  therapistId: number;
  requestId: number;
  orderKey: string;
}

/** A booked 5-minute cell of a therapist or a line, e.g. of `therapist#7`. */
interface Cell {
  of: string;
  startsAt: Instant;
  callId: string;
}

/** The tables' content by subject. */
export interface Ledger {
  requests: Map<number, StoredRequest>;
  contacts: Map<number, Contact>;
  pool: Waiting[];
  callQueue: Waiting[];
  emails: Map<string, { email: Email; entries: Entry[] }>;
  calls: Map<string, { call: PhoneCall; entries: CallEntry[] }>;
  cells: Cell[];
  /** How many caller lines are stored; undefined when none are. */
  lines: number | undefined;
  workItems: Map<string, WorkItem>;
  /** Keys of the rows that wait in the outbox. */
  outbox: string[];
}

/** Reads a dump. Items of kinds that no invariant speaks of are passed over. */
export function readLedger({ contacts, emails, calls, runtime, outbox }: Evidence['dump']): Ledger {
  const emailEntries = byId<{ list: Entry[] }>(emails, 'email#', 'entries');
  const callEntries = byId<{ list: CallEntry[] }>(calls, 'call#', 'entries');
  const [lineUp] = select(runtime, 'caller-lines', 'caller-lines');
  return {
    requests: numbered(byId<StoredRequest>(contacts, 'request#', 'request')),
    contacts: numbered(
      new Map(
        select(contacts, 'therapist#', 'contact').map((item) => [idOf(item), readContact(item)] as const),
      ),
    ),
    pool: waitingIn(contacts, 'pool#'),
    callQueue: waitingIn(contacts, 'call#'),
    emails: withEntries(byId<Email>(emails, 'email#', 'head'), (email, id) => ({
      email,
      entries: emailEntries.get(id)?.list ?? [],
    })),
    calls: withEntries(byId<PhoneCall>(calls, 'call#', 'call'), (call, id) => ({
      call,
      entries: callEntries.get(id)?.list ?? [],
    })),
    // Absences stand in the calendars too.
    cells: select(calls, 'calendar#')
      .filter((item) => 'call_id' in item)
      .map((item) => ({
        of: String(item['pk']).slice('calendar#'.length),
        startsAt: String(item['sk']),
        callId: String(item['call_id']),
      })),
    lines: lineUp && fromAttributes<LineUp>(lineUp).lines.length,
    workItems: byId<WorkItem>(runtime, 'work-item#', 'work-item'),
    outbox: outbox.map((item) => String(item['sk'])),
  };
}

function select(items: Item[], partition: string, sort = ''): Item[] {
  return items.filter(
    (item) => String(item['pk']).startsWith(partition) && String(item['sk']).startsWith(sort),
  );
}

function idOf(item: Item): string {
  const key = String(item['pk']);
  return key.slice(key.indexOf('#') + 1);
}

function byId<T>(items: Item[], partition: string, sort: string): Map<string, T> {
  return new Map(select(items, partition, sort).map((item) => [idOf(item), fromAttributes<T>(item)]));
}

function numbered<T>(byText: Map<string, T>): Map<number, T> {
  return new Map([...byText].map(([id, value]) => [Number(id), value]));
}

function withEntries<T, U>(heads: Map<string, T>, join: (head: T, id: string) => U): Map<string, U> {
  return new Map([...heads].map(([id, head]) => [id, join(head, id)]));
}

/** A contact that only has a pool part lacks the rest; `work_at` is its due key. */
function readContact(item: Item): Contact {
  const dueAt = item['work_at'] as Instant | undefined;
  return {
    ...newContact(Number(idOf(item))),
    ...fromAttributes<Partial<Contact>>(item),
    ...(dueAt !== undefined && { dueAt }),
  };
}

function waitingIn(items: Item[], queue: 'pool#' | 'call#'): Waiting[] {
  return select(items, 'therapist#', queue).map((item) => ({
    therapistId: Number(idOf(item)),
    requestId: Number(item['request_id']),
    orderKey: String(item['sk']).slice(queue.length),
  }));
}

/** Whether a call is still to be made: an overdue one is history whose requests went to staff. */
export function isToBeMade({ state, overdueAt }: PhoneCall): boolean {
  return state === 'scheduled' && overdueAt === undefined;
}
