import { hasLeft } from '../domain/email/email-states.ts';
import { isContactEmail, type EmailWithEntries } from '../domain/email/email.ts';
import { conversationOf, referenceOf } from '../domain/email/reference.ts';
import { MATCHED_BY, type MatchedBy } from '../domain/inbound/inbound-mail.ts';
import type { MatchingHints } from '../domain/inbound/mail-meaning.ts';
import type { MailTokens } from '../domain/ports.ts';
import { findSender, type Sender } from './find-sender.ts';
import type { Service } from './service.ts';

export type MatchService = Pick<Service, 'store' | 'pseudonyms'> & { mailTokens: MailTokens };

/** What a mail has been found to belong to. */
export type Match =
  | { kind: 'email'; found: EmailWithEntries; matchedBy: MatchedBy }
  /** Its hints lead to different conversations, or to another therapist than the one who wrote it. */
  | { kind: 'contradiction' }
  | { kind: 'nothing'; therapistId?: number };

/** As `messageIdsIn` writes the ids that SES made. */
const SES_ID = /^[0-9a-z]{10,40}(?:-[0-9a-z]{1,40}){1,8}$/i;
/** Nobody writes more of them into a subject. */
const MAX_REFERENCES = 20;

/**
 * Finds the email that a mail is about (DESIGN §6): by its tokens, else by Message-IDs, else by the reference in its subject, else
 * by who wrote it. All of them are looked up, and what contradicts each other is left to people (decision 0032).
 *
 * @param mail `sender`: canonical address of its author, as far as there is one
 */
export async function matchMail(
  service: MatchService,
  mail: { hints: MatchingHints; sender: string | undefined },
): Promise<Match> {
  const sender = await findSender(service, mail.sender);
  const leads = await leadsIn(service, mail.hints, sender);
  if (leads.isGone) return { kind: 'nothing' };
  const [surest] = leads.found.sort(bySureness);
  if (!surest) return matchBySender(sender);
  const contradicts = leads.found.some(({ found }) => !isOneConversation(found, surest.found));
  if (contradicts || isForeign(surest.found, sender)) return { kind: 'contradiction' };
  return { kind: 'email', ...surest };
}

interface Lead {
  found: EmailWithEntries;
  matchedBy: MatchedBy;
}

interface Leads {
  found: Lead[];
  /** The email of a token was erased: whatever else the mail says, it is about that one. */
  isGone: boolean;
}

async function leadsIn(service: MatchService, hints: MatchingHints, sender: Sender): Promise<Leads> {
  const { store } = service;
  const byToken = emailsOfTokens(service, hints);
  const messageIds = hints.messageIds.filter((id) => SES_ID.test(id));
  const references = hints.references.slice(0, MAX_REFERENCES);
  const [ofTokens, ofMessages, ofReferences] = await Promise.all([
    load(store, byToken),
    store.emailsByMessageId(messageIds).then((ids) => load(store, ids)),
    store.emailsByReference(references).then((ids) => load(store, ids)),
  ]);
  // Where SES has not reported the delivery, nobody has noted the ways.
  const theirs = sender.emails;
  const sameMessages = theirs.filter(({ email }) => messageIds.includes(email.sesMessageId ?? ''));
  const sameReferences = theirs.filter(({ email }) =>
    references.includes(referenceOf(conversationOf(email))),
  );
  const conversations = [...ofReferences, ...sameReferences];
  return {
    found: [
      ...ofTokens.map((found) => lead(found, 'token')),
      ...[...ofMessages, ...sameMessages].map((found) => lead(found, 'message_id')),
      ...(await Promise.all(conversations.map((found) => newestOf(service, found)))).map((found) =>
        lead(found, 'reference'),
      ),
    ],
    isGone: ofTokens.length < byToken.length,
  };
}

function lead(found: EmailWithEntries, matchedBy: MatchedBy): Lead {
  return { found, matchedBy };
}

/** Ids of the emails whose tokens a mail was sent to. */
function emailsOfTokens({ mailTokens }: MatchService, { tokens }: MatchingHints): string[] {
  const ids = tokens.flatMap(
    ({ purpose, token }) => mailTokens.read(purpose === 'stop' ? 'unsubscribe' : 'reply', token) ?? [],
  );
  return [...new Set(ids)];
}

/** Those of some emails that are there, each once. */
async function load({ getEmail }: MatchService['store'], ids: string[]): Promise<EmailWithEntries[]> {
  const emails = await Promise.all([...new Set(ids)].map((id) => getEmail(id)));
  return emails.filter((found) => found !== undefined);
}

/** So many emails of a therapist are looked through for those of one conversation. */
const NEWEST = 10;

/** A reference names a conversation: the newest email in it that asked something is the one that is answered. */
async function newestOf({ store }: MatchService, found: EmailWithEntries): Promise<EmailWithEntries> {
  const ids = await store.emailsOfTherapist(found.email.therapistId, NEWEST);
  const emails = await load(store, ids);
  const asked = emails.filter(
    (other) => isOneConversation(other, found) && isContactEmail(other.email.kind) && hasLeft(other.email),
  );
  return asked.sort((a, b) => newestFirst(a.email, b.email))[0] ?? found;
}

function bySureness(a: Lead, b: Lead): number {
  const difference = MATCHED_BY.indexOf(a.matchedBy) - MATCHED_BY.indexOf(b.matchedBy);
  return difference === 0 ? newestFirst(a.found.email, b.found.email) : difference;
}

function newestFirst(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? 1 : -1;
}

function isOneConversation({ email: a }: EmailWithEntries, { email: b }: EmailWithEntries): boolean {
  return a.therapistId === b.therapistId && conversationOf(a) === conversationOf(b);
}

/** Whether somebody writes whom we know as another therapist than the email's. */
function isForeign({ email }: EmailWithEntries, { therapistIds }: Sender): boolean {
  return therapistIds.length > 0 && !therapistIds.includes(email.therapistId);
}

/** Nothing but the sender is known: the newest of the emails that he has not answered, when it is clear who writes. */
function matchBySender({ therapistIds, emails }: Sender): Match {
  const [therapistId, ...others] = therapistIds;
  if (therapistId === undefined || others.length > 0) return { kind: 'nothing' };
  const found = emails.find(({ email }) => isContactEmail(email.kind) && hasLeft(email) && !email.answered);
  return found ? { kind: 'email', found, matchedBy: 'sender' } : { kind: 'nothing', therapistId };
}
