import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from '../../time.ts';
import { namesRequest } from '../request-words.ts';
import { periodsIn } from './periods.ts';
import { dayAfter, firstDayAfter, firstDayOf, mentionsOf, type Mention } from './prepositions.ts';

const WRITING =
  /anfrag|(?<!\p{L})frag(?:en|t) sie|(?:an)?schreib|(?<!\p{L})e?-?mails?(?!\p{L})|kontaktier|nachfrag|zusend|request|inquir|enquir|(?<!\p{L})(?:write|contact|ask|email)(?!\p{L})/iu;
const CAPACITY =
  /plätze(?!\p{L})|kapazität|aufnahmen|aufnehmen|neue[nr]? (?:patient(?:en|innen)|klient)|places|capacity|new (?:patients|clients)/iu;
const NOT = /(?<!\p{L})(nicht|kein\p{L}*|not|no|don[’']?t)(?!\p{L})|verzicht|abzusehen|absehen/iu;
const AGAIN =
  /(?<!\p{L})(wieder|noch einmal|nochmals?|erneut|erst|frühestens|gern\p{L}*|again|earliest|not before)(?!\p{L})/iu;
const EARLIEST = /(?<!\p{L})(erst|frühestens|earliest|not before)(?!\p{L})/iu;
const NO_WISH =
  /[?]|(?<!\p{L})(beide[nrms]?|drei(?! monat| woch)|person|jemand\p{L}*|könnte[nr]?|nehme|patientin|erstgespräch\p{L}*|termine?|lesen?|beantwort\p{L}*|bearbeit\p{L}*|alle)(?!\p{L})|(?<!\p{L})(wenn|falls|sofern|if|unless)(?!\p{L})|(?:habe|haben|hatte|hatten) .{0,200}(?:erhalten|bekommen)|(?<!\p{L})(?:kam|kamen|gab|war|waren|was|were|came)(?!\p{L})/iu;

const NUMBERS: Record<string, number> = {
  ...{ zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, acht: 8, zehn: 10, zwölf: 12 },
  ...{ two: 2, three: 3, four: 4, five: 5, six: 6, eight: 8, ten: 10, twelve: 12 },
};
/** "in den nächsten drei Monaten", "for the next 4 weeks", "in 3 Monaten". */
const COMING =
  /(?<!\p{L})(?:nächsten|kommenden|next|coming|in) (?<count>\d{1,2}|\p{L}{2,6}) (?<unit>wochen|monaten?|weeks|months)(?!\p{L})/iu;

/** A sentence of at most so many words is about the requests as a whole. */
const SHORT = 7;
const MAX_YEARS = 2;

/**
 * The first day on which writing is welcome again, as a person says it: "bis Februar keine Anfragen", "frühestens ab
 * März", "in diesem Quartal nicht". Sentences about one of the patients, questions and conditions say nothing of it.
 *
 * @param today local date of the mail
 * @returns undefined when there is no such day, more than one, or one that is more than two years away
 */
export function pauseUntil(sentences: string[], today: LocalDate): LocalDate | undefined {
  const dates = new Set(sentences.flatMap((sentence) => pausesIn(sentence, today)));
  const [date, ...others] = dates;
  const latest = Temporal.PlainDate.from(today).add({ years: MAX_YEARS }).toString();
  return others.length === 0 && date !== undefined && today < date && date <= latest ? date : undefined;
}

function pausesIn(sentence: string, today: LocalDate): LocalDate[] {
  if (NO_WISH.test(sentence) || namesRequest(sentence)) return [];
  const mentions = mentionsOf(sentence, periodsIn(sentence, { today, direction: 'future' }) ?? []);
  const dates = mentions.flatMap((mention) => endOf(mention, sentence, today) ?? []);
  return dates.length > 0 ? dates : comingIn(sentence, today);
}

function endOf(mention: Mention, sentence: string, today: LocalDate): LocalDate | undefined {
  const { relation, last } = mention;
  const isShort = sentence.split(' ').length <= SHORT;
  if (NOT.test(sentence) && (isAbout(sentence) || (isShort && isThis(mention, today)))) {
    if (relation === 'until') return firstDayAfter(mention);
    if (relation === 'before') return firstDayOf(mention);
    if (isThis(mention, today) && !AGAIN.test(sentence)) return dayAfter(last);
  }
  const isAgain = AGAIN.test(sentence) && WRITING.test(sentence);
  const isEarliest = EARLIEST.test(sentence) && (CAPACITY.test(sentence) || isShort);
  return ['from', 'in', 'none'].includes(relation) && (isAgain || isEarliest)
    ? firstDayOf(mention)
    : undefined;
}

function isAbout(sentence: string): boolean {
  return WRITING.test(sentence) || CAPACITY.test(sentence);
}

/** "in diesem Quartal", "dieses Jahr", "im Januar". */
function isThis({ relation, unit, part, first, last }: Mention, today: LocalDate): boolean {
  const isNow = first <= today && today <= last;
  return unit !== 'day' && part === 'all' && (relation === 'in' || (relation === 'none' && isNow));
}

function comingIn(sentence: string, today: LocalDate): LocalDate[] {
  const { count = '', unit = '' } = COMING.exec(sentence)?.groups ?? {};
  const number = Number(count) || (NUMBERS[count.toLowerCase()] ?? 0);
  const isWish = NOT.test(sentence) ? isAbout(sentence) : AGAIN.test(sentence) && WRITING.test(sentence);
  if (number === 0 || !isWish) return [];
  const length = /^w/i.test(unit) ? { weeks: number } : { months: number };
  return [Temporal.PlainDate.from(today).add(length).toString()];
}
