import { entryCodes } from '../domain/email/codes.ts';
import type { Erasure, Subject } from '../domain/privacy/erasure.ts';
import { idAsWord, tellingWords, type Traces } from '../domain/privacy/mentions.ts';
import { eraseCall } from './erase-call.ts';
import { eraseEmail } from './erase-email.ts';
import { eraseInboundOfEmail, eraseUnassignedPage } from './erase-inbound-mails.ts';
import { eraseParkedPage } from './erase-parked.ts';
import { eraseRequest } from './erase-request.ts';
import { eraseWorkItem } from './erase-work-item.ts';
import { commitStep, type Ending, type ErasurePlan, type ErasureService } from './erasure-service.ts';
import { callsOf, emailsOf, workItemsOf } from './of-therapist.ts';

/** So many of his requests are worked on at a time. */
const PAGE = 5;

/**
 * How a patient is erased (DESIGN §10): his requests, and with each all emails, calls and work items of its therapist that carry
 * it, drafts and confirmations too; parked records; what events told of him and the list of his requests last, because
 * they lead to the rest.
 */
export const PATIENT_PLAN: ErasurePlan = {
  stages: [
    eraseRequests,
    async (service, erasure, subject) => eraseParkedPage(service, erasure, await tracesOf(service, subject)),
    async (service, erasure, subject) => {
      const { requestIds, words } = await tracesOf(service, subject);
      const traces = [...words, ...idAsWord(subject), ...codesOf(service, requestIds)];
      return eraseUnassignedPage(service, erasure, traces);
    },
  ],
  finish: forgetPatient,
};

async function eraseRequests(
  service: ErasureService,
  erasure: Erasure,
  { id: patientId }: Subject,
): Promise<string | undefined> {
  const page = await service.store.requestsOfPatient(patientId, PAGE, erasure.cursor);
  for (const { requestId } of page.items)
    await commitStep(service, erasure.id, (changes) => eraseRequest(service, changes, requestId));
  const byTherapist = Map.groupBy(page.items, ({ therapistId }) => therapistId);
  for (const [therapistId, listed] of byTherapist)
    await eraseCarriers(service, erasure, {
      therapistId,
      requestIds: new Set(listed.map(({ requestId }) => requestId)),
    });
  return page.next;
}

/** All that one therapist has, or was to have, of some requests. */
async function eraseCarriers(
  service: ErasureService,
  erasure: Erasure,
  { therapistId, requestIds }: { therapistId: number; requestIds: ReadonlySet<number> },
): Promise<void> {
  const { id } = erasure;
  // What a crash of their registration has left in the pool.
  await service.store.removeWaiting(therapistId, requestIds);
  for await (const emailId of emailsOf(service, therapistId)) {
    const loaded = await service.store.getEmail(emailId);
    if (!loaded?.entries.some(({ requestId }) => requestIds.has(requestId))) continue;
    await commitStep(service, id, (changes) => eraseEmail(service, changes, { emailId, requestIds }));
    const after = await service.store.getEmail(emailId);
    const isWhole = after?.email.erasedAt !== undefined;
    await eraseInboundOfEmail(service, erasure, { emailId, isWhole });
  }
  for await (const callId of callsOf(service, therapistId))
    await commitStep(service, id, (changes) => eraseCall(service, changes, { callId, requestIds }));
  for await (const itemId of workItemsOf(service, therapistId))
    await commitStep(service, id, (changes) => eraseWorkItem(service, changes, { itemId, requestIds }));
}

async function tracesOf({ store, projections }: ErasureService, subject: Subject): Promise<Traces> {
  const requestIds = new Set<number>();
  let next: string | undefined;
  do {
    const page = await store.requestsOfPatient(subject.id, 100, next);
    for (const { requestId } of page.items) requestIds.add(requestId);
    next = page.next;
  } while (next !== undefined);
  const words = tellingWords((await projections.getPatientData(subject.id)) ?? {});
  return { subject, requestIds, words };
}

/** The codes by which mails speak of him: longer ones, for requests whose codes are alike, begin with these. */
function codesOf({ pseudonyms }: ErasureService, requestIds: ReadonlySet<number>): string[] {
  return [...requestIds]
    .flatMap((id) => entryCodes([id], pseudonyms.requestDigest))
    .map((code) => code.toLowerCase());
}

async function forgetPatient(
  { store, projections }: ErasureService,
  { id: patientId }: Subject,
): Promise<Ending> {
  for (;;) {
    const { items } = await store.requestsOfPatient(patientId, 100);
    if (items.length === 0) break;
    for (const { requestId } of items) await store.unlist({ requestId, patientId });
  }
  const known = await projections.getPatientData(patientId);
  return { writes: [projections.removePatientData(patientId)], counts: { projections: known ? 1 : 0 } };
}
