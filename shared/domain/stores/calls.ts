import type { CallEntry, CallState, CallWithEntries, PhoneCall } from '../phone-call/phone-call.ts';
import type { Instant } from '../time.ts';
import type { Page } from './queries.ts';
import type { Write } from './unit-of-work.ts';

export interface Calls {
  getCall(id: string): Promise<CallWithEntries | undefined>;
  /** The call, and that each of its therapists has it in his list. */
  saveCall(call: PhoneCall): Write[];
  saveCallEntries(callId: string, entries: CallEntry[]): Write;
  /** One write per 5-minute cell of the therapists and the line; each fails when the cell is taken. */
  bookCells(call: PhoneCall): Write[];
  freeCells(call: PhoneCall): Write[];
  /** Scheduled calls of one shard that began a day ago and have no outcome. A hint: read the call before acting. */
  overdueCalls(shard: number, now: Instant, limit: number, next?: string): Promise<Page<string>>;
}

/** Which calls a list holds. */
export interface CallFilter {
  therapistId?: number | undefined;
  state?: CallState | undefined;
  /** Starting at this instant or later. */
  startsFrom?: Instant | undefined;
  /** Starting before this instant. */
  startsTo?: Instant | undefined;
}

export interface CallLists {
  /**
   * Calls by their scheduled start, earliest first. Work per page is bounded: of a rare kind a page may hold fewer than
   * `limit`, or none, and still have a `next`.
   */
  listCalls(
    filter: CallFilter,
    page: { now: Instant; limit: number; next?: string | undefined },
  ): Promise<Page<PhoneCall>>;
}
