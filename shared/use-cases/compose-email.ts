import type { Contact } from '../domain/contact/contact.ts';
import type { Therapist } from '../domain/email/directory.ts';
import { liveEntries, type EmailWithEntries } from '../domain/email/email.ts';
import { conversationOf, referenceOf } from '../domain/email/reference.ts';
import type { RenderedEmail, Renderer } from '../domain/ports.ts';
import type { PatientData } from './patient-data.ts';
import type { Service } from './service.ts';

/** A mail as it is handed over: its body, the name that it is addressed to, and SES's id of the mail that it continues. */
export interface ComposedEmail {
  body: RenderedEmail;
  recipientName: string;
  inReplyTo?: string;
}

/**
 * Renders what an email says now: its template with the live entries, or what a client wrote.
 *
 * @param data the therapist, his contact item and, as far as the email tells of them, the patients
 * @throws as `Renderer`
 */
export async function composeEmail(
  { renderer, store }: Pick<Service, 'store'> & { renderer: Renderer },
  { email, entries }: EmailWithEntries,
  { therapist, contact, facts }: { therapist: Therapist; contact: Contact; facts: PatientData['known'] },
): Promise<ComposedEmail> {
  const written = await store.getContent(email.id);
  const earlier = email.refersTo === undefined ? undefined : await store.getEmail(email.refersTo);
  const { sentAt: earlierSentAt, sesMessageId } = earlier?.email ?? {};
  const body = await renderer.render({
    emailId: email.id,
    kind: email.kind,
    therapist,
    firstContact: contact.contactedAt === undefined,
    patients: liveEntries(entries).map(({ number, code, patientId }) => ({
      number,
      code,
      facts: facts.get(patientId) ?? { id: patientId },
    })),
    reference: referenceOf(conversationOf(email)),
    ...(earlierSentAt !== undefined && { earlierSentAt }),
    ...(written && { written }),
  });
  return {
    body,
    recipientName: written?.recipientName ?? nameOf(therapist),
    ...(sesMessageId !== undefined && { inReplyTo: sesMessageId }),
  };
}

function nameOf({ firstName = '', lastName = '' }: Therapist): string {
  return `${firstName} ${lastName}`.trim();
}
