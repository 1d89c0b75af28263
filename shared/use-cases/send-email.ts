import { referenceOf } from '../domain/email/reference.ts';
import { cancelEmail, postponeEmail } from '../domain/email/email-states.ts';
import type { DirectoryFault, PatientFacts, Therapist } from '../domain/email/directory.ts';
import { failsAgainAndAgain } from '../domain/email/after-end.ts';
import {
  liveEntries,
  type Email,
  type EmailReason,
  type EmailWithEntries,
  type Entry,
} from '../domain/email/email.ts';
import type { SendOutcome } from '../domain/email/send-outcome.ts';
import type { Mailer, RenderedEmail, Renderer } from '../domain/ports.ts';
import { DAY_MS, MINUTE_MS, plus } from '../domain/time.ts';
import { claimForSending, type Unclaimed } from './claim-email.ts';
import { commitChanges } from './commit-changes.ts';
import { withdrawEntry } from './detach-request.ts';
import { endEmail, requestsOf } from './end-email.ts';
import { moveToPool, moveToWorkItem } from './move-requests.ts';
import { recipientOf } from './recipient.ts';
import type { Service } from './service.ts';
import { settleEmail } from './settle-email.ts';

export type SendingService = Service & { mailer: Mailer; renderer: Renderer };

/** What became of one email that was due. */
export type SendReport = { kind: 'attempted'; outcome: SendOutcome } | Unclaimed;

/** An email whose data could not be read is tried again after this time. */
const DATA_RETRY_MS = 20 * MINUTE_MS;

/** How long after its reservation: the day that a batch may look ahead, and a day of waiting. */
const DATA_WAIT_MS = 2 * DAY_MS;

/**
 * Sends one queued email, if it still may leave (DESIGN §5, the send protocol): reads all that the mail says, renders
 * it, claims email and guards in one transaction, calls SES exactly once, and writes the outcome. What is not claimed
 * is not sent; what was claimed is settled or, if this process dies, found by the rescuer.
 */
export async function sendEmail(service: SendingService, emailId: string): Promise<SendReport> {
  const loaded = await service.store.getEmail(emailId);
  if (loaded?.email.state !== 'queued' || loaded.email.notBefore > service.clock.now())
    return { kind: 'gone' };
  const reached = await recipientOf(service, loaded.email.therapistId);
  if (!reached.ok && reached.error !== 'no_address') return waitForData(service, loaded);
  const { email, entries } = loaded;
  const address = reached.ok ? reached.value.recipient.address : undefined;
  const facts = await factsOf(service, email.kind === 'confirmation' ? [] : liveEntries(entries));
  if (facts.missing.size > 0 && email.kind !== 'follow_up') return leaveOut(service, loaded, facts);

  const body = reached.ok
    ? await render(service, loaded, { therapist: reached.value.therapist, facts: facts.known })
    : undefined;
  const claimed = await commitChanges(service, (changes) =>
    claimForSending(service, changes, { emailId, version: email.version, address }),
  );
  if (claimed.kind !== 'claimed') return claimed;
  if (!body || !reached.ok) throw new Error(`email ${emailId} was claimed without a body`);
  await storeBody(service, claimed.email, body);
  const to = { address: email.recipient.address, name: nameOf(reached.value.therapist) };
  const outcome = await service.mailer.send({ emailId, attempt: claimed.email.attempt, to, body });
  await settleEmail(service, claimed.email, outcome);
  return { kind: 'attempted', outcome };
}

/** A mail whose body cannot be stored has surely not left: it goes back into the queue, and the failure on. */
async function storeBody(service: SendingService, email: Email, body: RenderedEmail): Promise<void> {
  try {
    await service.store.putBody(email.id, body);
  } catch (error) {
    await settleEmail(service, email, { kind: 'not_now', reason: 'not_connected', opensBreaker: false });
    throw error;
  }
}

function nameOf({ firstName = '', lastName = '' }: Therapist): string {
  return `${firstName} ${lastName}`.trim();
}

interface Facts {
  known: Map<number, PatientFacts>;
  /** Why the patients of other entries could not be read, by request. */
  missing: Map<number, DirectoryFault>;
}

