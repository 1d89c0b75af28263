import type { EmailKind, EmailReason, EmailState } from './email.ts';

/** Where the requests of an email go when it ends without having reached the therapist. */
export type NextStep =
  | { place: 'pending' | 'call' }
  | { place: 'work_item'; reason: 'objected' | 'mail_failed_repeatedly' | 'follow_up_failed' };

/** At its third failed email in a row a request needs a person (DESIGN §5). */
const FAILED_MAILS_LIMIT = 3;

/** Whether mailing a request has failed so often that it needs a person. */
export function failsAgainAndAgain({ failedMails }: { failedMails: number }): boolean {
  return failedMails >= FAILED_MAILS_LIMIT;
}

const ADDRESS_REASONS: ReadonlySet<EmailReason> = new Set(['invalid_address', 'suppressed']);

/**
 * Decides where one request goes when its email was canceled, failed or stayed unresolved (CONTRACT §1).
 *
 * @param end the email's kind, the state it ended in and why
 * @param failedMails failed emails of this request in a row, this one included
 */
export function stepAfterEnd(
  end: { kind: EmailKind; state: EmailState; reason: EmailReason },
  failedMails: number,
): NextStep {
  if (end.kind === 'follow_up') return { place: 'work_item', reason: 'follow_up_failed' };
  if (end.reason === 'objected') return { place: 'work_item', reason: 'objected' };
  if (ADDRESS_REASONS.has(end.reason)) return { place: 'call' };
  if (failsAgainAndAgain({ failedMails })) return { place: 'work_item', reason: 'mail_failed_repeatedly' };
  return { place: 'pending' };
}
