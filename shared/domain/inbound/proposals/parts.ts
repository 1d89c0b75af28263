import { groupsOf, isCondition, isTail, joined, type Group } from './groups.ts';
import type { Item, Named } from './items.ts';
import { kinds } from './kinds.ts';
import { segmentsOf, type Segment } from './segments.ts';
import type { Token } from './tokens.ts';
import { NOTHING, together, type Verdict } from './verdicts.ts';

/** What a part of a sentence says, and of whom; without `named` it says it of everybody, or of the only one. */
export interface Part {
  named?: Named;
  verdict: Verdict;
  /** Whether the words mean one patient without saying which: `ihn`, `die Patientin`. */
  isAboutOne: boolean;
  start: number;
  end: number;
}

/** What was read of a sentence so far. */
interface State {
  parts: Part[];
  /** Patients who have no answer yet. */
  names?: Group;
  /** An answer that names nobody yet. */
  answer?: Group;
  /** Whether the last part may go on: `Ja, Patient 1 und vielleicht 3 nehme ich`. */
  isOpen?: boolean;
}

/**
 * Reads a sentence: `Patient 1 und 3 gern, 2 leider nicht`. Its parts name patients and then answer, or answer and then
 * name patients; what follows without naming any belongs to the part before.
 *
 * @returns its parts, none when it says nothing; undefined unless every word of it is understood
 */
export function partsOf(items: Item[], isQuestion: boolean): Part[] | undefined {
  const segments = segmentsOf(items);
  if (
    !segments ||
    (isQuestion && segments.length === 0) ||
    items.some((item) => 'named' in item && item.named.fault)
  )
    return undefined;
  const question = isQuestion ? questionOf(segments) : undefined;
  if (question) return [question];
  const groups = groupsOf(segments, isQuestion);
  const start: State | undefined = { parts: [] };
  const end = groups?.reduce<State | undefined>((state, group) => state && withGroup(state, group), start);
  if (!end || end.names) return undefined;
  return end.answer ? [...end.parts, partOf(end.answer)] : end.parts;
}

const DECIDING = kinds('yes no not kein none agree decline refuse or irony stray');

/** `M4T9X: Wie alt ist die Person?`: the question that we ask therapists to write behind the code. */
function questionOf([first, ...rest]: Segment[]): Part | undefined {
  const isHeading = first?.tokens.length === 0 && rest[0]?.joinedBy === 'colon';
  const words = rest.flatMap(({ tokens }) => tokens);
  const isOpen = words.length > 0 && !words.some(({ kind }) => DECIDING.has(kind));
  if (!first?.named || !isHeading || !isOpen || rest.some(({ named }) => named)) return undefined;
  const { named } = first;
  const end = words.at(-1)?.end ?? named.end;
  return { named, verdict: { says: 'needs_follow_up' }, isAboutOne: false, start: named.start, end };
}

function withGroup(state: State, group: Group): State | undefined {
  // "Nicht, dass …" takes something back.
  const isUntold = group.isQuoted && state.answer?.verdict?.says !== 'regret';
  if (isCondition(group) || isUntold) return undefined;
  if (!group.verdict) return isRejected(state) && isTail(group) ? state : undefined;
  const isSaid = group.verdict.says !== 'nothing';
  if (!group.named) return isSaid ? withWords(state, group) : state;
  return isSaid ? withAnswered(state, group) : withNames(state, group);
}

function isRejected({ parts, names, answer }: State): boolean {
  return !names && (parts.at(-1) ?? answer)?.verdict?.says === 'rejected';
}

/** What may stand beside patients who have no answer yet. */
const IN_NAMES = kinds('filler article on to');
const BETWEEN_NAMES = kinds('filler article on to also because');

/** `Gern Patient 1`, or patients whose answer comes later. */
function withNames({ parts, names, answer }: State, group: Group): State | undefined {
  if (!group.tokens.every(({ kind }) => IN_NAMES.has(kind))) return undefined;
  if (answer) return { parts: [...parts, partOf(joined(answer, group))], isOpen: true };
  const list = names ? listOf(names, group) : group;
  return list && { parts, names: list };
}

const ENDING = new Set(['accepted', 'rejected']);

/** `Patient 1 gern`, perhaps behind more patients or behind a `ja`. */
function withAnswered(state: State, group: Group): State | undefined {
  const { parts, names, answer } = state;
  const verdict = answerOf(state, group);
  const list = names ? listOf(names, group) : group;
  return (
    verdict && list && { parts: [...parts, partOf({ ...list, verdict, start: answer?.start ?? list.start })] }
  );
}

function answerOf({ parts, names, answer, isOpen }: State, { verdict }: Group): Verdict | undefined {
  const isSame = verdict?.says === 'same';
  const answered = isSame ? parts.at(-1)?.verdict : together(answer?.verdict ?? NOTHING, verdict);
  if (!answered || (isOpen && !ENDING.has(answered.says))) return undefined;
  // "Patient 1 und auch für 2 habe ich einen Platz"
  const isForOne = 'isForOne' in answered && answered.isForOne;
  return names && isForOne ? undefined : answered;
}

/** Words that name nobody: the answer for the patients before, more about the part before, or an answer to come. */
function withWords({ parts, names, answer }: State, group: Group): State | undefined {
  if (group.verdict?.says === 'same') return undefined;
  if (names) return { parts: [...parts, partOf(joined(names, group))] };
  const last = parts.at(-1);
  const before = (last ?? answer)?.verdict ?? NOTHING;
  const verdict = together(before, group.verdict);
  if (!verdict || (group.isOpposed && before.says === 'accepted')) return undefined;
  if (last) return { parts: [...parts.slice(0, -1), { ...last, verdict, end: group.end }] };
  return { parts, answer: answer ? joined(answer, group) : group };
}

/** Patients beside patients, all of them by number: `Patient 1, und dann für 3 und 4 gern`. */
function listOf(names: Group, group: Group): Group | undefined {
  const [one, other] = [names.named, group.named];
  if (one?.kind !== 'named' || other?.kind !== 'named' || names.isHeading) return undefined;
  // "Patient 2, ja zu Patient 3" has no answer for the first.
  const between = group.tokens.filter(({ start }) => start < other.start);
  if (!between.every(({ kind }) => BETWEEN_NAMES.has(kind))) return undefined;
  const numbers = [...new Set([...one.numbers, ...other.numbers])];
  return { ...joined(names, group), named: { ...other, numbers, start: one.start, mayCount: false } };
}

function partOf({ named, verdict = NOTHING, tokens, start, end }: Group): Part {
  return { ...(named && { named }), verdict, isAboutOne: !named && meansOne(tokens, verdict), start, end };
}

const ONE = kinds('pronoun they title');
const PLURAL_ARTICLES = new Set(['die', 'diese', 'ihre', 'the', 'these', 'your']);

function meansOne(tokens: Token[], verdict: Verdict): boolean {
  // "Bitte rufen sie mich an", typed without capitals, is about nobody.
  const isRequest = verdict.says === 'needs_follow_up' && verdict.isRequest === true;
  return tokens.some(({ kind, value }, index) => {
    if (kind !== 'patient') return ONE.has(kind) && !isRequest;
    const article = tokens[index - 1]?.kind === 'article' ? (tokens[index - 1]?.word ?? '') : undefined;
    return value === 1 || (value === 3 && article !== undefined && !PLURAL_ARTICLES.has(article));
  });
}
