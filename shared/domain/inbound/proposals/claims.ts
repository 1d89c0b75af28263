import type { Agenda } from './agenda.ts';
import { numbersIn } from './counts.ts';
import { doubtOf, type Doubt } from './doubt.ts';
import type { Part } from './parts.ts';
import type { Why } from './proposal.ts';
import type { Sentence } from './sentences.ts';
import type { Verdict } from './verdicts.ts';

/** An answer, or what lets nobody believe one. */
export type Finding = Extract<Verdict, { says: 'accepted' | 'rejected' | 'needs_follow_up' }> | Doubted;

interface Doubted extends Pick<Doubt, 'why' | 'isSlight'> {
  says: 'doubt';
  /** Leaves rejections, which name their patients. */
  sparesRejections?: boolean;
  /** Not worth a report: it goes with any no, and with no yes. */
  isRegret?: boolean;
}

/** What a part of a reply comes to for some patients. */
export interface Claim {
  numbers: number[];
  finding: Finding;
  start: number;
  end: number;
}

interface Reader {
  agenda: Agenda;
  /** Patients that are named one by one anywhere in the reply. */
  named: number[];
  claims: Claim[];
}

/** What the sentences of a reply claim, each part for the patients that it can only mean. */
export function claimsOf(sentences: Sentence[], agenda: Agenda): Claim[] {
  const reader: Reader = { agenda, named: namedIn(sentences), claims: [] };
  const isAlone = sentences.filter(({ parts }) => parts?.length !== 0).length === 1;
  const areNumbers = numbersIn(sentences, agenda);
  for (const [index, sentence] of sentences.entries()) {
    const { parts, tokens } = sentence;
    const span = { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
    if (isAlone && isAll(sentence))
      reader.claims.push({ ...span, numbers: agenda.numbers, finding: { says: 'accepted' } });
    else if (parts && areNumbers(index)) readParts(parts, reader);
    else {
      const { numbers, why, isSlight } = parts ? UNCOUNTED : doubtOf(sentence);
      reader.claims.push({
        ...span,
        numbers: numbers ?? agenda.numbers,
        finding: { says: 'doubt', why, isSlight },
      });
    }
  }
  return reader.claims;
}

const UNCOUNTED: Doubt = { why: 'which_patient', isSlight: false };

function namedIn(sentences: Sentence[]): number[] {
  const items = sentences.flatMap((sentence) => sentence.items);
  return items.flatMap((item) => ('named' in item && item.named.kind === 'named' ? item.named.numbers : []));
}

/** `Alle drei`, which is an answer to our question who can come when nothing else is said. */
function isAll({ items, isQuestion }: Sentence): boolean {
  const [item, ...others] = items;
  if (!item || !('named' in item) || others.length > 0 || isQuestion) return false;
  return item.named.kind === 'all' && !item.named.fault;
}

function readParts(parts: Part[], reader: Reader): void {
  for (const part of parts) {
    const { start, end, verdict } = part;
    if (verdict.says === 'reason' && isReasonBefore(part, verdict.reason, reader)) continue;
    const claim = claimOf(part, reader);
    if (claim) reader.claims.push({ ...claim, start, end });
  }
}

/** Gives a reason to the rejection that it follows: `Patient 2 leider nicht. Ich behandle keine Essstörungen.` */
function isReasonBefore({ named }: Part, reason: Reason, { claims }: Reader): boolean {
  const last = claims.at(-1);
  if (named || last?.finding.says !== 'rejected') return false;
  claims[claims.length - 1] = { ...last, finding: { reason, ...last.finding } };
  return true;
}

type Reason = Extract<Verdict, { says: 'reason' }>['reason'];

function claimOf(part: Part, reader: Reader): Pick<Claim, 'numbers' | 'finding'> | undefined {
  const { verdict } = part;
  const everybody = reader.agenda.numbers;
  const doubt = (why: Why, sparesRejections = false, isRegret = false) => ({
    numbers: everybody,
    finding: { says: 'doubt' as const, why, isSlight: isRegret, sparesRejections, isRegret },
  });
  if (verdict.says === 'nothing' || verdict.says === 'same') return undefined;
  if (verdict.says === 'regret') return doubt('contradiction', true, true);
  const numbers = numbersOf(part, reader);
  if (!numbers) return doubt('which_patient', verdict.says === 'rejected' && !part.isAboutOne);
  switch (verdict.says) {
    case 'unclear':
      return { numbers, finding: { says: 'doubt', why: verdict.why, isSlight: false } };
    case 'accepted':
      if (part.named) return { numbers, finding: { says: 'accepted' } };
      return verdict.needsWhom && !part.isAboutOne ? doubt('hedge') : { numbers, finding: verdict };
    case 'reason': {
      // What somebody does not treat turns down the patients that it is said of, or the only one.
      const isPlain =
        verdict.reason === 'wrong_specialty' && (part.named !== undefined || everybody.length === 1);
      return isPlain ? { numbers, finding: { ...verdict, says: 'rejected' } } : doubt('condition', true);
    }
    default:
      return { numbers, finding: verdict };
  }
}

/** The patients that a part can only mean; undefined when nobody knows. */
function numbersOf(part: Part, reader: Reader): number[] | undefined {
  const { named, verdict, isAboutOne } = part;
  const everybody = reader.agenda.numbers;
  if (named) return named.kind === 'rest' ? restOf(named.size, reader) : named.numbers;
  if (everybody.length === 1 || verdict.says === 'unclear') return everybody;
  if (isAboutOne || verdict.says === 'accepted') return undefined;
  const isNobodyNamed = reader.named.length === 0;
  if (verdict.says !== 'needs_follow_up')
    return isNobodyNamed || verdict.says === 'reason' ? everybody : undefined;
  if (verdict.isRequest) return isNobodyNamed ? everybody : [];
  return isNobodyNamed && verdict.reason === 'waiting_list' && !verdict.isForOne ? everybody : undefined;
}

/** Those whom the reply does not name, if they are as many as it says. */
function restOf(size: number | undefined, { agenda, named }: Reader): number[] | undefined {
  const rest = agenda.numbers.filter((number) => !named.includes(number));
  const isSize = size === undefined || size === rest.length;
  return named.length > 0 && rest.length > 0 && isSize ? rest : undefined;
}
