import type { Named } from './items.ts';
import { kinds } from './kinds.ts';
import { verdictOf } from './readings.ts';
import type { Segment } from './segments.ts';
import type { Token } from './tokens.ts';
import { forEach, NOTHING, together, type Verdict } from './verdicts.ts';

/** Segments that signs such as a colon hold together, and what they say; no verdict when that is not understood. */
export interface Group {
  named?: Named;
  verdict: Verdict | undefined;
  tokens: Token[];
  isHeading?: boolean;
  /** Whether a word such as `aber` sets it against what is before. */
  isOpposed?: boolean;
  /** Whether `dass` makes it what is said: `Leider muss ich mitteilen, dass …`. */
  isQuoted?: boolean;
  start: number;
  end: number;
}

/** Undefined when signs hold different patients together. */
export function groupsOf(segments: Segment[], isQuestion: boolean): Group[] | undefined {
  const groups: Group[] = [];
  for (const segment of segments) {
    const group = groupOf(segment, isQuestion);
    const last = groups.at(-1);
    if (!segment.isTight || !last) groups.push(group);
    else if (last.named && group.named) return undefined;
    else groups[groups.length - 1] = joined(last, group);
  }
  return groups;
}

/** Two groups as one. */
export function joined(one: Group, other: Group): Group {
  const named = one.named ?? other.named;
  return {
    ...(named && { named }),
    ...(one.isOpposed && { isOpposed: true }),
    verdict: together(one.verdict, other.verdict),
    tokens: [...one.tokens, ...other.tokens],
    start: one.start,
    end: other.end,
  };
}

function groupOf(segment: Segment, isQuestion: boolean): Group {
  const { named, tokens } = segment;
  const verdict = verdictIn(segment, isQuestion);
  const spans = [named, tokens[0], tokens.at(-1)].filter((span) => span !== undefined);
  return {
    ...(named && { named }),
    ...(segment.isHeading && { isHeading: true }),
    ...(segment.joinedBy === 'but' && { isOpposed: true }),
    ...(segment.joinedBy === 'that' && { isQuoted: true }),
    verdict,
    tokens,
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
}

function verdictIn(segment: Segment, isQuestion: boolean): Verdict | undefined {
  const words = segment.tokens.map(({ kind }) => kind);
  if (segment.named?.isNone) words.push('none');
  if (words.length === 0) return NOTHING;
  if (isAssumed(segment)) return { says: 'unclear', why: 'hedge' };
  if (isAboutOthers(segment)) return undefined;
  const verdict = verdictOf(isQuestion ? [...words, 'question'] : words);
  return verdict && forEach(verdict, segment);
}

const TAKING = kinds('take toTake');

function takes({ tokens }: Segment): boolean {
  return tokens.some(({ kind }) => TAKING.has(kind));
}

function hasPatient({ tokens }: Segment): boolean {
  return tokens.some(({ kind }) => kind === 'patient');
}

/** `Nehme ich an` without whom is no acceptance. */
function isAssumed(segment: Segment): boolean {
  return takes(segment) && segment.tokens.at(-1)?.word === 'an' && !segment.named && !hasPatient(segment);
}

/** `Sie kann den Patienten nehmen`: somebody else can. */
function isAboutOthers(segment: Segment): boolean {
  const hasWhom = segment.named !== undefined || hasPatient(segment);
  return takes(segment) && hasWhom && segment.tokens.some(({ kind }) => kind === 'pronoun');
}

/** What a group about a reason begins with, and what may be in it. */
const TAIL_STARTS = kinds('because i we');
const IN_TAIL = kinds(
  'unknown filler article i we because on to not kein place have can must polite when at you disorder please',
);

/** `…, da ich in Rente gehe`: why somebody says no, in words that are not known and restrict nothing. */
export function isTail({ named, tokens }: Group): boolean {
  const [first] = tokens;
  const negations = tokens.filter(({ kind }) => kind === 'not' || kind === 'kein').length;
  const isReason = first !== undefined && TAIL_STARTS.has(first.kind);
  return !named && isReason && negations <= 1 && tokens.every(({ kind }) => IN_TAIL.has(kind));
}

/** `…, wenn die Kasse zahlt`: holds for all of the sentence. */
export function isCondition({ named, tokens }: Group): boolean {
  const first = named && named.start < (tokens[0]?.start ?? Infinity) ? undefined : tokens[0]?.kind;
  return first === 'condition' || first === 'except';
}
