import { isNews, type PlacementRequest, type Position } from '../domain/contact/placement-request.ts';
import { closeRequest } from './close-request.ts';
import { commitChanges } from './commit-changes.ts';
import { isKnown, type KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';

/** So many requests of a patient are read at a time. */
const PAGE = 25;

/**
 * Lets a request and the others of its patient know of each other's acceptances: once the matching service says that
 * a therapist accepted the patient, his requests to others leave where they are, as if their own status had closed. An
 * acceptance counts while it is the last status of its request, and for requests that were told nothing since.
 *
 * Each request is withdrawn in a transaction of its own, and what was withdrawn already is left alone, so that a
 * repetition completes what a crash cut off. Requests may be registered while this runs: it runs after every creation,
 * too, and patients' lists are read strongly, so that either run sees the other's request.
 *
 * @throws the first error, after the other requests were seen to
 */
export async function applyAcceptances(service: Service, requestId: number): Promise<void> {
  const request = await service.store.getRequest(requestId);
  if (!request || !isKnown(request)) return;
  const errors: unknown[] = [];
  for await (const other of othersOf(service, request)) {
    try {
      await applyAcceptance(service, { accepted: request, other });
      await applyAcceptance(service, { accepted: other, other: request });
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

/** All other requests of the same patient. */
async function* othersOf(
  { store }: Pick<Service, 'store'>,
  { id, patientId }: KnownRequest,
): AsyncGenerator<PlacementRequest> {
  let next: string | undefined;
  do {
    const page = await store.requestsOfPatient(patientId, PAGE, next);
    const others = page.items.map(({ requestId }) => requestId).filter((other) => other !== id);
    if (others.length > 0) yield* await store.getRequests(others);
    next = page.next;
  } while (next !== undefined);
}

async function applyAcceptance(
  service: Service,
  { accepted, other }: { accepted: PlacementRequest; other: PlacementRequest },
): Promise<void> {
  if (accepted.accepted && isNews(accepted.last, other)) await withdraw(service, other.id, accepted.last);
}

/** Answered and closed requests stay where they are and remember the acceptance: what they were told earlier opens nothing. */
async function withdraw(service: Service, id: number, acceptance: Position): Promise<void> {
  await commitChanges(service, async (changes) => {
    const request = await changes.request(id);
    if (!request || !isKnown(request) || !isNews(acceptance, request)) return;
    const told: KnownRequest = { ...request, placedElsewhere: acceptance };
    if (told.place === 'answered' || told.place === 'closed') changes.putRequest(told);
    else
      await closeRequest(service, changes, {
        request: { ...told, alive: false },
        reason: 'placed_elsewhere',
      });
  });
}
