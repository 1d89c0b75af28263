import { liveTherapists } from '../domain/phone-call/call-states.ts';
import type { CallWithEntries } from '../domain/phone-call/phone-call.ts';
import type { WeeklyWindow } from '../domain/phone-call/phone-hours.ts';
import type { Line, SlotQuery } from '../domain/phone-call/slots.ts';
import type { Changes } from './changes.ts';
import { slotQueryFor } from './find-call-slot.ts';
import type { CallService } from './follow-up.ts';

/** A scheduled call that is to be made at another time, or to last longer or shorter. */
export interface CallToMove extends CallWithEntries {
  /** When all of its therapists can be reached. */
  windows: WeeklyWindow[];
  /** As before unless told. */
  durationMinutes?: number;
}

/**
 * Reads what another slot of a scheduled call depends on. The contacts of its therapists are read first: an absence
 * that is written meanwhile changes them, so that `rebookCall` meets a conflict instead of passing it over.
 *
 * @param lines the caller lines as they are known already; read anew unless told
 */
export async function queryNewSlot(
  service: CallService,
  changes: Changes,
  { call, entries, windows, durationMinutes = call.durationMinutes }: CallToMove,
  lines?: Line[],
): Promise<SlotQuery> {
  const contacts = await Promise.all(liveTherapists({ call, entries }).map(changes.contact));
  const { therapistIds, bufferMinutes } = call;
  return slotQueryFor(
    service,
    { therapistIds, contacts, windows, durationMinutes, bufferMinutes, replaces: call },
    lines,
  );
}
