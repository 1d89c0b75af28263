import { liveEntries, type Email, type Entry } from '../domain/email/email.ts';
import { unscheduleFollowUp } from '../domain/email/follow-up.ts';
import type { WrittenContent } from '../domain/email/written-content.ts';
import type { ErasedCounts } from '../domain/privacy/erasure.ts';
import { mayStillTell, scrubEntries, scrubMailbox } from '../domain/privacy/scrub.ts';
import type { EmailText } from '../domain/stores/emails.ts';
import type { Changes } from './changes.ts';
import { cancelAndEnd } from './end-email.ts';
import type { Service } from './service.ts';

/** Whose an email's erased entries are: a patient's, by his requests, or all of them, because the therapist is erased. */
export type EmailErasure = { emailId: string } & (
  { requestIds: ReadonlySet<number> } | { therapistId: number }
);

/**
 * Takes a person out of an email, whatever its state: his entries, and all texts that may speak of him. One that has not
 * left goes on with the others, unless somebody wrote it himself or nobody is left. While SES has it, its state is left alone: what
 * comes of it is recorded as ever. What was erased before is not looked at again, but for a body that was stored meanwhile.
 */
export async function eraseEmail(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  changes: Changes,
  erasure: EmailErasure,
): Promise<ErasedCounts> {
  const { store, clock } = service;
  const loaded = await changes.email(erasure.emailId);
  if (!loaded) return {};
  const { email, entries } = loaded;
  const isTheirs = (entry: Entry) => !('requestIds' in erasure) || erasure.requestIds.has(entry.requestId);
  const theirs = entries.filter(isTheirs);
  const isTherapists = 'therapistId' in erasure;
  if (theirs.length === 0 && !isTherapists) return {};
  const isDone = theirs.every(({ erasedAt }) => erasedAt !== undefined);
  if (isDone && !(isTherapists && email.recipient.address !== ''))
    return eraseLateBody(service, changes, email, theirs);

  const content = await store.getContent(email.id);
  const texts = await removeTexts(service, changes, email.id, ['content', 'body', 'response']);
  const now = clock.now();
  const scrubbed = scrubEntries(loaded, isTheirs, now);
  const isOver = isTherapists || isMailed(content) || liveEntries(scrubbed).length === 0;
  const kept = isTherapists ? withoutRecipient(email) : email;
  const head = { ...(isOver ? sealed(kept, now) : kept), updatedAt: now };
  changes.putEmail(head, scrubbed);
  if (isOver && (email.state === 'draft' || email.state === 'queued'))
    await cancelAndEnd(service, changes, { email: head, entries: scrubbed, reason: 'erased' });
  return { emails: 1, ...texts, ...(isTherapists && (await eraseRecipient(service, changes, email))) };
}

/** A body that was stored although the email had been erased: a sender was under way. */
async function eraseLateBody(
  service: Pick<Service, 'store'>,
  changes: Changes,
  email: Email,
  theirs: Entry[],
): Promise<ErasedCounts> {
  const erasedAt = [email, ...theirs].flatMap(({ erasedAt: at }) => at ?? []);
  if (!mayStillTell(email, erasedAt)) return {};
  const found = await removeTexts(service, changes, email.id, ['body']);
  if (found.emailBodies) changes.putEmail(email);
  return found;
}

const COUNTED = { content: 'writtenContents', body: 'emailBodies', response: 'answers' } as const;

async function removeTexts(
  { store }: Pick<Service, 'store'>,
  changes: Changes,
  emailId: string,
  texts: EmailText[],
): Promise<ErasedCounts> {
  const read = { content: store.getContent, body: store.getBody, response: store.getResponse };
  const found: ErasedCounts = {};
  for (const text of texts) {
    if ((await read[text](emailId)) === undefined) continue;
    changes.write(store.removeText(emailId, text));
    found[COUNTED[text]] = 1;
  }
  return found;
}

/** Whether a client wrote something that is mailed: it may speak of anybody. */
function isMailed({ subject, html, text, variables }: WrittenContent = {}): boolean {
  return (
    [subject, html, text].some((words) => words !== undefined) || Object.keys(variables ?? {}).length > 0
  );
}

/** Never to be sent again, and followed up by nobody. */
function sealed(email: Email, now: string): Email {
  const { batchId: _label, ...kept } = unscheduleFollowUp(email);
  return { ...kept, erasedAt: now };
}

/** The mailbox stays known by its pseudonym: its turn is taken, or was. */
function withoutRecipient({ recipient, ...email }: Email): Email {
  return { ...email, recipient: { ...recipient, address: '' } };
}

/** What leads from his mailbox to the therapist, and from answers to his emails. */
async function eraseRecipient(
  { store }: Pick<Service, 'store'>,
  changes: Changes,
  email: Email,
): Promise<ErasedCounts> {
  const { therapistId, recipient } = email;
  changes.write(...store.removeLookups(email));
  const mailbox = await changes.mailbox(recipient.mailboxKey);
  const scrubbed = scrubMailbox(mailbox, therapistId);
  if (scrubbed !== mailbox) changes.putMailbox(scrubbed);
  return mailbox.suppressed?.address === undefined ? {} : { suppressionAddresses: 1 };
}
