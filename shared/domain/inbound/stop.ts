import { EXPRESSION } from './dates/expressions.ts';

/** What a person wants who wants no more mail. */
export interface StopWish {
  /** Also that his data be deleted. */
  erasure: boolean;
}

const MAIL = String.raw`(?:e-?mails?|mails?|anfragen?|vermittlungsanfragen?|patientenanfragen?|nachrichten|zuschriften|schreiben|post|werbung|newsletter|kontaktaufnahmen?|kontakt)`;
const ENGLISH_MAIL = String.raw`(?:e-?mails?|mails?|requests?|inquiries|enquiries|messages?|newsletters?|contact)`;
const LIST = String.raw`(?:(?:mail|e-?mail|adress)?verteilern?|mailing-?liste|(?:adress|kontakt)?liste|datenbank|kartei|mailing list|list|database)`;
const OUT = String.raw`(?:nehmen|streichen|löschen|entfernen|austragen|genommen|gestrichen|gelöscht|entfernt|herausnehmen|rausnehmen|take|remove|delete)`;
const REACH = String.raw`(?:anschreiben|anzuschreiben|kontaktieren|anmailen|anfragen|anzufragen|belästigen|zuschreiben)`;

/** Words that ask for an end of mail. They carry their own negation; another one in the clause turns them round. */
const NO_MORE = [
  String.raw`kein(?:e|en|er|erlei)? (?:weitere[nrs]?|zusätzliche[nrs]?) (?:\p{L}+ )?${MAIL}(?: mehr)?`,
  String.raw`kein(?:e|en|er|erlei)? ${MAIL}(?: von ihnen| dieser art)? mehr`,
  String.raw`(?:nicht mehr|nie wieder|nie mehr) (?:\p{L}+ ){0,2}?${REACH}`,
  String.raw`(?:schreiben|kontaktieren|mailen|belästigen|fragen) sie (?:\p{L}+ ){0,3}?(?:nicht mehr|nie wieder|nie mehr)(?: an)?`,
  String.raw`von weiteren (?:\p{L}+ )?${MAIL} (?:\p{L}+ ){0,3}?(?:ab|abzusehen|absehen)`,
  String.raw`no (?:more|further) (?:\p{L}+ )?${ENGLISH_MAIL}`,
  String.raw`(?:do not|don[’']?t|never) (?:contact|write|e-?mail|mail) (?:to )?(?:me|us)(?: again| any ?more)?`,
  String.raw`(?:do not|don[’']?t) want (?:any more|any further|to receive any) (?:\p{L}+ )?${ENGLISH_MAIL}`,
];

/** Words that ask for the same without a negation of their own. */
const LEAVE = [
  String.raw`(?:aus|von) (?:\p{L}+ ){0,2}?${LIST} (?:\p{L}+ ){0,2}?${OUT}`,
  String.raw`(?:nehmen|streichen|löschen|entfernen|tragen) sie (?:\p{L}+ ){1,5}?(?:aus|von) (?:\p{L}+ ){0,2}?${LIST}`,
  String.raw`(?:remove|take|delete) (?:me|us|my (?:\p{L}+ )?address) (?:off|from)`,
  String.raw`(?:melden|tragen) sie (?:mich|uns) (?:\p{L}+ ){0,3}?(?:ab|aus)`,
  String.raw`(?:möchte|will|wollen|möchten) (?:mich|uns) (?:\p{L}+ ){0,3}?(?:abmelden|austragen)`,
  String.raw`hören sie auf,? (?:mir|uns|mich) (?:\p{L}+ ){0,3}?(?:zu )?(?:schreiben|mailen|kontaktieren|belästigen)`,
  String.raw`widerspreche (?:\p{L}+ ){0,5}?(?:nutzung|verarbeitung|verwendung|speicherung|zusendung|kontaktaufnahme|werbung)`,
  String.raw`unsubscribe(?: me| us)?`,
  String.raw`stop (?:sending|e-?mailing|contacting|writing)`,
];

/** Words that ask for one's data to be deleted, which ends mail as well. */
const ERASE = [
  String.raw`lösch(?:en|ung)\p{L}* (?:\p{L}+ ){0,3}?(?:meine[rn]?|unsere[rn]?) (?:\p{L}+ ){0,3}?(?:\p{L}*daten|adresse|e-?mail-?adresse)`,
  String.raw`(?:meine|unsere) (?:\p{L}+ ){0,3}?(?:\p{L}*daten|e-?mail-?adresse) (?:\p{L}+ ){0,4}?(?:löschen|gelöscht)`,
  String.raw`(?:delete|erase) (?:all )?(?:of )?(?:my|our) (?:\p{L}+ )?data`,
];

/** Words that are a stop when they are all that somebody says. */
const ALONE =
  /^(?:stopp?|abmelden|abmeldung|abbestellen|bitte abmelden|austragen|unsubscribe|opt[ -]?out|remove)$/iu;

const pattern = (alternatives: string[]) =>
  new RegExp(String.raw`(?<![\p{L}\d])(?:${alternatives.join('|')})(?![\p{L}\d])`, 'iu');
const [NO_MORE_WORDS, LEAVE_WORDS, ERASE_WORDS] = [NO_MORE, LEAVE, ERASE].map(pattern) as [
  RegExp,
  RegExp,
  RegExp,
];

/** Between clauses; what somebody wants that (not) is one. */
const CLAUSES = /[;:]|,(?!\s*(?:dass|daß|that)(?!\p{L}))|(?<!\p{L})(?:und|and|aber|but)(?!\p{L})/u;

