import { namesRequest } from './request-words.ts';
import { ERASE_PHRASE, saysOnly, STOP_PHRASES } from './stop-words.ts';

/** What a person wants who wants no more mail. */
export interface StopWish {
  /** Also that his data be deleted. */
  erasure: boolean;
}

/** Words that are a stop when they are all that somebody says. */
const ALONE =
  /^(?:bitte |please )?(?:stopp?|abmelden|abmeldung|abbestellen|austragen|unsubscribe|opt[ -]?out|remove)$/iu;

const QUESTION =
  /\?|^(?:soll(?:te)?n?|kann|können|könnten|darf|muss|müssen|haben|sind|ist|ob|warum|wieso|wann|wie|würden|would|could|can|should|do you|does|are|is|may|why)(?!\p{L})/iu;
const CONDITION =
  /(?<!\p{L})(?:wenn|falls|sofern|sollten?|solange|es sei denn|sonst|andernfalls|ansonsten|klick\p{L}*|click|if|unless|otherwise|until)(?!\p{L})/iu;

/** Somebody else who is named, though not in a greeting. */
const OTHERS =
  /[Kk]olleg|[Cc]olleague|(?<!\p{L})(?:[Ff]rau|[Hh]err|Ms|Mr|Mrs)\.? \p{Lu}|(?<!\p{L})(?:bittet|möchte er|möchte sie|wünscht|wants)(?!\p{L})/u;
const PATIENT = /(?<!\p{L})patient(?:in)?(?!\p{L})/iu;
const SELF =
  /(?<!\p{L})(?:mich|mir|uns|meine\p{L}*|unsere\p{L}*|me|us|my|our|(?:ich|wir) .{0,60}werden)(?!\p{L})/iu;
const THEM = /(?<!\p{L})(?:sie sie|ihn|him|her|them)(?!\p{L})/iu;
const GREETING = /^(?:sehr geehrte[rs]?|liebe[rs]?|hallo|guten (?:tag|morgen|abend)|dear|hello) [^,]{0,60},/i;

/** Between clauses; what somebody wants that (not) is one. */
const CLAUSES = /[;:]|,(?!\s*(?:dass|daß|that)(?!\p{L}))|(?<!\p{L})(?:und|and|aber|but)(?!\p{L})/iu;
/** How a sentence begins that is about a time or a part. */
const WHILE = /^\s*(?:bis|während|solange|vor|für|bei|zu|until|while|for)(?!\p{L})/iu;
/** How a clause begins that takes back what the one before it says, or a part of it. */
const LIMIT =
  /^\s*(?:die|der|das|welche[rs]?|deren|sondern|außer|ausser|ausgenommen|nur|lieber|besser|ruf\p{L}*|ohne|mit|bis|vor|für|zu|but|except|only|by|that|which|call|e-?mail|phone)(?!\p{L})/iu;

const WISH =
  /bitte|please|möchte|wollen|(?<!\p{L})(?:will|wish|want)(?!\p{L})|wünsch|send|schick|schreib|fordere|verlange|erbitte|unterlassen|absehen|abzusehen|hören|stop/iu;
const QUOTATION = /["“”„«»‚‘]/u;

/**
 * Whether a person asks for no more mail, in sentences of his own or the subject. Clear words only: a question, a
 * condition, a negation, a part ("für Kinder"), a time, the words of somebody else are no stop, nor is anything that
 * stands beside words that are not known to be harmless. A wish for the erasure of one's own data is a stop, too.
 *
 * @returns undefined when nobody asks for it
 */
export function stopWish(sentences: string[]): StopWish | undefined {
  const isAboutPatients = sentences.some((sentence) => PATIENT.test(sentence) || namesRequest(sentence));
  const wishes = sentences.flatMap((sentence) => wishIn(sentence, isAboutPatients) ?? []);
  return wishes.length === 0 ? undefined : { erasure: wishes.some(({ erasure }) => erasure) };
}

function wishIn(sentence: string, isAboutPatients: boolean): StopWish | undefined {
  if (ALONE.test(sentence.replace(/[\s.!,"“”„«»]+/g, ' ').trim())) return { erasure: false };
  const said = sentence.replace(GREETING, '');
  if ([QUESTION, CONDITION, OTHERS, WHILE, PATIENT].some((pattern) => pattern.test(said))) return undefined;
  const clauses = said.split(CLAUSES).filter((_, index, all) => !LIMIT.test(all[index + 1] ?? ''));
  if (clauses.some((clause) => saysOnly(clause, ERASE_PHRASE))) return { erasure: true };
  return clauses.some((clause) => isStop(clause, said, isAboutPatients)) ? { erasure: false } : undefined;
}

function isStop(clause: string, sentence: string, isAboutPatients: boolean): boolean {
  const phrase = STOP_PHRASES.find((one) => saysOnly(clause, one));
  if (!phrase || isCited(clause, sentence)) return false;
  if (phrase.needsSelf && (isAboutPatients || THEM.test(clause)) && !SELF.test(sentence)) return false;
  return !phrase.negates || WISH.test(sentence) || isAll(clause, sentence);
}

/** Whether words stand in quotation marks among others: somebody tells what was said. */
function isCited(clause: string, sentence: string): boolean {
  const [before = '', ...behind] = sentence.split(clause);
  const isInMarks = QUOTATION.test(before) || /^\s*["“”„«»‚‘]/u.test(clause);
  return isInMarks && wordCount(`${before} ${behind.join(' ')}`) >= 2;
}

/** Whether a sentence says nothing beside a clause. */
function isAll(clause: string, sentence: string): boolean {
  return wordCount(sentence.replace(clause, ' ').replace(/danke|thanks|thank you/i, ' ')) === 0;
}

function wordCount(text: string): number {
  return text.match(/\p{L}+/gu)?.length ?? 0;
}
