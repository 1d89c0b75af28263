import { hasLeft } from '../domain/email/email-states.ts';
import { isErasedWhole, type EmailWithEntries } from '../domain/email/email.ts';
import { dispositionOf, type Arrival, type Disposition } from '../domain/inbound/disposition.ts';
import type { InboundMail } from '../domain/inbound/inbound-mail.ts';
import { rawMailKey, type MailReceipt } from '../domain/inbound/mail-receipt.ts';
import type { Trust } from '../domain/inbound/trust.ts';
import type { MailTokens } from '../domain/ports.ts';
import type { Changes } from './changes.ts';
import { followFrom, type FollowService } from './follow-from-mail.ts';
import type { InboundReading } from './interpret-inbound.ts';
import type { Match } from './match-mail.ts';

export type FilingService = FollowService & { mailTokens: MailTokens };

/** A mail that has been read and matched. */
export interface ArrivedMail {
  id: string;
  receipt: MailReceipt;
  match: Match;
  reading: InboundReading;
  trust: Trust;
}

/** Decides what becomes of a mail, does what follows from it at once, and stores it. */
export async function fileMail(
  service: FilingService,
  changes: Changes,
  arrived: ArrivedMail,
): Promise<InboundMail> {
  const match = await matchNow(changes, arrived.match);
  const isStopped = match.kind === 'email' && stops(service, arrived, match.found);
  const answered = match.kind === 'email' && hasLeft(match.found.email) ? match : undefined;
  const disposition = dispositionOf({
    meaning: arrived.reading.meaning,
    trust: arrived.trust,
    match: match.kind === 'contradiction' ? match.kind : asArrived(answered),
    isStopped,
    concernsNobody: answered !== undefined && isErasedWhole(answered.found),
  });
  if (match.kind === 'email')
    await followFrom(service, changes, { ...arrived, ...match, disposition, isStopped });
  const belongsTo = isStopped ? match : (answered ?? withoutEmail(match));
  const mail = toInboundMail(arrived, { disposition, match: belongsTo, now: service.clock.now() });
  const kept = answered ? withoutErased(mail, answered.found) : mail;
  changes.putInboundMail(kept);
  return kept;
}

/**
 * What may be kept of a mail that answers an email of whose patients some were erased: not its bytes, which may quote them; and
 * of one that asks nothing of anybody no words either.
 */
function withoutErased(mail: InboundMail, answered: EmailWithEntries): InboundMail {
  if (answered.entries.every(({ erasedAt }) => erasedAt === undefined)) return mail;
  const { rawKey: _bytes, ...kept } = mail;
  if (mail.status !== 'recorded' || !isErasedWhole(answered)) return kept;
  const { sender: _author, ...wordless } = kept;
  return { ...wordless, subject: '', text: '', proposals: [], unclear: [] };
}

type EmailMatch = Extract<Match, { kind: 'email' }>;

/** An email that was found a moment ago may be another one now, or gone. */
async function matchNow(changes: Changes, match: Match): Promise<Match> {
  if (match.kind !== 'email') return match;
  const found = await changes.email(match.found.email.id);
  return found ? { ...match, found } : { kind: 'nothing' };
}

function withoutEmail(match: Match): Match {
  return match.kind === 'email' ? { kind: 'nothing', therapistId: match.found.email.therapistId } : match;
}

function asArrived(match: EmailMatch | undefined): Arrival['match'] {
  return match ? { matchedBy: match.matchedBy, recipient: match.found.email.recipient.address } : 'nothing';
}

/** Whether a mail was sent to the address with which this email's therapist ends all contact. */
function stops(
  { mailTokens }: FilingService,
  { reading }: ArrivedMail,
  { email }: EmailWithEntries,
): boolean {
  return reading.meaning.hints.tokens.some(
    ({ purpose, token }) => purpose === 'stop' && mailTokens.read('unsubscribe', token) === email.id,
  );
}

function toInboundMail(
  { id, receipt, reading, trust }: ArrivedMail,
  { disposition, match, now }: { disposition: Disposition; match: Match; now: string },
): InboundMail {
  const { meaning } = reading;
  const isRead = trust !== 'refused' && disposition.status === 'matched';
  return {
    id,
    kind: meaning.kind,
    ...disposition,
    ...ownersOf(match),
    ...(meaning.sender !== undefined && { sender: meaning.sender }),
    subject: meaning.subject,
    text: meaning.ownText,
    truncated: meaning.truncated,
    proposals: isRead ? reading.proposals : [],
    unclear: isRead ? reading.unclear : [],
    ...(meaning.returnOn !== undefined && { returnOn: meaning.returnOn }),
    ...(meaning.pauseUntil !== undefined && { pauseUntil: meaning.pauseUntil }),
    ...(meaning.stop !== undefined && { stop: meaning.stop }),
    ...(meaning.erasureWish && { erasureWish: true }),
    verdicts: receipt.verdicts,
    trust,
    rawKey: rawMailKey(receipt),
    receivedAt: receipt.receivedAt,
    createdAt: now,
    updatedAt: now,
    version: 0,
  };
}

function ownersOf(match: Match): Pick<InboundMail, 'emailId' | 'therapistId' | 'matchedBy'> {
  if (match.kind === 'contradiction') return {};
  if (match.kind === 'nothing')
    return match.therapistId === undefined ? {} : { therapistId: match.therapistId };
  const { id, therapistId } = match.found.email;
  return { emailId: id, therapistId, matchedBy: match.matchedBy };
}
