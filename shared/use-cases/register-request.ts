import type { PlacementRequest, Position } from '../domain/contact/placement-request.ts';
import { isStale } from '../domain/contact/placement-request.ts';
import { scrubRequest } from '../domain/privacy/scrub.ts';
import type { Instant, LocalDate } from '../domain/time.ts';
import { commitChanges } from './commit-changes.ts';
import { isErased } from './is-erased.ts';
import { dueAt, toPooled, type KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

export interface RequestCreation {
  requestId: number;
  patientId: number;
  therapistId: number;
  at: Instant;
}

/**
 * Takes a new placement request into its therapist's pool (DESIGN §5.1).
 *
 * The writes are separate and ordered: the patient's list, pool item, then the therapist's due key, then the request
 * itself, which is the commit mark. A crash in between leaves a pool item without a request, which the batch leaves alone
 * and the redelivery completes. A request that exists already costs one read and no write.
 *
 * Of a patient or therapist who was erased no more is kept than that the request was seen.
 *
 * @returns `registered`, `completed` (a tombstone got its creation), `duplicate` or `erased`
 */
export async function registerRequest(
  service: Service,
  creation: RequestCreation,
  position: Position,
): Promise<'registered' | 'completed' | 'duplicate' | 'erased'> {
  return commitChanges(service, async (changes) => {
    const known = await changes.request(creation.requestId);
    if (known?.therapistId !== undefined) return 'duplicate';
    if (await concernsErased(service, creation)) {
      const unread = {
        ...toRequest(creation, position, undefined),
        ...(known && completing(known, position)),
      };
      changes.putRequest(scrubRequest(unread));
      return 'erased';
    }
    const request = {
      ...toRequest(creation, position, await registrationDate(service, creation.patientId)),
      ...(known && completing(known, position)),
    };
    await service.store.commit([service.store.listUnderPatient(toPooled(request))]);
    if (request.place === 'pending') await addToPool(service, request);
    changes.putRequest(request);
    return known ? 'completed' : 'registered';
  });
}

async function concernsErased(
  service: Service,
  { patientId, therapistId }: RequestCreation,
): Promise<boolean> {
  const erased = await Promise.all([
    isErased(service, { kind: 'patient', id: patientId }),
    isErased(service, { kind: 'therapist', id: therapistId }),
  ]);
  return erased.includes(true);
}

function toRequest(
  creation: RequestCreation,
  position: Position,
  registeredOn: LocalDate | undefined,
): KnownRequest {
  return {
    id: creation.requestId,
    therapistId: creation.therapistId,
    patientId: creation.patientId,
    place: 'pending',
    alive: true,
    ...(registeredOn !== undefined && { registeredOn }),
    requestedAt: creation.at,
    failedMails: 0,
    last: position,
    seq: 0,
    version: 0,
  };
}

/** What a tombstone knows better than the late creation: the status, and whichever position is the newer one. */
function completing(tombstone: PlacementRequest, position: Position): Partial<KnownRequest> {
  const { place, alive, accepted = false, last, seq, version } = tombstone;
  return { place, alive, accepted, seq, version, last: isStale(position, last) ? last : position };
}

async function addToPool({ store, clock }: Service, request: KnownRequest): Promise<void> {
  await store.commit([store.addToPool(toPooled(request))]);
  const { guard } = await store.getContact(request.therapistId);
  await store.commit([store.growPool(request.therapistId, dueAt(clock.now(), guard.openAt))]);
}

/** The batch asks again for a date that no source had. */
async function registrationDate({ directory }: Service, patientId: number): Promise<LocalDate | undefined> {
  const patient = await directory.patient(patientId);
  return patient.ok ? patient.value.registeredOn : undefined;
}
