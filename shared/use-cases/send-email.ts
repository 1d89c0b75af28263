import type { Contact } from '../domain/contact/contact.ts';
import { canonicalAddress } from '../domain/email/address.ts';
import type { Therapist } from '../domain/email/directory.ts';
import { liveEntries, tellsOfPatients, type Email, type Entry } from '../domain/email/email.ts';
import type { SendOutcome } from '../domain/email/send-outcome.ts';
import type { Mailer, RenderedEmail, Renderer } from '../domain/ports.ts';
import { claimForSending, type Unclaimed } from './claim-email.ts';
import { commitChanges } from './commit-changes.ts';
import { composeEmail, type ComposedEmail } from './compose-email.ts';
import { holdIfStopped } from './hold-stopped-email.ts';
import { factsOf, leaveOut, waitForData } from './patient-data.ts';
import type { Service } from './service.ts';
import { settleEmail } from './settle-email.ts';

export type SendingService = Service & { mailer: Mailer; renderer: Renderer };

/** An email with all that its mail says, as it was read; nothing is claimed yet. */
export interface PreparedEmail {
  kind: 'prepared';
  email: Email;
  entries: Entry[];
  contact: Contact;
  /** Where it has to go by now: where a client said, else where the directory says. */
  address: string | undefined;
  /** Absent when there is nowhere to send it. */
  composed: ComposedEmail | undefined;
}

/** What became of one email that was due. */
export type SendReport = { kind: 'attempted'; outcome: SendOutcome } | Unclaimed;

/**
 * Reads all that a due email says and renders it. Where data are missing for now it is put off, or goes on without the
 * patients whom nobody knows.
 */
export async function prepareEmail(
  service: SendingService,
  emailId: string,
): Promise<PreparedEmail | Unclaimed> {
  const loaded = await service.store.getEmail(emailId);
  if (loaded?.email.state !== 'queued' || loaded.email.notBefore > service.clock.now())
    return { kind: 'gone' };
  const { email, entries } = loaded;
  const therapist = await service.directory.therapist(email.therapistId, email);
  if (!therapist.ok) return (await holdStopped(service, email)) ?? waitForData(service, loaded);
  const address = addressFor(email, therapist.value);
  const facts = await factsOf(service, tellsOfPatients(email.kind) ? liveEntries(entries) : []);
  if (facts.missing.size > 0 && email.kind !== 'follow_up')
    return (
      (await holdStopped(service, email)) ??
      (await leaveOut(service, loaded, facts)) ??
      prepareEmail(service, emailId)
    );

  const contact = await service.store.getContact(email.therapistId);
  const data = { therapist: therapist.value, contact, facts: facts.known };
  const composed = address === undefined ? undefined : await composeEmail(service, loaded, data);
  return { kind: 'prepared', email, entries, contact, address, composed };
}

/**
 * Sends a prepared email, if it still may leave (DESIGN §5, the send protocol): claims email and guards in one
 * transaction, on the condition that nothing of what was read has changed, calls SES exactly once, and writes the
 * outcome. What is not claimed is not sent; what was claimed is settled or, if this process dies, found by the rescuer.
 */
export async function deliverEmail(
  service: SendingService,
  { email, entries, contact, address, composed }: PreparedEmail,
): Promise<SendReport> {
  const { id: emailId, version } = email;
  const claimed = await commitChanges(
    service,
    (changes) => claimForSending(service, changes, { emailId, version, address }),
    { email: { email, entries }, contact },
  );
  if (claimed.kind !== 'claimed') return claimed;
  if (!composed) throw new Error(`email ${emailId} was claimed without a body`);
  const { recipientName, ...mail } = composed;
  await storeBody(service, claimed.email, mail.body);
  const to = { address: email.recipient.address, name: recipientName };
  const outcome = await service.mailer.send({ emailId, attempt: claimed.email.attempt, to, ...mail });
  await settleEmail(service, claimed.email, outcome, claimed);
  return { kind: 'attempted', outcome };
}

/** A mail that a switch stops waits for the switch, not for data: a source that is down does not cancel it. */
async function holdStopped(service: SendingService, seen: Email): Promise<Unclaimed | undefined> {
  return commitChanges(service, async (changes): Promise<Unclaimed | undefined> => {
    const loaded = await changes.email(seen.id);
    if (loaded?.email.version !== seen.version) return { kind: 'gone' };
    return holdIfStopped(service, changes, loaded.email);
  });
}

/** Where the email has to go by now: where a client said, else where the directory says. */
function addressFor({ recipient }: Email, therapist: Therapist): string | undefined {
  return recipient.given ? recipient.address : canonicalAddress(therapist.email);
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
