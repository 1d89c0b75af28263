import type { Instant, LocalDate } from '../time.ts';
import type { Outcome, OutcomeReason } from '../email/email.ts';

export const CALL_STATES = ['scheduled', 'completed', 'failed', 'canceled'] as const;
export type CallState = (typeof CALL_STATES)[number];

/** What came of a try. All but `reached` and `wrong_number` lead to another try. */
export type CallOutcome = 'reached' | 'no_answer' | 'busy' | 'voicemail' | 'wrong_number' | 'callback_at';

/** A phone call that a human caller makes to follow up unanswered emails. */
export interface PhoneCall {
  id: string;
  /** The therapist; more than one when several share a phone number. Whoever's requests all left stays named. */
  therapistIds: number[];
  state: CallState;
  startsAt: Instant;
  /** Wall-clock date and time (`HH:MM`) of `startsAt` in `timeZone`: what the caller reads. */
  localDate: LocalDate;
  localTime: string;
  timeZone: string;
  durationMinutes: number;
  /** Minutes kept free before and after the call; part of the booked cells. */
  bufferMinutes: number;
  /** Number of the caller line, from 1. */
  line: number;
  /** Which try this is, from 1. */
  try: number;
  /** What came of the last try. */
  outcome?: CallOutcome;
  /** Wall-clock date and time (`HH:MM`) at which the last try was really made. */
  actualDate?: LocalDate;
  actualTime?: string;
  /** The next try was not to be made before this instant. */
  retryAfter?: Instant;
  /** What the caller wrote down; may speak of people. */
  notes?: string;
  emailIds: string[];
  /** When staff were asked about a call whose outcome nobody recorded. */
  overdueAt?: Instant;
  phoneNumber: string;
  createdAt: Instant;
  updatedAt: Instant;
  /** Number of the last event about this call. */
  seq: number;
  version: number;
}

/** One request on a call's agenda. */
export interface CallEntry {
  number: number;
  requestId: number;
  patientId: number;
  therapistId: number;
  code: string;
  orderKey: string;
  /** The email that the call follows up; absent when the request came straight to the call path. */
  emailId?: string;
  /** False once the request left the agenda. */
  included: boolean;
  /** Its patient or therapist was erased: patient, code and order key are nobody's. */
  erased?: true;
  /** Whether the caller came to speak about it. */
  discussed?: boolean;
  /** Noted while the call is scheduled; takes effect when it is over. */
  outcome?: Outcome;
  reason?: OutcomeReason;
  followUpRequired?: boolean;
  /** May speak of people. */
  followUpNotes?: string;
  /** When it came onto the agenda; absent on entries older than this field. */
  createdAt?: Instant;
}

/** A call with its agenda, as a use case loads it. */
export interface CallWithEntries {
  call: PhoneCall;
  entries: CallEntry[];
}

/** An agenda has at most so many entries, so that every transaction on it stays legal (DESIGN §7). */
export const MAX_AGENDA = 10;

/** A call for several therapists of one phone number names at most so many (DESIGN §7). */
export const MAX_MERGED_THERAPISTS = 3;

/** Calls that last longer are made for one therapist alone (DESIGN §7). */
export const MAX_MERGED_MINUTES = 30;
