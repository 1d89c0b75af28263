import type { Instant } from '../time.ts';
import type { InboundMail, InboundStatus } from './inbound-mail.ts';
import { isWritten } from './mail-meaning.ts';

/** What staff do with a mail that arrived. */
export type InboundMove = 'assign' | 'confirm' | 'dismiss';

/** From which statuses they may: a mail that was dismissed by mistake can be assigned again, what was confirmed stands. */
const FROM: Record<InboundMove, readonly InboundStatus[]> = {
  assign: ['triage', 'matched', 'dismissed'],
  confirm: ['matched'],
  dismiss: ['triage', 'matched'],
};

/** What of staff's work waits: mails that nobody has confirmed, dismissed or otherwise settled. */
export const WAITING: readonly InboundStatus[] = ['matched', 'triage'];

/** Whether the mail's status and kind allow a move. Nobody confirms what a machine said. */
export function canMove(mail: Pick<InboundMail, 'status' | 'kind'>, move: InboundMove): boolean {
  return FROM[move].includes(mail.status) && (move !== 'confirm' || isWritten(mail.kind));
}

/** Whom a mail belongs to: a therapist, and the email that it is about unless nobody knows which. */
export interface MailOwner {
  therapistId: number;
  emailId?: string;
}

/** What a mail says as an answer to the email that it belongs to. */
export type MailReading = Pick<InboundMail, 'text' | 'truncated' | 'proposals' | 'unclear'>;

/** The mail as staff assigned it, with what it says there. */
export function assignMail(
  { triageReason: _settled, emailId: _before, ...mail }: InboundMail,
  { owner, reading, now }: { owner: MailOwner; reading: MailReading; now: Instant },
): InboundMail {
  return { ...mail, ...owner, ...reading, matchedBy: 'staff', status: 'matched', updatedAt: now };
}

/** The mail with its last word: staff have taken it over, or have seen that nothing follows from it. */
export function settleMail(
  { triageReason: _settled, ...mail }: InboundMail,
  status: 'confirmed' | 'dismissed',
  now: Instant,
): InboundMail {
  return { ...mail, status, updatedAt: now };
}
