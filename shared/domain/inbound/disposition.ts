import type { InboundStatus, MatchedBy, TriageReason } from './inbound-mail.ts';
import { isWritten, type MailMeaning } from './mail-meaning.ts';
import type { Trust } from './trust.ts';

/** All that decides about what becomes of a mail that has just arrived. */
export interface Arrival {
  meaning: Pick<
    MailMeaning,
    'kind' | 'unreadable' | 'stop' | 'pauseUntil' | 'erasureWish' | 'bounce' | 'complaint'
  >;
  trust: Trust;
  /** The email that it belongs to, if there is one that somebody may answer. */
  match: { matchedBy: MatchedBy; recipient: string } | 'contradiction' | 'nothing';
  /** It was sent to the address that ends all contact, with a token of ours. */
  isStopped: boolean;
  /** All whom its email was about were erased: an answer decides about nobody. */
  concernsNobody: boolean;
}

export interface Disposition {
  status: Extract<InboundStatus, 'matched' | 'recorded' | 'triage'>;
  triageReason?: TriageReason;
}

/** What leads to an email and is known to nobody but its recipient and the mail systems between. */
const SURE: readonly MatchedBy[] = ['token', 'message_id'];

/** Whether a mail shows by itself that its sender has the email. */
export function isSure(matchedBy: MatchedBy): boolean {
  return SURE.includes(matchedBy);
}

/**
 * What becomes of a mail that has just arrived: a person looks at it, or what follows from it was done at once (decision 0032).
 * In doubt a person does.
 */
export function dispositionOf({ meaning, trust, match, isStopped, concernsNobody }: Arrival): Disposition {
  if (trust === 'refused') return triage('refused');
  if (match === 'contradiction') return triage('contradiction');
  if (isStopped) return { status: meaning.erasureWish ? 'matched' : 'recorded' };
  if (concernsNobody && isWritten(meaning.kind) && !wishes(meaning)) return { status: 'recorded' };
  if (meaning.unreadable) return triage('unreadable');
  if (meaning.kind === 'bounce' || meaning.kind === 'complaint') return ofReturnedMail(meaning, match);
  if (!isWritten(meaning.kind)) return { status: 'recorded' };
  return match === 'nothing' ? triage('no_match') : { status: 'matched' };
}

/** Whether its sender wants something for himself. */
function wishes({ stop, pauseUntil, erasureWish }: Arrival['meaning']): boolean {
  return stop !== undefined || pauseUntil !== undefined || erasureWish === true;
}

/** A report about a mail is believed when it has the mail, and names nobody else as its recipient. */
function ofReturnedMail(
  { bounce, complaint }: Arrival['meaning'],
  match: Exclude<Arrival['match'], 'contradiction'>,
): Disposition {
  if (match === 'nothing' || !isSure(match.matchedBy)) return triage('no_match');
  const named = (bounce ?? complaint)?.recipient;
  // Whose email it was is forgotten once its therapist is erased.
  const isTheirs = named === undefined || match.recipient === '' || named === match.recipient;
  return isTheirs ? { status: 'recorded' } : triage('contradiction');
}

function triage(triageReason: TriageReason): Disposition {
  return { status: 'triage', triageReason };
}
