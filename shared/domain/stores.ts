/**
 * What the use cases keep, in as few verbs as they need (calls: call-stores.ts); adapters in store/ implement these.
 *
 * `get…` reads strongly. Functions that return a `Write` do nothing by themselves: `commit` applies all writes of one
 * decision in one transaction, each on the condition that what it replaces is as it was read.
 */
import type { Contact, Mailbox, SuppressionReason, SuppressionSource } from './contact/contact.ts';
import type { Phone } from './contact/phone.ts';
import type { PlacementRequest } from './contact/placement-request.ts';
import type { SuppressedMailbox } from './contact/suppression.ts';
import type { Email, EmailState, EmailWithEntries, Entry } from './email/email.ts';
import type { Breaker } from './email/breaker.ts';
import type { SwitchSet } from './email/switches.ts';
import type { WrittenContent } from './email/written-content.ts';
import type { OutboxEvent } from './events.ts';
import type { InboundMail, InboundStatus } from './inbound/inbound-mail.ts';
import type { InboundKind } from './inbound/mail-meaning.ts';
import type { OnceRecord } from './once.ts';
import type { Erasure } from './privacy/erasure.ts';
import type { Instant } from './time.ts';
import type { WorkItem, WorkItemKind, WorkItemReason, WorkItemStatus } from './work-item.ts';
import type { RenderedEmail } from './ports.ts';

declare const write: unique symbol;
/** One conditional write of a transaction, opaque to the use cases. */
export interface Write {
  readonly [write]: never;
  /** Names the item in the answer of a failed commit; ids only. */
  readonly label: string;
}

/** `conflict`: nothing was written, because the labelled items are not as they were read. */
export type CommitResult = { ok: true } | { ok: false; conflicts: string[] };

export interface UnitOfWork {
  /**
   * Applies all writes or none. Transactions that collide are tried again with jitter before they count as
   * conflicts. Throws on anything unexpected.
   */
  commit(writes: Write[]): Promise<CommitResult>;
}

/** A page of a query; `next` continues it. */
export interface Page<T> {
  items: T[];
  next?: string;
}

/** Number of shards of every work index (DESIGN §10). */
export const SHARDS = 16;

/** How the pool part of a contact changes together with the rest of it. */
export type PoolChange =
  /** A request entered the pool: pool version + 1, looked at from `dueAt` on. */
  | { kind: 'grown'; dueAt: Instant }
  /** The batch has read the pool at `poolVersion`: the due key moves, or goes when nothing is left. */
  | { kind: 'due'; dueAt?: Instant; poolVersion: number };

export interface Contacts {
  getContact(therapistId: number): Promise<Contact>;
  /** Writes all but the pool part, if the version is as read. */
  saveContact(contact: Contact, pool?: PoolChange): Write;
  /** Pool version + 1 and a due key unless there is an earlier one, whatever the version. */
  growPool(therapistId: number, dueAt: Instant): Write;
  /** Therapists of one shard whose due key has come, oldest first. A hint: read the contact before acting. */
  dueTherapists(shard: number, now: Instant, limit: number, next?: string): Promise<Page<number>>;
  getMailbox(key: string): Promise<Mailbox>;
  saveMailbox(mailbox: Mailbox): Write;
  getPhone(key: string): Promise<Phone>;
  savePhone(phone: Phone): Write;
}

/** A request in a therapist's pool, or in his queue for a call. */
export interface PooledRequest {
  requestId: number;
  therapistId: number;
  patientId: number;
  orderKey: string;
}

/** A request that waits for a call. */
export interface QueuedRequest extends PooledRequest {
  nextAttemptAt: Instant;
}

/** A request in its patient's list. */
export interface ListedRequest {
  requestId: number;
  therapistId: number;
}

