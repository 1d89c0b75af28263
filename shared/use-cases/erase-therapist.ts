import { canonicalAddress } from '../domain/email/address.ts';
import { toE164 } from '../domain/phone-call/phone-number.ts';
import type { Erasure, ErasedCounts, Subject } from '../domain/privacy/erasure.ts';
import { idAsWord, tellingWords } from '../domain/privacy/mentions.ts';
import { scrubContact, scrubMailbox } from '../domain/privacy/scrub.ts';
import type { Changes } from './changes.ts';
import { eraseCall, forgetNumber } from './erase-call.ts';
import { eraseEmail } from './erase-email.ts';
import { eraseInboundOfEmail, eraseInboundOfTherapist, eraseUnassignedPage } from './erase-inbound-mails.ts';
import { eraseParkedPage } from './erase-parked.ts';
import { eraseRequest } from './erase-request.ts';
import { eraseWorkItem } from './erase-work-item.ts';
import { commitStep, type ErasurePlan, type ErasureService } from './erasure-service.ts';

/** So many are worked on at a time. */
const PAGE = 10;

/** No call is older. */
const BEGINNING = '2000-01-01T00:00:00.000Z';

/**
 * How a therapist is erased (DESIGN §10): first what would lead to contact, then all that went to him or came from him, with
 * the requests in it, and last what events told of him. The guards of his mailboxes stay: they are known by pseudonyms, and
 * whoever shares a mailbox would be written to early.
 */
export const THERAPIST_PLAN: ErasurePlan = {
  stages: [
    eraseContact,
    eraseWaiting,
    eraseEmails,
    eraseCalls,
    eraseWorkItems,
    eraseReachability,
    async (service, erasure, { id }) => {
      await eraseInboundOfTherapist(service, erasure, id);
      return undefined;
    },
    async (service, erasure, subject) => {
      const words = await wordsOf(service, subject);
      return eraseParkedPage(service, erasure, { subject, requestIds: new Set(), words });
    },
    async (service, erasure, subject) =>
      eraseUnassignedPage(service, erasure, [...(await wordsOf(service, subject)), ...idAsWord(subject)]),
  ],
  finish: async ({ projections }, { id }) => ({
    writes: [projections.removeTherapistData(id)],
    counts: { projections: (await projections.getTherapistData(id)) ? 1 : 0 },
  }),
};

async function wordsOf({ projections }: ErasureService, { id }: Subject): Promise<string[]> {
  return tellingWords((await projections.getTherapistData(id)) ?? {});
}

async function eraseContact(service: ErasureService, { id }: Erasure, { id: therapistId }: Subject) {
  await commitStep(service, id, async (changes) => {
    const contact = await changes.contact(therapistId);
    if (contact.erasedAt === undefined) {
      changes.putContact(scrubContact(contact, service.clock.now()));
      changes.changePool(therapistId, { kind: 'due', poolVersion: contact.poolVersion });
    }
    return eraseSwitch(service, changes, therapistId);
  });
  return undefined;
}

/** The reason of a switch is what staff wrote; nothing is left to be stopped. */
async function eraseSwitch(
  { store }: ErasureService,
  changes: Changes,
  therapistId: number,
): Promise<ErasedCounts> {
  const { items, version } = await store.getSwitches();
  const others = items.filter((item) => item.scope !== 'therapist' || item.therapistId !== therapistId);
  if (others.length === items.length) return {};
  changes.write(store.saveSwitches({ items: others, version }));
  return { switches: 1 };
}

async function eraseWaiting(
  service: ErasureService,
  { id }: Erasure,
  { id: therapistId }: Subject,
): Promise<string | undefined> {
  const requestIds = await service.store.waitingOf(therapistId, PAGE);
  for (const requestId of requestIds)
    await commitStep(service, id, (changes) => eraseRequest(service, changes, requestId));
  if (requestIds.length > 0) await service.store.removeWaiting(therapistId, new Set(requestIds));
  return requestIds.length === 0 ? undefined : 'more';
}

async function eraseEmails(
  service: ErasureService,
  erasure: Erasure,
  { id: therapistId }: Subject,
): Promise<string | undefined> {
  const { id, cursor } = erasure;
  const where = { now: service.clock.now(), limit: PAGE, next: cursor };
  const { items, next } = await service.emailLists.listEmails({ therapistId }, where);
  for (const { id: emailId } of items) {
    const loaded = await service.store.getEmail(emailId);
    for (const { requestId } of loaded?.entries ?? [])
      await commitStep(service, id, (changes) => eraseRequest(service, changes, requestId));
    await commitStep(service, id, (changes) => eraseEmail(service, changes, { emailId, therapistId }));
    await eraseInboundOfEmail(service, erasure, { emailId, isWhole: true });
  }
  return next;
}

async function eraseCalls(
  service: ErasureService,
  { id, cursor }: Erasure,
  { id: therapistId }: Subject,
): Promise<string | undefined> {
  const where = { now: service.clock.now(), limit: PAGE, next: cursor };
  const { items, next } = await service.callLists.listCalls({ therapistId }, where);
  for (const { id: callId } of items) {
    const loaded = await service.store.getCall(callId);
    for (const entry of loaded?.entries ?? [])
      if (entry.therapistId === therapistId)
        await commitStep(service, id, (changes) => eraseRequest(service, changes, entry.requestId));
    await commitStep(service, id, (changes) => eraseCall(service, changes, { callId, therapistId }));
  }
  return next;
}

async function eraseWorkItems(
  service: ErasureService,
  { id, cursor }: Erasure,
  { id: therapistId }: Subject,
): Promise<string | undefined> {
  const { items, next } = await service.store.workItemsOfTherapist(therapistId, PAGE, cursor);
  for (const itemId of items) {
    const item = await service.store.getWorkItem(itemId);
    for (const requestId of [...(item?.requestIds ?? []), ...(item?.leftRequestIds ?? [])])
      await commitStep(service, id, (changes) => eraseRequest(service, changes, requestId));
    await commitStep(service, id, (changes) => eraseWorkItem(service, changes, { itemId, therapistId }));
  }
  return next;
}

/** His absences, and what is kept under his address and his number although no email and no call has them. */
async function eraseReachability(service: ErasureService, { id }: Erasure, { id: therapistId }: Subject) {
  const { store, projections, pseudonyms } = service;
  const { absences } = await store.therapistCalendar(therapistId, BEGINNING);
  for (const absence of absences)
    await commitStep(service, id, (changes) => {
      changes.write(store.removeAbsence(absence));
      return Promise.resolve({ absences: 1 });
    });
  const data = (await projections.getTherapistData(therapistId)) ?? {};
  const address = canonicalAddress(textOf(data['email']));
  const phoneNumber = toE164(textOf(data['telefon'])) ?? '';
  await commitStep(service, id, async (changes) => {
    const found = await forgetNumber(service, changes, { call: { phoneNumber }, therapistId });
    if (address === undefined) return found;
    const mailbox = await changes.mailbox(pseudonyms.mailboxKey(address));
    const scrubbed = scrubMailbox(mailbox, therapistId);
    if (scrubbed === mailbox) return found;
    changes.putMailbox(scrubbed);
    return { ...found, suppressionAddresses: mailbox.suppressed?.address === undefined ? 0 : 1 };
  });
  return undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
