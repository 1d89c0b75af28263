import { readLedger, type Ledger } from '../invariants/ledger.ts';
import { readPublished } from '../invariants/published.ts';
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
  answers: Counts;
  work_items: Counts;
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
  const { events } = readPublished(evidence.published);
  const parked = evidence.dump.runtime.filter((item) => item['pk'] === 'parked');
  return {
    therapists: scenario.therapists.size,
    requests: ledger.requests.size,
    records: journal.total('records'),
    mails: tally(evidence.accepted.map(({ tags }) => kindOf(ledger, tags['email_id']))),
    emails: tally([...ledger.emails.values()].map(({ email }) => email.state)),
    deferrals: journal.totals('deferred: '),
    calls: ledger.calls.size,
    answers: journal.totals('answer: '),
    work_items: tally([...ledger.workItems.values()].map(({ reason }) => reason)),
    parked: tally(parked.map((item) => String(item['reason']))),
    events: new Set(events.map(({ event }) => event.eventId)).size,
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
