import { canonicalAddress } from '../domain/email/address.ts';
import type { Therapist } from '../domain/email/directory.ts';
import { liveEntries, tellsOfPatients, type Email } from '../domain/email/email.ts';
import type { SendOutcome } from '../domain/email/send-outcome.ts';
import type { Mailer, RenderedEmail, Renderer } from '../domain/ports.ts';
import { claimForSending, type Unclaimed } from './claim-email.ts';
import { commitChanges } from './commit-changes.ts';
import { composeEmail } from './compose-email.ts';
import { factsOf, leaveOut, waitForData } from './patient-data.ts';
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
  const { email, entries } = loaded;
  const therapist = await service.directory.therapist(email.therapistId);
  if (!therapist.ok) return waitForData(service, loaded);
  const address = addressFor(email, therapist.value);
  const facts = await factsOf(service, tellsOfPatients(email.kind) ? liveEntries(entries) : []);
  if (facts.missing.size > 0 && email.kind !== 'follow_up')
    return (await leaveOut(service, loaded, facts)) ?? sendEmail(service, emailId);

  const data = { therapist: therapist.value, facts: facts.known };
  const composed = address === undefined ? undefined : await composeEmail(service, loaded, data);
  const claimed = await commitChanges(service, (changes) =>
    claimForSending(service, changes, { emailId, version: email.version, address }),
  );
  if (claimed.kind !== 'claimed') return claimed;
  if (!composed) throw new Error(`email ${emailId} was claimed without a body`);
  const { recipientName, ...mail } = composed;
  await storeBody(service, claimed.email, mail.body);
  const to = { address: email.recipient.address, name: recipientName };
  const outcome = await service.mailer.send({ emailId, attempt: claimed.email.attempt, to, ...mail });
  await settleEmail(service, claimed.email, outcome);
  return { kind: 'attempted', outcome };
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
