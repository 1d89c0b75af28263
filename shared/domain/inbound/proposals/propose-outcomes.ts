import { askedOf } from './asked.ts';
import { claimsOf, type Claim } from './claims.ts';
import { inContext } from './context.ts';
import { decisionAbout } from './decisions.ts';
import { withoutNames } from './letter.ts';
import { saysOurWords } from './our-words.ts';
import { withPhrases } from './phrases.ts';
import type { AskedEntry, Proposals, Unclear, Why } from './proposal.ts';
import { punctuated } from './punctuation.ts';
import { sentencesOf } from './sentences.ts';
import { tokenize } from './tokens.ts';

/** A longer text is no answer that anybody typed. */
const MAX_LENGTH = 20_000;
const MAX_WORDS_LENGTH = 300;
const MAX_UNCLEAR = 50;

/** Marks that show letters in another order than they are stored in. */
const REORDERING = /[\u202a-\u202e\u2066-\u2069]/u;

/**
 * Reads from a therapist's reply what it decides about each patient of an email, for staff to confirm.
 *
 * A sentence is read as a whole or reported as a whole, and what is not understood takes back what it may touch: a wrong
 * proposal is worse than none (decision 0025). Work is linear in the length of the text.
 *
 * @param text the therapist's own words, without quotations and signature
 * @param entries the patients whom the therapist was asked about in that email
 * @returns at most one proposal an entry, in their order, each with the words that say so; never throws
 */
export function proposeOutcomes(text: string, entries: AskedEntry[]): Proposals {
  const refused = refusalOf(text);
  if (refused) return { proposals: [], unclear: [{ words: clipped(text), why: refused }] };
  const asked = askedOf(entries);
  const tokens = inContext(withPhrases(punctuated(tokenize(text, asked))));
  const claims = claimsOf(sentencesOf(withoutNames(tokens), asked), asked);
  const decisions = asked.numbers.map((number) => decisionAbout(number, claims));
  const wordsOf = ({ start, end }: Claim) => clipped(text.slice(start, end));
  const proposals = decisions.flatMap(({ outcome, claim }) =>
    outcome && claim ? [{ ...outcome, words: wordsOf(claim) }] : [],
  );
  const contradictions = decisions.flatMap(({ outcome, claim }) => (!outcome && claim ? [claim] : []));
  const unclear = [
    ...doubtsIn(claims),
    ...[...new Set(contradictions)].map((claim) => ({ claim, why: CONTRADICTION })),
  ]
    .map(({ claim, why }): Unclear => ({ words: wordsOf(claim), why }))
    .slice(0, MAX_UNCLEAR);
  return { proposals, unclear };
}

const CONTRADICTION: Why = 'contradiction';

function doubtsIn(claims: Claim[]): { claim: Claim; why: Why }[] {
  return claims.flatMap((claim) => {
    const { finding } = claim;
    return finding.says === 'doubt' && !finding.isRegret ? [{ claim, why: finding.why }] : [];
  });
}

function refusalOf(text: string): Why | undefined {
  if (text.length > MAX_LENGTH) return 'too_long';
  if (REORDERING.test(text)) return 'not_understood';
  return saysOurWords(text) ? 'quotation' : undefined;
}

function clipped(words: string): string {
  return words.slice(0, MAX_WORDS_LENGTH);
}