const QUESTION =
  /\?|^(?:soll(?:te)?n?|kann|können|könnten|darf|muss|müssen|haben|sind|ist|ob|warum|wieso|wann|wie|würden|would|could|can|should|do you|does|are|is|may|why)(?!\p{L})/iu;
const CONDITION =
  /(?<!\p{L})(?:wenn|falls|sofern|sollten?|solange|es sei denn|sonst|andernfalls|ansonsten|ob|außer|ausser|if|unless|otherwise|except|until)(?!\p{L})/iu;
const FOR_NOW =
  /(?<!\p{L})(?:vorerst|derzeit|zurzeit|momentan|aktuell|im moment|zunächst|vorläufig|erstmal|vorübergehend|bis|vor|früher|damals|for now|currently|at the moment|before)(?!\p{L})/iu;
/** Somebody else who is named, though not in a greeting. */
const OTHERS =
  /[Kk]olleg|[Cc]olleague|(?<!\p{L})(?:[Ff]rau|[Hh]err|Ms|Mr|Mrs)\.? \p{Lu}|(?<!\p{L})(?:er|sie|he|she) (?:möchte|will|wants)(?!\p{L})/u;
const GREETING = /^(?:sehr geehrte[rs]?|liebe[rs]?|hallo|guten (?:tag|morgen|abend)|dear|hello) [^,]{0,60},/i;
const PATIENT = /patient(?:in)?(?!\p{L})/iu;
const REPORT = /(?<!\p{L})(?:habe|haben|hatte|hatten|gibt|gab|kommen|kamen|liegen)(?!\p{L})/iu;
const WISH =
  /bitte|please|möchte|wollen|(?<!\p{L})(?:will|wish|want)(?!\p{L})|wünsch|send|schick|schreib|fordere|verlange|erbitte|unterlassen|untersage/iu;
const NOT = /(?<!\p{L})(?:nicht|kein\p{L}*|nie|not|don[’']?t|never|no)(?!\p{L})/iu;

/** What limits the words before it to a part of the mail: "für Kinder", "per Telefon". */
const LIMIT_BEHIND =
  /^[\s,]*(?:für|zu (?!senden|schicken|schreiben|erhalten|bekommen|stellen|versenden|richten|mailen)|zum|zur|über|wegen|bezüglich|mit|per (?!e-?mail|mail)|von (?!ihnen|ihrer|ihrem|euch)|an (?!mich|uns)|im |in |about|for|regarding|on |concerning|from (?!you))/iu;
const LIMIT_BEFORE =
  /(?<!\p{L})(?:für|zu|per|bei|wegen|for|about) (?:\p{L}+ )?(?:und \p{L}+ )?(?:bitte )?$/iu;

/** Whether words hold for a time only. */
function isForNow(words: string): boolean {
  return FOR_NOW.test(words) || words.search(EXPRESSION) >= 0;
}

const QUOTATION = /["“”„«»‚‘]/u;
const SHORT = 6;

/**
 * Whether a person asks for no more mail, in sentences of his own or the subject. Clear words only: a question, a
 * condition, a negation, a part ("für Kinder"), a time, the words of somebody else are no stop. A wish for the erasure
 * of one's own data is a stop, too.
 *
 * @returns undefined when nobody asks for it
 */
export function stopWish(sentences: string[]): StopWish | undefined {
  const wishes = sentences.flatMap((sentence) => wishIn(sentence) ?? []);
  return wishes.length === 0 ? undefined : { erasure: wishes.some(({ erasure }) => erasure) };
}

function wishIn(sentence: string): StopWish | undefined {
  const words = sentence.replace(/[\s.!,"“”„«»]+/g, ' ').trim();
  if (ALONE.test(words)) return { erasure: false };
  if (QUESTION.test(sentence) || CONDITION.test(sentence)) return undefined;
  const clauses = sentence.split(CLAUSES);
  const wishes = clauses.flatMap((clause) => wishOf(clause, sentence) ?? []);
  return wishes.length === 0 ? undefined : { erasure: wishes.includes('erasure') };
}

function wishOf(clause: string, sentence: string): 'stop' | 'erasure' | undefined {
  if (ERASE_WORDS.test(clause) && !NOT.test(clause) && !PATIENT.test(clause)) return 'erasure';
  const leave = LEAVE_WORDS.exec(clause);
  if (leave && !NOT.test(clause) && isMeant(leave, { clause, sentence })) return 'stop';
  const noMore = NO_MORE_WORDS.exec(clause);
  if (!noMore || !isMeant(noMore, { clause, sentence })) return undefined;
  const rest = clause.replace(noMore[0], ' ');
  const isShort = sentence.split(/\s+/).length <= SHORT;
  const isWish = WISH.test(sentence)
    ? !REPORT.test(rest) || /möchte|bitte|please/i.test(clause)
    : isShort && !REPORT.test(rest);
  return isWish && !NOT.test(rest) ? 'stop' : undefined;
}

function isMeant(
  { index, 0: words }: RegExpExecArray,
  { clause, sentence }: { clause: string; sentence: string },
): boolean {
  const [before, behind] = [clause.slice(0, index), clause.slice(index + words.length)];
  const isCited =
    QUOTATION.test(before) &&
    sentence
      .replace(words, '')
      .split(/[^\p{L}]+/u)
      .filter(Boolean).length >= 2;
  return (
    !isCited &&
    !isForNow(sentence.replace(words, ' ')) &&
    !OTHERS.test(sentence.replace(GREETING, '')) &&
    !PATIENT.test(clause) &&
    !LIMIT_BEHIND.test(behind) &&
    !LIMIT_BEFORE.test(before)
  );
}
