import type { InlineAnswer, MailMeaning } from '../mail-meaning.ts';
import { wordsOf } from '../own-words/known-text.ts';
import { namesRequest } from '../request-words.ts';
import { scopeOf, type Scope } from './passages.ts';
import type { AskedEntry, Proposal, Proposals, Unclear } from './proposal.ts';
import { proposeOutcomes } from './propose-outcomes.ts';

/** More passages than patients with a word above and below each are no answers to our email. */
const MAX_PASSAGES = 25;
const MAX_WORDS_LENGTH = 300;

/** Words with which somebody says where his answers stand, and decides nothing. */
const PLACES = ['unten', 'darunter', 'dazwischen', 'text', 'inline', 'below'];
const POINTING = new Set([
  ...PLACES,
  ...'hallo guten tag meine die antwort antworten anmerkungen siehe s stehen steht weiter direkt jeweils im'.split(
    ' ',
  ),
  ...'dear all hello my answers comments see are please bitte in the'.split(' '),
]);

/**
 * What a mail decides about each patient of an email, for staff to confirm. Words between quoted lines count for the patient
 * whose lines stand right above them, and for nobody else: "nein" there is no "nein" to all. As soon as it is not sure whom one
 * of several passages is about, the mail proposes nothing (decision 0025).
 *
 * @param mail the sender's words; `inlineAnswers` where they stand between quoted lines
 * @param asked the patients whom the email asks about
 * @param sentText the plain text of that email, as far as it is known
 */
export function proposeFromMail(
  { ownText, inlineAnswers }: Pick<MailMeaning, 'ownText' | 'inlineAnswers'>,
  asked: AskedEntry[],
  sentText?: string,
): Proposals {
  if (inlineAnswers === undefined) return proposeOutcomes(ownText, asked);
  if (inlineAnswers.length > MAX_PASSAGES) return silent({ words: ownText, why: 'too_long' });
  const passages = inlineAnswers
    .filter(({ text }) => !isPointer(text))
    .map((passage) => ({ ...passage, scope: scopeIn(passage, asked, sentText) }));
  const unsure = passages.find(({ scope }) => scope === 'unsure');
  if (unsure) return silent({ words: unsure.text, why: 'which_patient' });
  return combined(passages, asked);
}

function silent({ words, why }: Unclear): Proposals {
  return { proposals: [], unclear: [{ words: words.slice(0, MAX_WORDS_LENGTH), why }] };
}

function isPointer(text: string): boolean {
  const words = wordsOf(text);
  return words.every((word) => POINTING.has(word)) && words.some((word) => PLACES.includes(word));
}

/** A passage that begins with the patient whom it is about says so itself. */
function scopeIn(passage: InlineAnswer, asked: AskedEntry[], sentText?: string): Scope {
  const [line = ''] = passage.text.split('\n');
  const opening = /^\W{0,5}(?:Patient(?:\/?in)? (?:nr\.? ?)?\d+|[0-9A-Z]{5,8}(?=\s*[:(–-]))/iu.exec(
    line,
  )?.[0];
  return opening !== undefined && namesRequest(opening) ? 'all' : scopeOf(passage, asked, sentText);
}

/** Passages of one scope are read as one text, so that what one of them leaves open takes back what another says. */
function combined(passages: (InlineAnswer & { scope: Scope })[], asked: AskedEntry[]): Proposals {
  const byScope = Map.groupBy(passages, ({ scope }) => scope);
  const read = [...byScope].map(([scope, those]) => ({
    scope,
    ...proposeOutcomes(
      those.map(({ text }) => text).join('\n\n'),
      scope === 'all' ? asked : asked.filter(({ number }) => number === scope),
    ),
  }));
  const unclear = read.flatMap((one) => one.unclear);
  const isDoubtful = read.length > 1 && read.some((one) => one.scope === 'all' && one.unclear.length > 0);
  if (isDoubtful) return { proposals: [], unclear };
  const said = Map.groupBy(
    read.flatMap((one) => one.proposals),
    ({ number }) => number,
  );
  const contradicted = [...said.values()].filter((all) => !agree(all)).flat();
  return {
    proposals: [...said.values()]
      .filter(agree)
      .flatMap(([first]) => first ?? [])
      .sort((a, b) => a.number - b.number),
    unclear: [...unclear, ...contradicted.map(({ words }): Unclear => ({ words, why: 'contradiction' }))],
  };
}

function agree(proposals: Proposal[]): boolean {
  return new Set(proposals.map(({ outcome }) => outcome)).size === 1;
}
