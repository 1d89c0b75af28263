import { inboundMailId, type InboundMail } from '../domain/inbound/inbound-mail.ts';
import { matchingHints } from '../domain/inbound/matching-hints.ts';
import { senderOf } from '../domain/inbound/interpret-mail.ts';
import { rawMailKey, type MailReceipt } from '../domain/inbound/mail-receipt.ts';
import type { MailMeaning } from '../domain/inbound/mail-meaning.ts';
import type { ReadMail } from '../domain/inbound/read-mail.ts';
import { trustOf } from '../domain/inbound/trust.ts';
import { commitChanges } from './commit-changes.ts';
import { fileMail, type FilingService } from './file-mail.ts';
import { interpretAsAnswer, type InboundReading, type InterpretService } from './interpret-inbound.ts';
import { matchMail, type Match, type MatchService } from './match-mail.ts';

export type ReceiveService = FilingService & MatchService & InterpretService;

/** What became of a mail, and whether it was there already. */
export interface Received {
  mail: Pick<InboundMail, 'id' | 'status' | 'kind' | 'triageReason' | 'rawKey'>;
  isNew: boolean;
}

/** SES has told of a mail whose bytes are not in the bucket (yet): the receipt has to come again. */
export class RawMailMissing extends Error {
  readonly code = 'raw_mail_missing';
}

/**
 * Takes a mail in that arrived (DESIGN §6): reads it, finds the email that it belongs to, and stores it together with what follows
 * from it at once. Handed over again it changes nothing. A mail that cannot be read is stored for people to look at.
 *
 * 1. its bytes; 2. what they say of where it belongs; 3. what it means as an answer to that; 4. one transaction.
 *
 * @throws RawMailMissing, and whatever the stores throw: the receipt has to come again
 */
export async function receiveMail(service: ReceiveService, receipt: MailReceipt): Promise<Received> {
  const id = inboundMailId(receipt);
  const known = await service.store.getInboundMail(id);
  if (known) return dropUnkept(service, receipt, { mail: known, isNew: false });
  const raw = await service.rawMails.getRawMail(rawMailKey(receipt));
  if (!raw) throw new RawMailMissing('there are no bytes of a mail that was received');
  const read = await orUnreadable(() => service.mailReader.read(raw));
  const match = await matchReading(service, read, receipt);
  const reading = await readAs(service, read, { receipt, match });
  const arrived = { id, receipt, match, reading, trust: trustOf(receipt.verdicts) };
  const received = await commitChanges(service, async (changes): Promise<Received> => {
    const before = await changes.inboundMail(id);
    if (before) return { mail: before, isNew: false };
    return { mail: await fileMail(service, changes, arrived), isNew: true };
  });
  if (received.isNew) count(service, received.mail);
  return dropUnkept(service, receipt, received);
}

/** Bytes that are not to be kept go, also when the invocation that had stored the mail was cut off before. */
async function dropUnkept(
  { rawMails }: ReceiveService,
  receipt: MailReceipt,
  received: Received,
): Promise<Received> {
  if (received.mail.rawKey === undefined) await rawMails.removeRawMail(rawMailKey(receipt));
  return received;
}

/** Undefined when reading fails, whatever the reason: a mail that breaks the reader is one for people. */
async function orUnreadable<T>(read: () => Promise<T> | T): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}

async function matchReading(
  service: ReceiveService,
  read: ReadMail | undefined,
  { recipients }: MailReceipt,
): Promise<Match> {
  const hints =
    read && (await orUnreadable(() => ({ hints: matchingHints(read, recipients), sender: senderOf(read) })));
  return hints ? matchMail(service, hints) : { kind: 'nothing' };
}

async function readAs(
  service: ReceiveService,
  read: ReadMail | undefined,
  { receipt, match }: { receipt: MailReceipt; match: Match },
): Promise<InboundReading> {
  const { receivedAt, recipients } = receipt;
  const about = match.kind === 'email' ? match.found : undefined;
  const sentText = about && (await service.store.getBody(about.email.id))?.text;
  const reading =
    read &&
    (await orUnreadable(() => interpretAsAnswer(service, read, { receivedAt, recipients, about, sentText })));
  return reading ?? { meaning: UNREADABLE, proposals: [], unclear: [] };
}

/** What a mail means that nothing can be made of. */
const UNREADABLE: MailMeaning = {
  kind: 'unknown',
  subject: '',
  hints: { tokens: [], messageIds: [], references: [] },
  ownText: '',
  truncated: false,
  unreadable: true,
};

function count({ metrics }: ReceiveService, { status, kind, triageReason }: Received['mail']): void {
  metrics.count(`inbound_mails_${status}`);
  metrics.count(`inbound_mails_of_kind_${kind}`);
  if (triageReason !== undefined) metrics.count(`inbound_mails_triage_${triageReason}`);
}
