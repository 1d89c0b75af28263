import type { Instant } from '../../shared/domain/time.ts';
import { readLedger } from '../invariants/ledger.ts';
import type { ConsoleEngine } from './console-engine.ts';

type Counts = Record<string, number>;

/** The engine in numbers. */
export interface EngineState {
  now: Instant;
  /** Accepted by SES. */
  mails: number;
  /** On the bus. */
  events: number;
  /** By place. */
  requests: Counts;
  /** By state. */
  emails: Counts;
  calls: Counts;
  work_items: Counts;
  next_ticks: { schedule: string; at: Instant }[];
}

/** Counts what lies in the tables and what the doubles have seen. */
export async function readState(engine: ConsoleEngine): Promise<EngineState> {
  const { requests, emails, calls, workItems } = readLedger(await engine.dump());
  return {
    now: engine.now(),
    mails: engine.mails().length,
    events: engine.events().length,
    requests: countBy([...requests.values()].map(({ place }) => place)),
    emails: countBy([...emails.values()].map(({ email }) => email.state)),
    calls: countBy([...calls.values()].map(({ call }) => call.state)),
    work_items: countBy([...workItems.values()].map(({ status }) => status)),
    next_ticks: engine.nextTicks(),
  };
}

function countBy(names: string[]): Counts {
  const counts: Counts = {};
  for (const name of names.sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
