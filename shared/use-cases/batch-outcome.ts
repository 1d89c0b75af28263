import type { Refusal } from '../domain/contact/can-contact-therapist.ts';
import type { Contact, Mailbox } from '../domain/contact/contact.ts';
import type { Recipient } from '../domain/email/email.ts';
import type { Instant } from '../domain/time.ts';

/** What became of a due therapist. */
export type BatchOutcome =
  | { kind: 'created'; emailId: string; requests: number }
  | {
      kind: 'deferred';
      reason: Refusal['reason'] | 'call_scheduled' | 'data_unavailable' | 'not_his_turn';
      until?: Instant;
    }
  | { kind: 'moved'; to: 'call' | 'work_item'; more: boolean }
  | { kind: 'nothing_waiting' };

/** The right to write to a therapist next. */
export interface Turn {
  contact: Contact;
  mailbox: Mailbox;
  recipient: Recipient;
  notBefore: Instant;
}