async function factsOf({ directory }: Pick<Service, 'directory'>, entries: Entry[]): Promise<Facts> {
  const facts: Facts = { known: new Map(), missing: new Map() };
  const answers = await Promise.all(entries.map((entry) => directory.patient(entry.patientId)));
  answers.forEach((answer, index) => {
    const entry = entries[index];
    if (!entry) return;
    if (answer.ok) facts.known.set(entry.patientId, answer.value);
    else facts.missing.set(entry.requestId, answer.error);
  });
  return facts;
}

async function render(
  { renderer, store }: Pick<SendingService, 'renderer' | 'store'>,
  { email, entries }: EmailWithEntries,
  { therapist, facts }: { therapist: Therapist; facts: Map<number, PatientFacts> },
) {
  if (email.kind === 'custom') throw new Error('an email with a free body has no template');
  const { contactedAt } = await store.getContact(email.therapistId);
  const earlier = email.refersTo === undefined ? undefined : await store.getEmail(email.refersTo);
  const earlierSentAt = earlier?.email.sentAt;
  return renderer.render({
    kind: email.kind,
    therapist,
    firstContact: contactedAt === undefined,
    patients: liveEntries(entries).map(({ number, code, patientId }) => ({
      number,
      code,
      facts: facts.get(patientId) ?? { id: patientId },
    })),
    reference: referenceOf(email.refersTo ?? email.id),
    ...(earlierSentAt !== undefined && { earlierSentAt }),
  });
}

/**
 * The mail goes without the patients whose data are missing; they stay pending (FAULTS 38). One whom nobody knows at
 * three mails in a row needs a person.
 */
async function leaveOut(
  service: SendingService,
  loaded: EmailWithEntries,
  facts: Facts,
): Promise<SendReport> {
  if (facts.known.size === 0 && [...facts.missing.values()].includes('unavailable'))
    return waitForData(service, loaded);
  await commitChanges(service, async (changes) => {
    const fresh = await changes.email(loaded.email.id);
    if (fresh?.email.version !== loaded.email.version || fresh.email.state !== 'queued') return;
    const returned = (await requestsOf(changes, fresh.email, fresh.entries)).flatMap((request) => {
      const fault = facts.missing.get(request.id);
      return fault
        ? [{ ...request, failedMails: request.failedMails + (fault === 'not_found' ? 1 : 0) }]
        : [];
    });
    for (const requestId of facts.missing.keys()) {
      const current = (await changes.email(loaded.email.id)) ?? fresh;
      await withdrawEntry(service, changes, { ...current, requestId, reason: 'data_unavailable' });
    }
    const [unknown, pending] = [
      returned.filter(failsAgainAndAgain),
      returned.filter((each) => !failsAgainAndAgain(each)),
    ];
    moveToWorkItem(service, changes, {
      requests: unknown,
      reason: 'patient_unknown',
      origin: { emailId: loaded.email.id },
    });
    await moveToPool(service, changes, pending);
  });
  return facts.known.size === 0
    ? { kind: 'canceled', reason: 'data_unavailable' }
    : sendEmail(service, loaded.email.id);
}

/** A source is down: the email waits, but not for longer than two days. */
async function waitForData(
  service: SendingService,
  { email, entries }: EmailWithEntries,
): Promise<SendReport> {
  const now = service.clock.now();
  const reason: EmailReason = 'data_unavailable';
  return commitChanges(service, async (changes) => {
    const fresh = await changes.email(email.id);
    if (fresh?.email.version !== email.version) return { kind: 'gone' };
    if (now < plus(email.queuedAt, DATA_WAIT_MS)) {
      changes.putEmail(postponeEmail(email, plus(now, DATA_RETRY_MS), now, reason));
      return { kind: 'postponed', reason };
    }
    const canceled = { ...cancelEmail(email, now, reason), state: 'canceled' as const };
    changes.putEmail(canceled);
    await endEmail(service, changes, { email: canceled, entries, reason });
    return { kind: 'canceled', reason };
  });
}