export interface Requests {
  getRequest(id: number): Promise<PlacementRequest | undefined>;
  getRequests(ids: number[]): Promise<PlacementRequest[]>;
  saveRequest(request: PlacementRequest): Write;
  /** Lists a request under its patient; written before the request itself, so that none is ever missing there. */
  listUnderPatient(request: Pick<PooledRequest, 'requestId' | 'patientId' | 'therapistId'>): Write;
  /** All requests of a patient, read strongly; one of them may not be written yet. */
  requestsOfPatient(patientId: number, limit: number, next?: string): Promise<Page<ListedRequest>>;
  /** Takes a request off its patient's list. */
  unlist(request: Pick<PooledRequest, 'requestId' | 'patientId'>): Promise<void>;
  /** Pool → email: applies only while the request is pending with this order key; also removes its pool item. */
  moveToEmail(pooled: PooledRequest, emailId: string): Write[];
  /** The therapist's first requests in order. */
  firstPooled(therapistId: number, limit: number): Promise<PooledRequest[]>;
  /** The therapist's first requests without a registration date, wherever they stand in his pool. */
  firstUndated(therapistId: number, limit: number): Promise<PooledRequest[]>;
  addToPool(pooled: PooledRequest): Write;
  removeFromPool(pooled: PooledRequest): Write;
  /** Requests of the therapist that wait for a call, in order. */
  firstAwaitingCall(therapistId: number, limit: number): Promise<QueuedRequest[]>;
  /** Puts a request into its therapist's queue for a call, or moves its next attempt. */
  awaitCall(pooled: PooledRequest, nextAttemptAt: Instant): Write;
  stopAwaitingCall(pooled: PooledRequest): Write;
  /** Ids of requests that stand in a therapist's pool or call queue, whatever their place, at most so many. */
  waitingOf(therapistId: number, limit: number): Promise<number[]>;
  /** Deletes all that stands of some requests in a therapist's pool and call queue, whatever their place. */
  removeWaiting(therapistId: number, requestIds: ReadonlySet<number>): Promise<void>;
  /** Therapists of one shard with requests whose next attempt at a call has come. */
  therapistsAwaitingCalls(shard: number, now: Instant, limit: number, next?: string): Promise<Page<number>>;
}

/** What is due at `now`, a page at a time. */
export interface DueQuery {
  now: Instant;
  limit: number;
  next?: string | undefined;
}

/** The lanes of the emails' work index: what has to be looked at, from when on. */
export type EmailLane = 'confirm' | 'send' | 'rescue' | 'resolve' | 'follow_up';

/** A due email of the work index. A hint: read the email before acting. */
export interface DueEmail {
  emailId: string;
  dueAt: Instant;
}

/** What a therapist answered, in his own words; health data, kept apart from the head. */
export interface EmailResponse {
  receivedAt: Instant;
  content: string;
  /** What was noted as his answer before it was corrected, oldest first. */
  corrected: { receivedAt: Instant; content: string }[];
}

/** What people wrote for an email, what was sent, and what was answered: each an item of its own. */
export type EmailText = 'content' | 'body' | 'response';

export interface Emails {
  getEmail(id: string): Promise<EmailWithEntries | undefined>;
  saveEmail(email: Email): Write;
  saveEntries(emailId: string, entries: Entry[]): Write;
  getResponse(emailId: string): Promise<EmailResponse | undefined>;
  saveResponse(emailId: string, response: EmailResponse): Write;
  /** What a client wrote for the email; undefined when nobody wrote anything. */
  getContent(emailId: string): Promise<WrittenContent | undefined>;
  saveContent(emailId: string, content: WrittenContent): Write;
  /** Stores the body as sent, outside of transactions. */
  putBody(emailId: string, body: RenderedEmail): Promise<void>;
  /** The body of the last attempt; undefined when there was none. */
  getBody(emailId: string): Promise<RenderedEmail | undefined>;
  /** Deletes one of the texts that stand beside the head. */
  removeText(emailId: string, text: EmailText): Write;
  dueEmails(lane: EmailLane, shard: number, query: DueQuery): Promise<Page<DueEmail>>;
  /** Emails of a therapist, newest first, as hints. */
  emailsOfTherapist(therapistId: number, limit: number): Promise<string[]>;
}

/**
 * Ways from an answer back to its email. They are written when SES reports a delivery, since an answer comes after it and
 * sending has enough to write; where the report is missing they are too.
 */
export interface EmailLookups {
  /** By SES's id and by the reference of its conversation; and that its mailbox is its therapist's. Again is fine. */
  saveLookups(email: FindableEmail): Write[];
  /** Takes them away again, those of the whole conversation and mailbox included. */
  removeLookups(email: FindableEmail): Write[];
  /** Ids of the emails that have such SES ids, as far as they are known, in the order of the ids; at most 100. */
  emailsByMessageId(sesMessageIds: string[]): Promise<string[]>;
  /** The same by references: of each conversation the id of one email. */
  emailsByReference(references: string[]): Promise<string[]>;
  /** The therapists to whom mail was delivered at a mailbox. */
  therapistsOfMailbox(mailboxKey: string): Promise<number[]>;
}

