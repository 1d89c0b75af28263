import type { Therapist } from '../domain/email/directory.ts';
import { liveEntries, type Email, type EmailWithEntries } from '../domain/email/email.ts';
import { referenceOf } from '../domain/email/reference.ts';
import type { SendOutcome } from '../domain/email/send-outcome.ts';
import type { Mailer, RenderedEmail, Renderer } from '../domain/ports.ts';
import { claimForSending, type Unclaimed } from './claim-email.ts';
import { commitChanges } from './commit-changes.ts';
import { factsOf, leaveOut, waitForData, type PatientData } from './patient-data.ts';
import { recipientOf } from './recipient.ts';
import type { Service } from './service.ts';
import { settleEmail } from './settle-email.ts';

export type SendingService = Service & { mailer: Mailer; renderer: Renderer };

/** What became of one email that was due. */
export type SendReport = { kind: 'attempted'; outcome: SendOutcome } | Unclaimed;

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
  if (facts.missing.size > 0 && email.kind !== 'follow_up')
    return (await leaveOut(service, loaded, facts)) ?? sendEmail(service, emailId);

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

async function render(
  { renderer, store }: Pick<SendingService, 'renderer' | 'store'>,
  { email, entries }: EmailWithEntries,
  { therapist, facts }: { therapist: Therapist; facts: PatientData['known'] },
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
