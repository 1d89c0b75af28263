import type { OutcomeReason } from '../../email/email.ts';
import { kinds } from './kinds.ts';
import type { Why } from './proposal.ts';
import type { Segment } from './segments.ts';

/** What words say, apart from whom they say it of. */
export type Verdict =
  | Accepted
  | { says: 'rejected'; reason?: OutcomeReason }
  | FollowUp
  /** `die Warteliste ist voll`: why somebody says no, and no answer of its own. */
  | { says: 'reason'; reason?: OutcomeReason }
  /** `2 auch`: what was said before. */
  | { says: 'same' }
  /** `Sie kann sich bei mir melden`: goes with an acceptance, and is hardly one. */
  | { says: 'welcome' }
  | { says: 'unclear'; why: Why }
  /** `Ich habe Ihre Mail erhalten`: nothing, and makes a `Ja` in front of it no answer. */
  | { says: 'aside' }
  /** `viel Erfolg bei der Suche`: nothing, and it goes with no yes. */
  | { says: 'regret' }
  | { says: 'nothing' };

interface Accepted {
  says: 'accepted';
  /** A word alone, which may mean that somebody wants to talk first: `gern`. */
  isWeak?: boolean;
  /** For one of several: `einen Platz`. */
  isForOne?: boolean;
  /** An acceptance only where it says whom: `passt`. */
  needsWhom?: boolean;
  /** It comes with a request: `Gern, bitte rufen Sie mich an`. */
  isAsking?: boolean;
}

interface FollowUp {
  says: 'needs_follow_up';
  reason?: OutcomeReason;
  isForOne?: boolean;
  /** It goes with an answer: `Bitte rufen Sie mich an`. */
  isRequest?: boolean;
}

export const NOTHING: Verdict = { says: 'nothing' };

/** What two pieces about the same patients say together; undefined when they do not go together. */
export function together(one: Verdict | undefined, other: Verdict | undefined): Verdict | undefined {
  if (!one || !other) return undefined;
  if (one.says === 'nothing' || other.says === 'unclear') return other;
  if (other.says === 'nothing' || one.says === 'unclear') return one;
  if (one.says === 'accepted' && other.says === 'accepted') return bothAccepted(one, other);
  if (one.says === other.says) return 'reason' in one ? one : other;
  return withBeside(one, other) ?? withBeside(other, one);
}

function bothAccepted(one: Accepted, other: Accepted): Accepted {
  return {
    says: 'accepted',
    ...(one.isWeak && other.isWeak && { isWeak: true }),
    ...(one.needsWhom && other.needsWhom && { needsWhom: true }),
    ...((one.isAsking || other.isAsking) && { isAsking: true }),
    ...((one.isForOne || other.isForOne) && { isForOne: true }),
  };
}

/** An answer and what may stand beside it. */
function withBeside(answer: Verdict, beside: Verdict): Verdict | undefined {
  if (answer.says === 'rejected' && beside.says === 'aside') return answer;
  if (beside.says === 'regret' && (answer.says === 'rejected' || answer.says === 'reason')) return answer;
  if (answer.says === 'accepted') return withAcceptance(answer, beside);
  if (answer.says !== 'rejected') return undefined;
  if (beside.says === 'reason') return { ...beside, ...answer };
  return beside.says === 'needs_follow_up' && beside.reason === 'waiting_list' ? beside : undefined;
}

function withAcceptance(answer: Accepted, beside: Verdict): Verdict | undefined {
  if (beside.says === 'reason') return { says: 'unclear', why: 'condition' };
  if (beside.says === 'welcome') return answer;
  const isRequest = beside.says === 'needs_follow_up' && beside.isRequest;
  return isRequest ? { ...answer, isAsking: true } : undefined;
}

/** A verdict in a segment that names several patients: it holds for each of them, or nobody knows for whom. */
export function forEach(verdict: Verdict, segment: Segment): Verdict {
  const { named, tokens, before } = segment;
  if (!named || (named.numbers.length < 2 && named.kind !== 'rest')) return verdict;
  // "Allen einen Platz anbieten" offers one to each.
  const isEach = named.kind === 'all' && tokens.some(({ kind }) => kind === 'offer');
  const isForOne = 'isForOne' in verdict && verdict.isForOne && !isEach;
  const isBetween = named.isOpenList === true && before > 0 && before < tokens.length;
  const isPartial = verdict.says === 'rejected' ? mayBePartial(segment) : named.isAny === true;
  return isForOne || isBetween || isPartial ? { says: 'unclear', why: 'which_patient' } : verdict;
}

const VERBS = kinds('can take toTake have offer');
const CLOSING = kinds('toTake on');
const NOT = kinds('not cannot');

/** Whether `nicht` may leave some of several: `nicht alle`, `Alle kann ich nicht nehmen`. */
function mayBePartial({ named, tokens, before }: Segment): boolean {
  const not = tokens.findIndex(({ kind }) => NOT.has(kind));
  const verb = tokens.findIndex(({ kind }) => VERBS.has(kind));
  if (not < 0 || !named || named.isAny) return false;
  // "Nicht 1 und 2" may be one of them.
  const isRegret = tokens.some(({ kind }) => kind === 'regret');
  if (not < before) return verb >= 0 || named.kind === 'all' || (named.kind === 'named' && !isRegret);
  if (named.kind === 'all') return verb >= before && verb < not;
  // "Ich nehme Patient 1 und Patient 2 nicht" may take the first; "… nicht auf" takes neither.
  const isClosed = tokens.slice(not).some(({ kind }) => CLOSING.has(kind));
  return named.kind === 'named' && verb >= 0 && verb < before && !isClosed;
}
