import type { Instant } from '../time.ts';
import {
  MAX_AGENDA,
  type CallEntry,
  type CallState,
  type CallWithEntries,
  type PhoneCall,
} from './phone-call.ts';
import type { Slot } from './slots.ts';

/** What may happen to a call in which state (CONTRACT §1); everything else is refused. */
const ALLOWED = {
  join: ['scheduled'],
  leave: ['scheduled', 'failed'],
  cancel: ['scheduled'],
  move: ['scheduled'],
  complete: ['scheduled'],
  fail: ['scheduled'],
  note: ['scheduled', 'completed', 'failed'],
} as const satisfies Record<string, readonly CallState[]>;

export type CallStep = keyof typeof ALLOWED;

/** A step that the table of states does not have: a defect of the caller, never a guess. */
export class IllegalCallMove extends Error {
  readonly code = 'illegal_move';
}

/** More requests than an agenda holds: a defect of the caller, who asks `roomOnAgenda` and makes more calls. */
export class AgendaFull extends Error {
  readonly code = 'agenda_full';
}

/** A request to be put on an agenda. */
export type AgendaItem = Omit<CallEntry, 'number' | 'included' | 'outcome' | 'reason' | 'createdAt'>;

/** All that a new call is made of. */
export interface NewCall {
  id: string;
  therapistIds: number[];
  /** E.164. */
  phoneNumber: string;
  slot: Slot;
  timeZone: string;
  durationMinutes: number;
  bufferMinutes: number;
  notes?: string;
  /** At most MAX_AGENDA, in the order in which they are to be spoken about. */
  agenda: AgendaItem[];
}

/** Entries that are still on the agenda. */
export function liveAgenda(entries: CallEntry[]): CallEntry[] {
  return entries.filter(({ included }) => included);
}

/** Therapists whom the call is still about, in the order of its `therapistIds`: all, when it has no agenda. */
export function liveTherapists({ call, entries }: CallWithEntries): number[] {
  const live = new Set(liveAgenda(entries).map(({ therapistId }) => therapistId));
  return call.therapistIds.filter((therapistId) => live.size === 0 || live.has(therapistId));
}

/** How many more requests the agenda takes. */
export function roomOnAgenda(entries: CallEntry[]): number {
  return MAX_AGENDA - liveAgenda(entries).length;
}

/** – → scheduled: the first try, at `plan.slot`. Throws AgendaFull. */
export function scheduleCall(plan: NewCall, now: Instant): CallWithEntries {
  const { slot, agenda, ...kept } = plan;
  const entries = append([], agenda, now);
  const call: PhoneCall = {
    ...kept,
    state: 'scheduled',
    startsAt: slot.startsAt,
    localDate: slot.localDate,
    localTime: slot.localTime,
    line: slot.line,
    try: 1,
    emailIds: emailsOf(entries),
    createdAt: now,
    updatedAt: now,
    seq: 0,
    version: 0,
  };
  return { call, entries };
}

/**
 * Requests join a scheduled call, and with them their therapists and the emails that it follows up. A request that is on the agenda already
 * is left as it is. Throws IllegalCallMove and AgendaFull.
 */
export function joinCall(
  { call, entries }: CallWithEntries,
  agenda: AgendaItem[],
  now: Instant,
): CallWithEntries {
  check('join', call);
  const present = new Set(liveAgenda(entries).map(({ requestId }) => requestId));
  const joined = append(
    entries,
    agenda.filter(({ requestId }) => !present.has(requestId)),
    now,
  );
  const therapistIds = [...new Set([...call.therapistIds, ...agenda.map(({ therapistId }) => therapistId)])];
  return { call: { ...call, therapistIds, emailIds: emailsOf(joined), updatedAt: now }, entries: joined };
}

/**
 * Requests leave the agenda, because they were answered or closed. A scheduled call that loses its last request is
 * canceled (DESIGN §6); the caller frees its cells. Requests that are not on the agenda change nothing. Throws
 * IllegalCallMove.
 */
export function leaveCall(held: CallWithEntries, requestIds: number[], now: Instant): CallWithEntries {
  const { call, entries } = held;
  check('leave', call);
  if (!liveAgenda(entries).some(({ requestId }) => requestIds.includes(requestId))) return held;
  const left = entries.map((entry) =>
    requestIds.includes(entry.requestId) ? { ...entry, included: false } : entry,
  );
  const isOver = call.state === 'scheduled' && liveAgenda(left).length === 0;
  return { call: isOver ? cancelCall(call, now) : { ...call, updatedAt: now }, entries: left };
}

/** scheduled → canceled; the history stays, the caller frees the cells. Throws IllegalCallMove. */
export function cancelCall(call: PhoneCall, now: Instant): PhoneCall {
  check('cancel', call);
  return { ...call, state: 'canceled', updatedAt: now };
}

/** Whether the table of states has this step for the call: to be asked before a step that somebody else chose. */
export function allows(step: CallStep, { state }: PhoneCall): boolean {
  const states: readonly CallState[] = ALLOWED[step];
  return states.includes(state);
}

/** Throws IllegalCallMove when the table of states does not have this step for the call. */
export function check(step: CallStep, call: PhoneCall): void {
  if (!allows(step, call)) throw new IllegalCallMove(`cannot ${step} a call that is ${call.state}`);
}

/** Numbers go on from the last one, so that an entry's id is never given twice. */
function append(entries: CallEntry[], agenda: AgendaItem[], now: Instant): CallEntry[] {
  if (agenda.length > roomOnAgenda(entries)) throw new AgendaFull(`an agenda takes ${MAX_AGENDA} requests`);
  const added = agenda.map((item, index) => ({
    ...item,
    number: entries.length + index + 1,
    included: true,
    createdAt: now,
  }));
  return [...entries, ...added];
}

/** Also of those who left: an email is followed up by one call at most (I6). */
function emailsOf(entries: CallEntry[]): string[] {
  return [...new Set(entries.flatMap(({ emailId }) => emailId ?? []))];
}
