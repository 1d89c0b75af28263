import type { Violation } from '../invariants/evidence.ts';
import { readLedger } from '../invariants/ledger.ts';
import type { Outcome } from './simulation.ts';
import type { Summary } from './summary.ts';

/** The invariants in words (DESIGN §2). */
const INVARIANTS = {
  I1: 'every accepted request has exactly one place',
  I2: 'one contact email a week for a therapist, and for a mailbox',
  I3: 'a request is in at most one contact email that counts',
  I4: 'SES accepted no email twice',
  I5: 'calls do not overlap and do not outnumber the callers',
  I6: 'one follow-up call for an email, none after its answer',
  I7: 'every event published, in the order of its aggregate',
};

/** What a run was to show and did not. */
export interface Shortcomings {
  /** Ways that calls did not go. */
  missing: string[];
  /** Mails that did not pass their check, and why. */
  faultyMails: string[];
}

/** What a person wants to know after the run, as text. */
export function describeOutcome(
  outcome: Outcome,
  summary: Summary,
  { missing, faultyMails }: Shortcomings,
): string {
  const { mails, deferrals, answers, parked } = summary;
  return [
    `${summary.requests} requests for ${summary.therapists} therapists, from ${summary.records} records`,
    section('Mails accepted by SES', mails),
    ...(faultyMails.length > 0
      ? [`Mails with faults\n${faultyMails.map((mail) => `  ${mail}`).join('\n')}`]
      : []),
    section('Emails by state', summary.emails),
    section('Deferrals of the daily batch', deferrals),
    section('Answers', answers),
    section('Requests withdrawn from emails and calls', summary.withdrawals),
    `Calls booked: ${summary.calls}, about several therapists: ${summary.merged_calls}\n${listCalls(outcome)}`,
    section('On the way to a call and after it', summary.call_steps),
    section('Tries', summary.tries),
    section('Said about requests on the phone', summary.said),
    section('Phone hours', summary.phone_hours),
    section('Work items', summary.work_items),
    section('Work items by status', summary.work_items_by_status),
    section('Where the requests are', summary.places),
    section('Records parked', parked),
    `Events: ${summary.events}, published ${summary.published} times with repetitions`,
    ...(missing.length > 0 ? [`Did not occur: ${missing.join(', ')}`] : []),
    ...(summary.failures > 0 ? [`Failed runs and refused records: ${summary.failures}`] : []),
    `Invariants\n${listInvariants(outcome.violations)}`,
  ].join('\n\n');
}

function section(title: string, counts: Record<string, number>): string {
  const lines = Object.entries(counts).map(([what, times]) => `  ${String(times).padStart(5)}  ${what}`);
  const sum = Object.values(counts).reduce((total, times) => total + times, 0);
  return [`${title}: ${sum}`, ...lines].join('\n');
}

function listCalls({ evidence }: Outcome): string {
  return [...readLedger(evidence.dump).calls.values()]
    .sort((a, b) => (a.call.startsAt < b.call.startsAt ? -1 : 1))
    .map(({ call, entries }) => {
      const patients = entries.filter(({ included }) => included).length;
      const facts = [
        call.state,
        ...(call.outcome ? [`last try: ${call.outcome}`] : []),
        ...(call.try > 1 ? [`try ${call.try}`] : []),
        `line ${call.line}`,
        `${patients} patient${patients === 1 ? '' : 's'}`,
      ];
      return `  ${call.localDate} ${call.localTime}  therapist ${call.therapistIds.join(', ')}: ${facts.join(', ')}`;
    })
    .join('\n');
}

function listInvariants(violations: Outcome['violations']): string {
  return (Object.keys(INVARIANTS) as (keyof typeof INVARIANTS)[])
    .flatMap((name) => {
      const broken = violations[name];
      return [`  ${broken.length === 0 ? '✓' : '✗'} ${name}  ${INVARIANTS[name]}`, ...broken.map(toLine)];
    })
    .join('\n');
}

function toLine({ subject, problem }: Violation): string {
  return `        ${subject}: ${problem}`;
}
