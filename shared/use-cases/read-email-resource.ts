import { quietUntil } from '../domain/contact/pause.ts';
import type { EmailContents, EmailResource } from '../domain/email/email-resource.ts';
import type { Email, EmailWithEntries } from '../domain/email/email.ts';
import { latest, type Instant } from '../domain/time.ts';
import { readBody } from './read-body.ts';
import type { Service } from './service.ts';

type ReadBody = Parameters<typeof readBody>[0];

/**
 * Loads an email as the API shows it.
 *
 * @param withContent whether the reader may see what people wrote; nothing of it is loaded otherwise
 * @returns undefined when there is no such email
 */
export async function readEmailResource(
  service: Service & ReadBody,
  { emailId, withContent }: { emailId: string; withContent: boolean },
): Promise<EmailResource | undefined> {
  const loaded = await service.store.getEmail(emailId);
  if (!loaded) return undefined;
  const [nextContactAt, content] = await Promise.all([
    nextContact(service, loaded.email),
    withContent ? contentsOf(service, loaded) : undefined,
  ]);
  return { ...loaded, ...(nextContactAt !== undefined && { nextContactAt }), ...(content && { content }) };
}

/** From when on the guards of therapist and mailbox let the next contact email leave, if that is not now. */
async function nextContact(
  { store, clock }: Pick<Service, 'store' | 'clock'>,
  { therapistId, recipient }: Email,
): Promise<Instant | undefined> {
  const now = clock.now();
  const [contact, mailbox] = await Promise.all([
    store.getContact(therapistId),
    store.getMailbox(recipient.mailboxKey),
  ]);
  const opensAt = latest(contact.guard.openAt, mailbox.guard.openAt, quietUntil(contact, now));
  return opensAt > now ? opensAt : undefined;
}

/** A draft without template is shown as its author wrote it, so that he can go on writing. */
async function contentsOf(service: Service & ReadBody, { email }: EmailWithEntries): Promise<EmailContents> {
  const isWritten = email.kind === 'custom' && email.state === 'draft';
  const [written, response, body] = await Promise.all([
    service.store.getContent(email.id),
    email.answered ? service.store.getResponse(email.id) : undefined,
    isWritten ? undefined : readBody(service, email.id),
  ]);
  return { written, response, body };
}
