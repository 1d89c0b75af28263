import { awaitCall } from '../domain/contact/contact.ts';
import { liveTherapists } from '../domain/phone-call/call-states.ts';
import type { CallWithEntries, PhoneCall } from '../domain/phone-call/phone-call.ts';
import { announceCall } from './announce-call.ts';
import type { Changes } from './changes.ts';
import { moveCells } from './move-cells.ts';
import type { Service } from './service.ts';

/**
 * Writes a call that is scheduled for another time than before: its cells, its event, and what its therapists wait for.
 */
export async function rebookCall(
  { store, clock }: Pick<Service, 'store' | 'clock'>,
  changes: Changes,
  { call: before, entries, moved }: CallWithEntries & { moved: PhoneCall },
): Promise<void> {
  const type = 'communication.call_scheduled';
  changes.putCall(announceCall({ clock }, changes, { type, call: moved, entries }));
  changes.write(...moveCells(store, before, moved));
  for (const therapistId of liveTherapists({ call: moved, entries }))
    changes.putContact(awaitCall(await changes.contact(therapistId), moved));
}