type FindableEmail = Pick<Email, 'id' | 'refersTo' | 'sesMessageId' | 'recipient' | 'therapistId'>;

export interface Switches {
  /** An empty set of version 0 until somebody has switched anything. */
  getSwitches(): Promise<SwitchSet>;
  saveSwitches(switches: SwitchSet): Write;
}

export interface WorkItems {
  getWorkItem(id: string): Promise<WorkItem | undefined>;
  saveWorkItem(item: WorkItem): Write;
  /** Ids of a therapist's work items, oldest first, as hints. */
  workItemsOfTherapist(therapistId: number, limit: number, next?: string): Promise<Page<string>>;
}

/** Erasures, and the ledger of who was erased: by pseudonyms, for ever. */
export interface Erasures {
  /** The erasure of a person; undefined for all others. Read strongly. */
  erasureOf(personKey: string): Promise<string | undefined>;
  /** Enters a person into the ledger; applies only while he is not in it. */
  enterLedger(erasure: Pick<Erasure, 'id' | 'personKey' | 'createdAt'>): Write;
  getErasure(id: string): Promise<Erasure | undefined>;
  saveErasure(erasure: Erasure): Write;
  /** Running erasures whose next step may be taken. A hint: read the erasure before acting. */
  dueErasures(now: Instant, limit: number): Promise<string[]>;
  /** All erasures, newest first. */
  listErasures(limit: number, next?: string): Promise<Page<Erasure>>;
}

export interface InboundMails {
  getInboundMail(id: string): Promise<InboundMail | undefined>;
  /** The mail, and that its email and its therapist have it in their lists. */
  saveInboundMail(mail: InboundMail): Write[];
  /** The mail and its place in those lists; its bytes in the bucket stay. */
  removeInboundMail(mail: Pick<InboundMail, 'id' | 'emailId' | 'therapistId'>): Write[];
  /** Ids of the mails that belong to an email, oldest first, read strongly; a hint: one may belong elsewhere since. */
  inboundMailsOfEmail(emailId: string, limit: number, next?: string): Promise<Page<string>>;
  /** The same of a therapist. */
  inboundMailsOfTherapist(therapistId: number, limit: number, next?: string): Promise<Page<string>>;
}

/** How far something that is kept for a time was looked through. */
export interface RetentionMark {
  /** Everything older is done. */
  through: Instant;
  /** Until where the run that is under way goes, and where it goes on. */
  to?: Instant;
  next?: string;
  /** Ids of what was passed over because somebody still works on it. */
  open: string[];
}

export interface RetentionMarks {
  getRetentionMark(name: string): Promise<RetentionMark | undefined>;
  putRetentionMark(name: string, mark: RetentionMark): Promise<void>;
}

export interface OnceRecords {
  /** Undefined when nothing was done with this key, or too long ago to count. */
  getOnceRecord(key: string, now: Instant): Promise<OnceRecord | undefined>;
  /** Applies only while there is no such record. */
  saveOnceRecord(record: OnceRecord): Write;
}

/** A row of the outbox as the relay reads it; `event` is absent when the row cannot be read as an event. */
export interface OutboxRow {
  shard: number;
  key: string;
  aggregate: string;
  seq: number;
  event?: OutboxEvent;
}

export interface Outbox {
  addEvent(event: OutboxEvent): Write;
  readShard(shard: number, limit: number, next?: string): Promise<Page<OutboxRow>>;
  /** Strongly consistent: is this number of the aggregate still waiting? */
  isOwed(shard: number, aggregate: string, seq: number): Promise<boolean>;
  /** Rows that could not be deleted stay; throws when the table does not answer. */
  deleteRows(rows: OutboxRow[]): Promise<void>;
}

export interface Leases {
  /** True when nobody else holds the lease at `now`; it then belongs to `owner` until `until`. */
  acquire(name: string, owner: string, now: Instant, until: Instant): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
}

export interface SendingState {
  getBreaker(): Promise<Breaker>;
  putBreaker(breaker: Breaker): Promise<void>;
  /**
   * Takes the next slots of the row that all senders share: `count` of them, `gapMs` apart. No slot is given twice, and
   * one that is not used is lost.
   * @returns milliseconds to wait for the first of them; 0 when it may be used at once
   */
  takeSlots(slots: { count: number; gapMs: number; now: Instant }): Promise<number>;
}

