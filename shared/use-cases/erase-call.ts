import { cancelCall as asCanceled, liveAgenda } from '../domain/phone-call/call-states.ts';
import type { CallEntry, CallWithEntries, PhoneCall } from '../domain/phone-call/phone-call.ts';
import type { ErasedCounts } from '../domain/privacy/erasure.ts';
import { scrubCallEntries } from '../domain/privacy/scrub.ts';
import type { Changes } from './changes.ts';
import { releaseCall } from './leave-agenda.ts';
import type { Service } from './service.ts';

/** Whose a call's erased entries are: a patient's, by his requests, or those of a therapist. */
export type CallErasure = { callId: string } & (
  { requestIds: ReadonlySet<number> } | { therapistId: number }
);

/**
 * Takes a person out of a call, whatever its state: his entries and the caller's notes; of a therapist his number, too, unless
 * somebody else of the practice is still to be called under it. A call that is about nobody else is canceled. The requests
 * have left it before.
 */
export async function eraseCall(
  service: Pick<Service, 'store' | 'clock' | 'ids' | 'pseudonyms'>,
  changes: Changes,
  erasure: CallErasure,
): Promise<ErasedCounts> {
  const loaded = await changes.call(erasure.callId);
  if (!loaded) return {};
  const { call, entries } = loaded;
  const isTheirs = (entry: CallEntry) =>
    'requestIds' in erasure
      ? erasure.requestIds.has(entry.requestId)
      : entry.therapistId === erasure.therapistId;
  const isNew = entries.some((entry) => isTheirs(entry) && !entry.erased);
  if ('therapistId' in erasure) return eraseTherapist(service, changes, { loaded, isTheirs, ...erasure });
  if (!isNew) return {};
  changes.putCall(
    { ...withoutNotes(call), updatedAt: service.clock.now() },
    scrubCallEntries(entries, isTheirs),
  );
  return { phoneCalls: 1 };
}

async function eraseTherapist(
  service: Pick<Service, 'store' | 'clock' | 'ids' | 'pseudonyms'>,
  changes: Changes,
  given: { loaded: CallWithEntries; isTheirs: (entry: CallEntry) => boolean; therapistId: number },
): Promise<ErasedCounts> {
  const { therapistId, isTheirs } = given;
  const { call, entries } = given.loaded;
  const scrubbed = scrubCallEntries(entries, isTheirs);
  const isOver = liveAgenda(scrubbed).length === 0 || call.state !== 'scheduled';
  const isNew = entries.some((entry) => isTheirs(entry) && !entry.erased);
  if (!isNew && call.notes === undefined && (!isOver || call.phoneNumber === '')) return {};
  const phones = await forgetNumber(service, changes, { call, therapistId });
  const kept = { ...withoutNotes(call), updatedAt: service.clock.now() };
  const erased = isOver ? { ...kept, phoneNumber: '' } : kept;
  changes.putCall(erased, scrubbed);
  if (call.state === 'scheduled' && isOver)
    await releaseCall(service, changes, {
      call: asCanceled(erased, service.clock.now()),
      entries: scrubbed,
    });
  return { phoneCalls: 1, ...phones };
}

/** Whoever shares the number is no longer booked together with him. */
export async function forgetNumber(
  { pseudonyms }: Pick<Service, 'pseudonyms'>,
  changes: Changes,
  { call: { phoneNumber }, therapistId }: { call: Pick<PhoneCall, 'phoneNumber'>; therapistId: number },
): Promise<ErasedCounts> {
  if (phoneNumber === '') return {};
  const phone = await changes.phone(pseudonyms.phoneKey(phoneNumber));
  if (!phone.therapistIds.includes(therapistId)) return {};
  changes.putPhone({ ...phone, therapistIds: phone.therapistIds.filter((id) => id !== therapistId) });
  return { phoneNumbers: 1 };
}

function withoutNotes({ notes: _gone, ...call }: PhoneCall): PhoneCall {
  return call;
}
