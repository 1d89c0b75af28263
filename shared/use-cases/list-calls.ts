import { dayOf } from '../domain/phone-call/local-time.ts';
import type { CallState, PhoneCall } from '../domain/phone-call/phone-call.ts';
import type { Clock } from '../domain/ports.ts';
import type { Settings } from '../domain/settings.ts';
import type { CallLists } from '../domain/stores/calls.ts';
import type { Page } from '../domain/stores/queries.ts';
import { toInstant, type Instant, type LocalDate } from '../domain/time.ts';

/** What staff ask for; all that is given has to fit. */
export interface CallsWanted {
  therapistId?: number | undefined;
  state?: CallState | undefined;
  /** One local day of the configured zone. */
  date?: LocalDate | undefined;
  /** Starting at this instant or later. */
  from?: Instant | undefined;
  /** Starting before this instant. */
  to?: Instant | undefined;
  limit: number;
  next?: string | undefined;
}

/** A page of calls by their scheduled start, earliest first (CONTRACT §3). */
export function listCalls(
  { lists, clock, settings }: { lists: CallLists; clock: Clock; settings: Pick<Settings, 'timeZone'> },
  { therapistId, state, date, from, to, limit, next }: CallsWanted,
): Promise<Page<PhoneCall>> {
  const day = date === undefined ? undefined : dayOf(date, settings.timeZone);
  const starts = [from, day && toInstant(day.start)].filter((at) => at !== undefined).toSorted();
  const ends = [to, day && toInstant(day.end)].filter((at) => at !== undefined).toSorted();
  return lists.listCalls(
    { therapistId, state, startsFrom: starts.at(-1), startsTo: ends[0] },
    { now: clock.now(), limit, next },
  );
}