/** A record of a topic that could not be understood. */
export interface ParkedRecord {
  topic: string;
  partition?: number;
  offset?: number;
  reason: string;
  bytes: Uint8Array;
  at: Instant;
}

export interface Parking {
  park(record: ParkedRecord): Promise<void>;
}

/** A parked record with its bytes. */
export interface ReadParkedRecord {
  id: string;
  bytes: Uint8Array;
  /** The bytes lie in the bucket. */
  inBucket: boolean;
}

export interface ParkedBytes {
  /** A page of all records that still have bytes; completes what `forget` has begun and a crash cut off. */
  readParked(limit: number, next?: string): Promise<Page<ReadParkedRecord>>;
  /** A record's bytes go for good: a replay of the topic does not park it again. `dropBytes` has to follow. */
  forget(record: ReadParkedRecord): Write;
  /** Deletes the bytes of a forgotten record from the bucket. */
  dropBytes(record: Pick<ReadParkedRecord, 'id' | 'inBucket'>): Promise<void>;
}

/** What events have told of therapists and patients. */
export interface Projections {
  /** Stores what an event said, unless a newer event was applied already; returns whether it was applied. */
  projectTherapist(
    id: number,
    data: Record<string, unknown>,
    position: PlacementRequest['last'],
  ): Promise<boolean>;
  projectPatient(
    id: number,
    data: Record<string, unknown>,
    position: PlacementRequest['last'],
  ): Promise<boolean>;
  /** What events have told, in the fields of the wire; undefined when they told nothing. */
  getTherapistData(id: number): Promise<Record<string, unknown> | undefined>;
  getPatientData(id: number): Promise<Record<string, unknown> | undefined>;
  /** Deletes what events have told; nothing happens where they told nothing. */
  removeTherapistData(id: number): Write;
  removePatientData(id: number): Write;
}

/** Which emails a list holds. */
export interface EmailFilter {
  therapistId?: number | undefined;
  state?: EmailState | undefined;
  answered?: boolean | undefined;
  batchId?: string | undefined;
  /** Made at this instant or later. */
  createdFrom?: Instant | undefined;
  /** Made before this instant. */
  createdTo?: Instant | undefined;
}

export interface EmailLists {
  /**
   * Emails, newest first. Work per page is bounded: of a rare kind a page may hold fewer than `limit`, or none, and
   * still have a `next`.
   */
  listEmails(
    filter: EmailFilter,
    page: { now: Instant; limit: number; next?: string | undefined },
  ): Promise<Page<Email>>;
}

/** Which work items a list holds. */
export interface WorkItemFilter {
  status: WorkItemStatus;
  therapistId?: number | undefined;
  kind?: WorkItemKind | undefined;
  reason?: WorkItemReason | undefined;
  /** Due before this instant. */
  dueTo?: Instant | undefined;
}

export interface WorkItemLists {
  /**
   * Work items: open ones by due date, earliest first; done ones by when they were done, latest first. Work per page is
   * bounded: of a rare kind a page may hold fewer than `limit`, or none, and still have a `next`.
   */
  listWorkItems(
    filter: WorkItemFilter,
    page: { limit: number; next?: string | undefined },
  ): Promise<Page<WorkItem>>;
}

/** Which suppressions a list holds. */
export interface SuppressionFilter {
  reason?: SuppressionReason | undefined;
  source?: SuppressionSource | undefined;
}

export interface SuppressionLists {
  /**
   * Mailboxes that are suppressed at `now`, by since when, newest first. Work per page is bounded: of a rare kind a page
   * may hold fewer than `limit`, or none, and still have a `next`.
   */
  listSuppressions(
    filter: SuppressionFilter,
    page: { now: Instant; limit: number; next?: string | undefined },
  ): Promise<Page<SuppressedMailbox>>;
}

/** Which inbound mails a list holds. */
export interface InboundMailFilter {
  /** At least one. */
  statuses: readonly InboundStatus[];
  kind?: InboundKind | undefined;
  therapistId?: number | undefined;
  emailId?: string | undefined;
}

export interface InboundMailLists {
  /**
   * Inbound mails of some statuses, newest first. Work per page is bounded: of a rare kind a page may hold fewer than
   * `limit`, or none, and still have a `next`.
   */
  listInboundMails(
    filter: InboundMailFilter,
    page: { limit: number; next?: string | undefined },
  ): Promise<Page<InboundMail>>;
}
