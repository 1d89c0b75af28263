/**
 * What the use cases need from the outside beside their stores (stores.ts), in as few verbs as they need. Adapters in
 * out/ and platform/ implement these; nothing in domain/ or use-cases/ knows how.
 */
import type { DirectoryFault, PatientFacts, Therapist } from './email/directory.ts';
import type { EmailKind } from './email/email.ts';
import type { WrittenContent } from './email/written-content.ts';
import type { SendOutcome } from './email/send-outcome.ts';
import type { OutboxEvent } from './events.ts';
import type { ReadMail } from './inbound/read-mail.ts';
import type { CountName, GaugeName } from './metrics.ts';
import type { Subject } from './privacy/erasure.ts';
import type { Result } from './result.ts';
import type { Instant, LocalDate } from './time.ts';

/** The one source of time. `sleep` is part of it, so that simulated time passes without waiting. */
export interface Clock {
  now(): Instant;
  sleep(ms: number): Promise<void>;
}

/** New sortable ids: `em_…`, `pc_…`, `wi_…`, `ab_…` (absences), `er_…` (erasures), and event ids. */
export interface Ids {
  next(prefix: 'em' | 'pc' | 'wi' | 'ab' | 'er' | 'ev'): string;
}

/** Keyed hashes that stand for a person's data where the data themselves must not (DESIGN §10). */
export interface Pseudonyms {
  /** Key of a mailbox, from its canonical address. */
  mailboxKey(address: string): string;
  /** Key of a person in the ledger of erasures: all that is kept of who was erased. */
  personKey(person: Subject): string;
  /** Key of a phone number in E.164. */
  phoneKey(phoneNumber: string): string;
  /** 26 characters of Crockford base32 from which the code of a request is cut. */
  requestDigest(requestId: number): string;
}

/** What a token lets its holder do: answer the email, or object to all further contact. */
export type TokenPurpose = 'reply' | 'unsubscribe';

/** Signed tokens that lead from a mail, or from the answer to it, back to its email (docs/decisions/0022). */
export interface MailTokens {
  /** At most 50 characters of an address's local part. Throws when the id is not one of ours. */
  issue(purpose: TokenPurpose, emailId: string): string;
  /** The email's id; undefined when the token was not issued for this purpose. Any case. */
  read(purpose: TokenPurpose, token: string): string | undefined;
}

/** The body as sent. */
export interface RenderedEmail {
  subject: string;
  html: string;
  text: string;
}

/** What bears the mark of an erasure once that has come by. */
export interface Erasable {
  erasedAt?: Instant;
}

export interface Directory {
  /** @param known what was read already and tells whether he was erased: his contact, or an email to him */
  therapist(id: number, known?: Erasable): Promise<Result<Therapist, DirectoryFault>>;
  /** @param known the same: an entry that names the patient */
  patient(id: number, known?: Erasable): Promise<Result<PatientFacts, DirectoryFault>>;
}

/** What templates are given; see templates/README.md. */
export interface EmailContent {
  emailId: string;
  kind: EmailKind;
  therapist: Therapist;
  firstContact: boolean;
  patients: { number: number; code: string; facts: PatientFacts }[];
  /** Short number that stands in the subject of every mail of one conversation. */
  reference: string;
  /** When the email that this one follows up was sent. */
  earlierSentAt?: Instant;
  /** What a client wrote: subject and body of a `custom` email, variables of another one. */
  written?: Pick<WrittenContent, 'subject' | 'html' | 'text' | 'variables'>;
}

export interface Renderer {
  /** Throws when a template is broken or data are missing: a defect, not an expected failure. */
  render(content: EmailContent): Promise<RenderedEmail>;
}

/** One mail for one recipient, ready for SES. */
export interface OutgoingMail {
  emailId: string;
  attempt: number;
  to: { address: string; name: string };
  body: RenderedEmail;
  /** SES's id of the mail whose conversation this one continues, where it is known. */
  inReplyTo?: string;
}

/** What SES allows now. `at` is SES's own time of the answer. */
export interface SendQuota {
  maxPerSecond: number;
  remainingToday: number;
  at: Instant;
}

export interface Mailer {
  /** Undefined when SES gave no answer. */
  quota(): Promise<SendQuota | undefined>;
  /** Exactly one attempt; never throws. */
  send(mail: OutgoingMail): Promise<SendOutcome>;
}

export interface EventPublisher {
  /**
   * Publishes events in order.
   * @returns for each event whether it was acknowledged; once an event of an aggregate is not, later ones of the same
   *   aggregate are not either
   */
  publish(events: OutboxEvent[]): Promise<boolean[]>;
}

export interface Holidays {
  isHoliday(date: LocalDate): boolean;
}

/** Numbers for alarms and dashboards. Names and numbers only. */
export interface Metrics {
  /** So many more. */
  count(name: CountName, value?: number): void;
  /** So it stands now; the name says the unit. */
  gauge(name: GaugeName, value: number): void;
}

/** What the caller of a phone call is to say, to one therapist after the other; see templates/README.md. */
export interface CallScript {
  /** E.164. */
  phoneNumber: string;
  conversations: {
    therapist: Therapist;
    /** When the emails left that the call follows up, earliest first; none when there was none. */
    emailedAt: Instant[];
    /** In the order in which they are to be spoken about. */
    patients: { priority: number; code: string; facts: PatientFacts }[];
  }[];
}

export interface ScriptRenderer {
  /** Throws when a template is broken: a defect, not an expected failure. */
  renderScript(script: CallScript): Promise<string>;
}

export interface MailReader {
  /**
   * Takes a mail apart, whatever bytes arrive: up to 40 MB, broken or hostile. Bounded in time and memory; never
   * throws.
   */
  read(bytes: Uint8Array): Promise<ReadMail>;
}

/** The bytes of mails that arrived, as SES has put them down. */
export interface RawMails {
  /** Undefined when there are none, or no longer. */
  getRawMail(key: string): Promise<Uint8Array | undefined>;
  /** Bytes that are gone already are fine. */
  removeRawMail(key: string): Promise<void>;
}
