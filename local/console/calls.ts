import { readLedger } from '../invariants/ledger.ts';
import type { ConsoleCall, View } from './answers.ts';
import { pageOf } from './paging.ts';

/** `/_local/calls`: what callers have to do and what they did, the latest first. */
export async function callList({ engine, request }: ConsoleCall): Promise<View> {
  const { calls } = readLedger(await engine.dump());
  const latestFirst = [...calls.values()].sort((a, b) => (a.call.startsAt < b.call.startsAt ? 1 : -1));
  const { items, ...page } = pageOf(latestFirst, request.query);
  const rows = items.map(({ call, entries }) => ({
    ...call,
    isOverdue: call.overdueAt !== undefined,
    therapists: call.therapistIds.join(', '),
    codes: entries.filter(({ included }) => included).map(({ code }) => code),
  }));
  return { template: 'calls', variables: { calls: rows, page } };
}
