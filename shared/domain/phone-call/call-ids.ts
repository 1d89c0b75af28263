import type { CallEntry, PhoneCall } from './phone-call.ts';

/** Id of an entry of a call: the call's id and the entry's number (CONTRACT §2). */
export function callEntryId({ id }: Pick<PhoneCall, 'id'>, { number }: Pick<CallEntry, 'number'>): string {
  return `${id}-${number}`;
}

/** The reverse of `callEntryId`; the caller has checked that it is one. */
export function parseCallEntryId(entryId: string): { callId: string; number: number } {
  const dash = entryId.lastIndexOf('-');
  return { callId: entryId.slice(0, dash), number: Number(entryId.slice(dash + 1)) };
}

/**
 * In which order the requests of an agenda are to be spoken about, from 1: that of their order keys. Entries that left
 * the agenda have no priority.
 */
export function prioritiesOf(entries: CallEntry[]): Map<number, number> {
  const inOrder = entries
    .filter(({ included }) => included)
    .sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1));
  return new Map(inOrder.map(({ number }, index) => [number, index + 1]));
}
