import type { Outcome } from '../../email/email.ts';
import type { Asked } from './asked.ts';
import { numbersIn } from './counts.ts';
import { doubtOf, EVERYTHING, type Doubt } from './doubt.ts';
import { kinds } from './kinds.ts';
import type { Part } from './parts.ts';
import type { Why } from './proposal.ts';
import type { Sentence } from './sentences.ts';
import type { Verdict } from './verdicts.ts';

/** An answer, or what lets nobody believe one. */
export type Finding =
  | Extract<Verdict, { says: Outcome }>
  | (Pick<Doubt, 'why' | 'takes'> & {
      says: 'doubt';
      /** It goes with any no, and with no yes, and is not worth a report. */
      isRegret?: boolean;
    });

/** What a part of a reply comes to for some patients. */
export interface Claim {
  numbers: number[];
  finding: Finding;
  start: number;
  end: number;
}

interface Reader {
  asked: Asked;
  /** Patients that are named one by one anywhere in the reply. */
  named: number[];
  claims: Claim[];
}

/** What the sentences of a reply claim, each part for the patients that it can only mean. */
export function claimsOf(sentences: Sentence[], asked: Asked): Claim[] {
  const reader: Reader = { asked, named: namedIn(sentences), claims: [] };
  const isAlone = sentences.filter(({ parts }) => parts?.length !== 0).length === 1;
  const areNumbers = numbersIn(sentences, asked);
  for (const [index, sentence] of sentences.entries()) {
    const { parts, tokens } = sentence;
    const span = { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
    if (isAlone && isAll(sentence))
      reader.claims.push({ ...span, numbers: asked.numbers, finding: { says: 'accepted' } });
    else if (parts && areNumbers(index)) readParts(parts, reader);
    else {
      const { numbers = asked.numbers, why, takes } = parts ? UNCOUNTED : doubtOf(sentence);
      reader.claims.push({ ...span, numbers, finding: { says: 'doubt', why, takes } });
    }
  }
  return reader.claims;
}

const UNCOUNTED: Doubt = { why: 'which_patient', takes: EVERYTHING };

function namedIn(sentences: Sentence[]): number[] {
  const items = sentences.flatMap((sentence) => sentence.items);
  return items.flatMap((item) => ('named' in item && item.named.kind === 'named' ? item.named.numbers : []));
}

const BESIDE_ALL = kinds('comma please nice polite');

/** `Alle drei`, which is an answer to our question who can come when nothing else is said. */
function isAll({ items, isQuestion }: Sentence): boolean {
  const [item, ...others] = items;
  if (!item || !('named' in item) || isQuestion) return false;
  const isAlone = others.every((other) => 'token' in other && BESIDE_ALL.has(other.token.kind));
  return isAlone && item.named.kind === 'all' && !item.named.fault;
}

function readParts(parts: Part[], reader: Reader): void {
  for (const part of parts) {
    const { start, end, verdict } = part;
    if (verdict.says === 'reason' && givesReason(part, verdict, reader)) continue;
    const said = claimOf(part, reader);
    if (said) reader.claims.push({ ...said, start, end });
  }
}

type Reason = Extract<Verdict, { says: 'reason' }>;

/** Gives a reason to the rejection that it follows: `Patient 2 leider nicht. Ich behandle keine Essstörungen.` */
function givesReason({ named }: Part, reason: Reason, { claims }: Reader): boolean {
  const last = claims.at(-1);
  if (named || last?.finding.says !== 'rejected') return false;
  claims[claims.length - 1] = { ...last, finding: { ...reason, ...last.finding } };
  return true;
}

type Said = Pick<Claim, 'numbers' | 'finding'>;

function claimOf(part: Part, reader: Reader): Said | undefined {
  const { verdict } = part;
  if (verdict.says === 'nothing' || verdict.says === 'same' || verdict.says === 'aside') return undefined;
  if (verdict.says === 'regret') return { numbers: reader.asked.numbers, finding: REGRET };
  const numbers = numbersOf(part, reader);
  if (numbers) return { numbers, finding: findingOf(part, reader) };
  // "Leider nein" beside patients with names is about the others, or once more about those who were turned down.
  const isOnceMore = verdict.says === 'rejected' && !part.isAboutOne;
  return {
    numbers: reader.asked.numbers,
    finding: doubt('which_patient', isOnceMore ? BUT_REJECTED : EVERYTHING),
  };
}

const REGRET: Finding = { says: 'doubt', why: 'contradiction', takes: ['accepted'], isRegret: true };
const BUT_REJECTED: Outcome[] = ['accepted', 'needs_follow_up'];

function doubt(why: Why, takes: Outcome[]): Finding {
  return { says: 'doubt', why, takes };
}

function findingOf({ named, verdict, isAboutOne }: Part, { asked }: Reader): Finding {
  switch (verdict.says) {
    case 'accepted': {
      // Neither "passt" nor "Gern, rufen Sie mich an" says enough without a name.
      const isVague = (verdict.needsWhom && !isAboutOne) || (verdict.isWeak && verdict.isAsking);
      if (named) return { says: 'accepted' };
      return isVague ? doubt('hedge', EVERYTHING) : verdict;
    }
    case 'reason': {
      // What somebody does not treat turns down the patients that it is said of, or the only one.
      const isAnswer = verdict.reason === 'wrong_specialty' && (named ?? asked.numbers.length === 1);
      return isAnswer ? { ...verdict, says: 'rejected' } : doubt('condition', BUT_REJECTED);
    }
    case 'rejected':
    case 'needs_follow_up':
      return verdict;
    case 'welcome':
      return doubt('hedge', ['rejected']);
    default:
      return doubt(verdict.says === 'unclear' ? verdict.why : 'not_understood', EVERYTHING);
  }
}

/** The patients that a part can only mean; undefined when nobody knows. */
function numbersOf({ named, verdict, isAboutOne }: Part, reader: Reader): number[] | undefined {
  const everybody = reader.asked.numbers;
  if (named) return named.kind === 'rest' ? restOf(named.size, reader) : named.numbers;
  if (everybody.length === 1 || verdict.says === 'unclear') return everybody;
  if (isAboutOne) return undefined;
  const nobodyNamed = reader.named.length === 0 ? everybody : undefined;
  switch (verdict.says) {
    case 'reason':
      return everybody;
    case 'rejected':
      return nobodyNamed;
    case 'needs_follow_up':
      if (verdict.isRequest) return nobodyNamed ?? [];
      return verdict.reason === 'waiting_list' && !verdict.isForOne ? nobodyNamed : undefined;
    default:
      return undefined;
  }
}

/** Those whom the reply does not name, if they are as many as it says. */
function restOf(size: number | undefined, { asked, named }: Reader): number[] | undefined {
  const rest = asked.numbers.filter((number) => !named.includes(number));
  const isSize = size === undefined || size === rest.length;
  return named.length > 0 && rest.length > 0 && isSize ? rest : undefined;
}
