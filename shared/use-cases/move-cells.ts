import type { PhoneCall } from '../domain/phone-call/phone-call.ts';
import type { Calls } from '../domain/stores/calls.ts';
import type { Write } from '../domain/stores/unit-of-work.ts';

/**
 * The writes that bring a call's booking from one time to another: only cells that differ, since no item may stand
 * twice in a transaction (DESIGN §7).
 */
export function moveCells(
  store: Pick<Calls, 'bookCells' | 'freeCells'>,
  from: PhoneCall,
  to: PhoneCall,
): Write[] {
  const [freed, booked] = [store.freeCells(from), store.bookCells(to)];
  const before = new Set(freed.map(({ label }) => label));
  const after = new Set(booked.map(({ label }) => label));
  return [
    ...freed.filter(({ label }) => !after.has(label)),
    ...booked.filter(({ label }) => !before.has(label)),
  ];
}
