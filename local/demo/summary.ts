import { readLedger, type Ledger } from '../invariants/ledger.ts';
import { readPublished, withoutDuplicates } from '../invariants/published.ts';
import type { Outcome } from './simulation.ts';

type Counts = Record<string, number>;

/** What two weeks come to, in numbers; the machine-readable part of the report. */
export interface Summary {
  therapists: number;
  requests: number;
  records: number;
  /** Mails that SES took over, by kind. */
  mails: Counts;
  /** Emails by the state that they ended in. */
  emails: Counts;
  deferrals: Counts;
  /** Calls booked, those canceled since included. */
  calls: number;
  /** The same by the state that they ended in, and by line. */
  calls_by_state: Counts;
  calls_by_line: Counts;
  /** Calls about several therapists. */
  merged_calls: number;
  /** What happened to calls on their way. */
  call_steps: Counts;
  /** Tries that were made, by outcome. */
  tries: Counts;
  /** What therapists said about requests on the phone; "nothing" where they did not come to speak about one. */
  said: Counts;
  /** Therapists by how their phone hours were understood. */
  phone_hours: Counts;
  /** Requests that left an email or a call, by what closed them. */
  withdrawals: Counts;
  answers: Counts;
  /** Work items opened, by reason, and by what became of them. */
  work_items: Counts;
  work_items_by_status: Counts;
  parked: Counts;
  /** Distinct events. */
  events: number;
  published: number;
  places: Counts;
  /** Runs or records that ended with an error. */
  failures: number;
}

/** Counts the outcome, from the outside wherever that is possible. */
export function summarize({ scenario, evidence, journal }: Outcome): Summary {
  const ledger = readLedger(evidence.dump);
  const events = withoutDuplicates(readPublished(evidence.published).events).map(({ event }) => event);
  const calls = [...ledger.calls.values()].map(({ call }) => call);
  const workItems = [...ledger.workItems.values()];
  const parked = evidence.dump.runtime.filter((item) => item['pk'] === 'parked');
  return {
    therapists: scenario.therapists.size,
    requests: ledger.requests.size,
    records: journal.total('records'),
    mails: tally(evidence.accepted.map(({ tags }) => kindOf(ledger, tags['email_id']))),
    emails: tally([...ledger.emails.values()].map(({ email }) => email.state)),
    deferrals: journal.totals('deferred: '),
    calls: calls.length,
    calls_by_state: tally(calls.map(({ state }) => state)),
    calls_by_line: tally(calls.map(({ line }) => String(line))),
    merged_calls: calls.filter(({ therapistIds }) => therapistIds.length > 1).length,
    call_steps: {
      booked: journal.total('follow-up: booked'),
      joined: journal.total('follow-up: joined'),
      ...journal.totals('call: '),
    },
    tries: journal.totals('try: '),
    said: journal.totals('said: '),
    phone_hours: journal.totals('phone hours: '),
    withdrawals: tally(
      events
        .filter(({ eventType }) => eventType === 'communication.placement_withdrawn')
        .map(({ payload }) => String(payload['reason'])),
    ),
    answers: journal.totals('answer: '),
    work_items: tally(workItems.map(({ reason }) => reason)),
    work_items_by_status: tally(workItems.map(({ status }) => status)),
    parked: tally(parked.map((item) => String(item['reason']))),
    events: events.length,
    published: evidence.published.length,
    places: tally([...ledger.requests.values()].map(({ place }) => place)),
    failures: journal.total('failures'),
  };
}

/** Kind of an accepted mail. */
export function kindOf({ emails }: Ledger, emailId = ''): string {
  return emails.get(emailId)?.email.kind ?? 'unknown';
}

function tally(values: string[]): Counts {
  const groups = [...Map.groupBy(values, (value) => value)];
  return Object.fromEntries(
    groups.map(([value, members]) => [value, members.length] as const).sort(([, a], [, b]) => b - a),
  );
}
