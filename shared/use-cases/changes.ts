import type { Contact, Mailbox } from '../domain/contact/contact.ts';
import type { Phone } from '../domain/contact/phone.ts';
import type { PlacementRequest } from '../domain/contact/placement-request.ts';
import type { Email, EmailWithEntries, Entry } from '../domain/email/email.ts';
import {
  announce,
  type AggregateKind,
  type EventType,
  type OutboxEvent,
  type Sequenced,
} from '../domain/events.ts';
import type { InboundMail } from '../domain/inbound/inbound-mail.ts';
import type { CallEntry, CallWithEntries, PhoneCall } from '../domain/phone-call/phone-call.ts';
import type { Ids } from '../domain/ports.ts';
import type { PoolChange } from '../domain/stores/contacts.ts';
import type { Write } from '../domain/stores/unit-of-work.ts';
import type { Instant } from '../domain/time.ts';
import type { WorkItem } from '../domain/work-item.ts';
import type { Store } from './service.ts';

/**
 * All that one decision reads and changes: every aggregate is read once, changed in memory as often as needed, and
 * written once (DynamoDB takes no item twice in a transaction), on the condition that it is as it was read.
 */
export interface Changes {
  contact(therapistId: number): Promise<Contact>;
  putContact(contact: Contact): void;
  /** How the therapist's pool changes, together with his contact where that changes too. */
  changePool(therapistId: number, change: PoolChange): void;
  mailbox(key: string): Promise<Mailbox>;
  putMailbox(mailbox: Mailbox): void;
  phone(key: string): Promise<Phone>;
  putPhone(phone: Phone): void;
  email(id: string): Promise<EmailWithEntries | undefined>;
  putEmail(email: Email, entries?: Entry[]): void;
  call(id: string): Promise<CallWithEntries | undefined>;
  putCall(call: PhoneCall, entries?: CallEntry[]): void;
  request(id: number): Promise<PlacementRequest | undefined>;
  putRequest(request: PlacementRequest): void;
  workItem(id: string): Promise<WorkItem | undefined>;
  putWorkItem(item: WorkItem): void;
  inboundMail(id: string): Promise<InboundMail | undefined>;
  putInboundMail(mail: InboundMail): void;
  /** Adds the next event of an aggregate to the outbox; returns the aggregate with its counter raised. */
  announce<T extends Sequenced>(aggregate: T, event: NewEvent): T;
  /** Any other write; a later one with the same label replaces an earlier one. */
  write(...writes: Write[]): void;
  toWrites(): Write[];
}

export interface NewEvent {
  type: EventType;
  aggregate: { kind: AggregateKind; id: string | number };
  at: Instant;
  payload: Record<string, unknown>;
}

/** Aggregates that were read or written a moment ago: what they cost to read again is saved. */
export interface Known {
  email?: EmailWithEntries;
  contact?: Contact;
  mailbox?: Mailbox;
}

/**
 * Starts an empty set of changes over a store.
 *
 * @param known is taken as read; where it is not so any more the commit meets a conflict, as with everything that is read
 */
export function beginChanges(store: Store, ids: Ids, known: Known = {}): Changes {
  const contacts = loader(store.getContact);
  if (known.contact) contacts.know(known.contact.therapistId, known.contact);
  const mailboxes = loader(store.getMailbox);
  if (known.mailbox) mailboxes.know(known.mailbox.key, known.mailbox);
  const phones = loader(store.getPhone);
  const emails = loader(store.getEmail);
  if (known.email) emails.know(known.email.email.id, known.email);
  const calls = loader(store.getCall);
  const requests = loader(store.getRequest);
  const workItems = loader(store.getWorkItem);
  const inboundMails = loader(store.getInboundMail);
  const pools = new Map<number, PoolChange>();
  const entries = new Map<string, Entry[]>();
  const callEntries = new Map<string, CallEntry[]>();
  const others = new Map<string, Write>();
  const write = (...writes: Write[]) => {
    for (const each of writes) others.set(each.label, each);
  };

  return {
    contact: contacts.get,
    putContact: (contact) => contacts.put(contact.therapistId, contact),
    changePool: (therapistId, change) => void pools.set(therapistId, change),
    mailbox: mailboxes.get,
    putMailbox: (mailbox) => mailboxes.put(mailbox.key, mailbox),
    phone: phones.get,
    putPhone: (phone) => phones.put(phone.key, phone),
    email: emails.get,
    putEmail(email, changed) {
      const known = changed ?? emails.peek(email.id)?.entries ?? [];
      emails.put(email.id, { email, entries: known });
      if (changed) entries.set(email.id, changed);
    },
    call: calls.get,
    putCall(call, changed) {
      const known = changed ?? calls.peek(call.id)?.entries ?? [];
      calls.put(call.id, { call, entries: known });
      if (changed) callEntries.set(call.id, changed);
    },
    request: requests.get,
    putRequest: (request) => requests.put(request.id, request),
    workItem: workItems.get,
    putWorkItem: (item) => workItems.put(item.id, item),
    inboundMail: inboundMails.get,
    putInboundMail: (mail) => inboundMails.put(mail.id, mail),

    announce(aggregate, { type, aggregate: { kind, id }, at, payload }) {
      const fact: Omit<OutboxEvent, 'seq'> = {
        id: ids.next('ev'),
        type,
        aggregate: { kind, id: String(id) },
        at,
        payload,
      };
      const [counted, event] = announce(aggregate, fact);
      write(store.addEvent(event));
      return counted;
    },

    write,

    toWrites: () => [
      ...contacts.changed().map((contact) => store.saveContact(contact, pools.get(contact.therapistId))),
      ...[...pools].flatMap(([therapistId, pool]) =>
        pool.kind === 'grown' && !contacts.isChanged(therapistId)
          ? [store.growPool(therapistId, pool.dueAt)]
          : [],
      ),
      ...mailboxes.changed().map(store.saveMailbox),
      ...phones.changed().map(store.savePhone),
      ...emails.changed().map(({ email }) => store.saveEmail(email)),
      ...[...entries].map(([id, list]) => store.saveEntries(id, list)),
      ...calls.changed().flatMap(({ call }) => store.saveCall(call)),
      ...[...callEntries].map(([id, list]) => store.saveCallEntries(id, list)),
      ...requests.changed().map(store.saveRequest),
      ...workItems.changed().map(store.saveWorkItem),
      ...inboundMails.changed().flatMap(store.saveInboundMail),
      ...others.values(),
    ],
  };
}

/** Reads each aggregate once and remembers which were changed. */
function loader<K, T>(load: (key: K) => Promise<T>) {
  const known = new Map<K, T>();
  const changed = new Set<K>();
  return {
    async get(key: K): Promise<T> {
      if (!known.has(key)) known.set(key, await load(key));
      return known.get(key) as T;
    },
    know: (key: K, value: T): void => void known.set(key, value),
    peek: (key: K): T | undefined => known.get(key),
    isChanged: (key: K): boolean => changed.has(key),
    put(key: K, value: NonNullable<T>): void {
      known.set(key, value);
      changed.add(key);
    },
    changed: (): NonNullable<T>[] => [...changed].flatMap((key) => known.get(key) ?? []),
  };
}
