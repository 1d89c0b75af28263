import { CELL_MS } from '../../shared/domain/phone-call/cells.ts';
import type { PhoneCall } from '../../shared/domain/phone-call/phone-call.ts';
import { MINUTE_MS, toEpochMs, toInstant } from '../../shared/domain/time.ts';
import type { Evidence, Violation } from './evidence.ts';
import { isToBeMade, type Ledger } from './ledger.ts';
import { readPublished } from './published.ts';

/**
 * I5: no two scheduled calls of one therapist or line overlap, never more at one instant than there are lines, and
 * the booked cells are those of the calls.
 *
 * @param configured how many lines there are unless some are stored
 */
export function checkBookings({ calls, cells, lines }: Ledger, configured: number): Violation[] {
  const all = [...calls.values()].map(({ call }) => call);
  const scheduled = all.filter(({ state }) => state === 'scheduled');
  const booked = new Set(cells.map(({ of, startsAt, callId }) => `${callId} ${of} ${startsAt}`));
  const kept = new Set(all.filter(({ state }) => state !== 'canceled').flatMap(cellsOf));
  const missing = scheduled.flatMap(cellsOf).filter((cell) => !booked.has(cell));
  const stray = [...booked].filter((cell) => !kept.has(cell));
  return [
    ...overlaps(scheduled),
    ...crowds(scheduled, lines ?? configured),
    ...missing.map((cell) => ({ subject: `call ${cell}`, problem: 'has not booked this cell' })),
    ...stray.map((cell) => ({ subject: `call ${cell}`, problem: 'has no right to this cell' })),
  ];
}

function startOf({ startsAt }: PhoneCall): number {
  return toEpochMs(startsAt);
}

function endOf(call: PhoneCall): number {
  return startOf(call) + call.durationMinutes * MINUTE_MS;
}

function overlap(one: PhoneCall, other: PhoneCall): boolean {
  return startOf(one) < endOf(other) && startOf(other) < endOf(one);
}

function overlaps(calls: PhoneCall[]): Violation[] {
  return calls.flatMap((one, index) =>
    calls
      .slice(index + 1)
      .filter((other) => overlap(one, other))
      .flatMap((other) => {
        const shared = one.therapistIds.filter((id) => other.therapistIds.includes(id));
        const subjects = [
          ...shared.map((id) => `therapist ${id}`),
          ...(one.line === other.line ? [`line ${one.line}`] : []),
        ];
        return subjects.map((subject) => ({ subject, problem: `${one.id} and ${other.id} overlap` }));
      }),
  );
}

/** The crowd is largest when some call begins. */
function crowds(calls: PhoneCall[], lines: number): Violation[] {
  return calls.flatMap((call) => {
    const running = calls.filter((other) => startOf(other) <= startOf(call) && startOf(call) < endOf(other));
    return running.length > lines
      ? [{ subject: `call ${call.id}`, problem: `begins as number ${running.length} on ${lines} lines` }]
      : [];
  });
}

/** `call, owner of the cell, instant` of every cell that a call blocks, buffers included. */
function cellsOf(call: PhoneCall): string[] {
  const bufferMs = call.bufferMinutes * MINUTE_MS;
  const first = Math.floor((startOf(call) - bufferMs) / CELL_MS);
  const count = Math.ceil((endOf(call) + bufferMs) / CELL_MS) - first;
  const starts = Array.from({ length: count }, (_, index) => toInstant((first + index) * CELL_MS));
  const owners = [...call.therapistIds.map((id) => `therapist#${id}`), `line#${call.line}`];
  return owners.flatMap((owner) => starts.map((start) => `${call.id} ${owner} ${start}`));
}

/** I6: an email is followed up by one call at most (canceled ones count), and by none after its answer. */
export function checkFollowUpCalls({ calls, emails }: Ledger, { published }: Evidence): Violation[] {
  const answeredAt = firstAnswers(published);
  const callsByEmail = new Map<string, PhoneCall[]>();
  for (const { call } of calls.values())
    for (const emailId of call.emailIds)
      callsByEmail.set(emailId, [...(callsByEmail.get(emailId) ?? []), call]);
  const doubled = [...callsByEmail].filter(([, list]) => list.length > 1);
  const late = [...callsByEmail].flatMap(([emailId, list]) =>
    list
      .filter(({ createdAt }) => createdAt > (answeredAt.get(emailId) ?? NEVER))
      .map(({ id }) => [emailId, id]),
  );
  const kept = [...calls.values()]
    .filter(({ call }) => isToBeMade(call))
    .flatMap(({ call, entries }) =>
      entries
        .filter(({ included, emailId = '' }) => included && emails.get(emailId)?.email.answered)
        .map(({ emailId = '' }) => [emailId, call.id]),
    );
  return [
    ...doubled.map(([emailId, list]) => ({
      subject: `email ${emailId}`,
      problem: `is followed up by ${list.map(({ id }) => id).join(' and ')}`,
    })),
    ...late.map(([emailId, callId]) => ({
      subject: `email ${emailId}`,
      problem: `was answered before ${callId} was booked`,
    })),
    ...kept.map(([emailId, callId]) => ({
      subject: `email ${emailId}`,
      problem: `was answered and is still on the agenda of ${callId}`,
    })),
  ];
}

/** After every instant. */
const NEVER = '9999-12-31T23:59:59.999Z';

function firstAnswers(published: Evidence['published']): Map<string, string> {
  const answers = new Map<string, string>();
  for (const { aggregate, event } of readPublished(published).events) {
    if (event.eventType !== 'communication.email_answered') continue;
    const emailId = aggregate.slice('email '.length);
    answers.set(emailId, answers.get(emailId) ?? event.timestamp);
  }
  return answers;
}
