import type { Fault } from '../domain/fault.ts';
import type { CallWithEntries } from '../domain/phone-call/phone-call.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { DAY_MS, plus } from '../domain/time.ts';
import { listCalls, type CallsWanted } from './list-calls.ts';
import type { Service } from './service.ts';

/** More calls are no day list. */
const MOST_CALLS = 1000;

const PAGE = 100;

/** Of a rare kind pages hold few calls: work is bounded all the same. */
const MOST_PAGES = 2 * (MOST_CALLS / PAGE);

/** What was longer ago is history to somebody who asks for no time. */
const LOOK_BACK_MS = 7 * DAY_MS;

type Needs = Parameters<typeof listCalls>[0] & { store: Pick<Service['store'], 'getCall'> };

/**
 * All calls of a filter with their agendas, by their scheduled start: what a calendar holds. Who names no time gets those
 * from seven days ago on, so that one address can be subscribed to for years.
 *
 * @returns `invalid_request` when there are more than 1,000, or looking for them is too much work
 */
export async function collectCalls(
  service: Needs,
  wanted: Omit<CallsWanted, 'limit' | 'next'>,
): Promise<Result<CallWithEntries[], Fault>> {
  const isOpen = wanted.date === undefined && wanted.from === undefined && wanted.to === undefined;
  const filter = isOpen ? { ...wanted, from: plus(service.clock.now(), -LOOK_BACK_MS) } : wanted;
  // A call that is moved meanwhile may be listed twice.
  const collected = new Map<string, CallWithEntries>();
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES && collected.size <= MOST_CALLS; page++) {
    const listed = await listCalls(service, { ...filter, limit: PAGE, next });
    const loaded = await Promise.all(listed.items.map(({ id }) => service.store.getCall(id)));
    for (const each of loaded) if (each) collected.set(each.call.id, each);
    next = listed.next;
    if (next === undefined) break;
  }
  if (next === undefined && collected.size <= MOST_CALLS) return ok([...collected.values()]);
  const message = `must name a day with fewer calls: a calendar holds at most ${MOST_CALLS}`;
  return fail({ code: 'invalid_request', errors: [{ field: '?scheduled_date', message }] });
}
