import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from '../../time.ts';
import { periodsIn } from './periods.ts';
import { dayAfter, firstDayAfter, firstDayOf, mentionsOf, type Mention } from './prepositions.ts';

/** Words for not being there; of the negations only those beside a word for being there. */
export const ABSENT =
  /urlaub|ferien|abwesen|geschlossen|(?<!\p{L})krank|erkrankt|fortbildung|verreist|elternzeit|mutterschutz|dienstreise|sabbatical|auszeit|tagung|betriebsruhe|kongress|(?<!\p{L})(reha|kur)(?!\p{L})|au(ß|ss)er haus|(?<!\p{L})(nicht|kaum|nur eingeschränkt|nur unregelmäßig) (?:\p{L}+ ){0,3}?(da|im|in|erreich\p{L}*|anwesend|verfügbar|besetzt|geöffnet|am|persönlich|telefonisch|tätig|vor ort|zu erreichen)(?!\p{L})|out of (?:the |my )?office|(?<!\p{L})away(?!\p{L})|on (?:(?:annual|sick|parental|maternity|my) )?(?:leave|holiday|vacation)|unavailable|not (?:be )?(?:available|in |reachable|at )|(?<!\p{L})closed|absent/iu;
const BACK = /(?<!\p{L})(wieder|zurück|erneut|back|return\p{L}*|again|rückkehr|resume)(?!\p{L})/iu;
const PRESENT =
  /erreichbar|verfügbar|geöffnet|anwesend|(?<!\p{L})da(?!\p{L})|in der praxis|im büro|im dienst|available|in the office|(?<!\p{L})open(?!\p{L})/iu;
const NOT = /(?<!\p{L})(nicht|kein\p{L}*|not|no)(?!\p{L})/iu;
const STAND_IN =
  /vertret|vertritt|stand-?in|covers? for|dringend|urgent|notf(a|ä)ll|emergency|kolleg|colleague/iu;
/** What begins or ends with a date beside somebody's absence. */
const OFFER = /termin|plätze|anmeld|aufnahme|kurs/iu;
/** What somebody does when he is back. */
const LATER = /meld|antwort|beantwort|bearbeit|(?<!\p{L})lese|reply|respond|answer/iu;

const BREAK = /[,;()]|(?<!\p{L})(?:und|and|danach|anschließend|then|sowie)(?!\p{L})/giu;

/** An absence that begins later than this many days after the mail has not caused it. */
const AHEAD_DAYS = 3;
/** A weekend and a holiday may lie between the last day of an absence and the first day back. */
const GAP_DAYS = 14;
/** Whoever is away for longer than three years does not come back to an answer. */
const MAX_DAYS = 3 * 366;

interface Absence {
  start?: LocalDate;
  /** The first day after it. */
  end: LocalDate;
}

/** What sentences say of somebody's presence. */
interface Dates {
  absences: Absence[];
  backs: LocalDate[];
}

/**
 * The first day on which somebody is back who says in an automatic reply that he is away: "ab 7.1. wieder" is 7 January,
 * "bis 14.12." and "bis einschließlich 14.12." are 15 December.
 *
 * @param today local date of the mail, from which missing years are inferred
 * @returns undefined when there is no such day, when it has passed, and when dates contradict each other or themselves
 */
export function returnDate(sentences: string[], today: LocalDate): LocalDate | undefined {
  const dates: Dates = { absences: [], backs: [] };
  for (const sentence of sentences) {
    const periods = periodsIn(sentence, { today, direction: 'recent' });
    if (!periods && speaksOfPresence(sentence)) return undefined;
    for (const mention of mentionsOf(sentence, periods ?? [])) note(dates, { mention, sentence, today });
  }
  return firstDayBack(dates, today);
}

function speaksOfPresence(sentence: string): boolean {
  return ABSENT.test(sentence) || BACK.test(sentence);
}

function note(
  dates: Dates,
  { mention, sentence, today }: { mention: Mention; sentence: string; today: LocalDate },
): void {
  const clause = clauseAround(mention, sentence);
  const back = backOf(mention, clause);
  if (back !== undefined) dates.backs.push(back);
  else if (isAbsence(mention, clause, sentence)) {
    const end = isDuring(mention, sentence) ? dayAfter(mention.last) : firstDayAfter(mention);
    const start = mention.rangeStart ?? (isDuring(mention, sentence) ? mention.first : undefined);
    if (end !== undefined && end > today) dates.absences.push({ end, ...(start !== undefined && { start }) });
  }
}

/** The part of a sentence that a period stands in, between commas and conjunctions. */
function clauseAround({ start, end }: Mention, sentence: string): string {
  const breaks = Array.from(sentence.matchAll(BREAK), ({ index }) => index);
  const from = breaks.findLast((index) => index < start - 1) ?? 0;
  const to = breaks.find((index) => index >= end) ?? sentence.length;
  return sentence.slice(from, to);
}

function backOf(mention: Mention, clause: string): LocalDate | undefined {
  const { relation } = mention;
  if (relation === 'before' && NOT.test(clause) && (BACK.test(clause) || PRESENT.test(clause)))
    return firstDayOf(mention);
  if (relation === 'after' && (BACK.test(clause) || LATER.test(clause)))
    return firstDayAfter({ ...mention, isIncluded: true });
  const isBack = BACK.test(clause) && !NOT.test(clause) && !OFFER.test(clause);
  const isThere = relation === 'from' && PRESENT.test(clause) && !NOT.test(clause);
  return ['from', 'in', 'none'].includes(relation) && (isBack || isThere) ? firstDayOf(mention) : undefined;
}

/** "bis 14.12. im Urlaub", "diese Woche nicht da". */
function isAbsence(mention: Mention, clause: string, sentence: string): boolean {
  if (mention.relation !== 'until' && !isDuring(mention, sentence)) return false;
  if (ABSENT.test(clause)) return true;
  const isOther = PRESENT.test(clause) || BACK.test(clause) || STAND_IN.test(sentence);
  return mention.relation === 'until' && ABSENT.test(sentence) && !isOther;
}

/** "am 14.12.", "in KW 50"; without a preposition only what needs none: "heute", "diese Woche". */
function isDuring({ relation, unit, part, start, end }: Mention, sentence: string): boolean {
  const isBare = relation === 'none' && !/\d/.test(sentence.slice(start, end));
  return part === 'all' && (relation === 'in' || (isBare && (unit === 'day' || unit === 'week')));
}

function firstDayBack({ absences, backs }: Dates, today: LocalDate): LocalDate | undefined {
  const [back, ...otherBacks] = [...new Set(backs.filter((date) => date > today))];
  const current = absences.filter(({ start }) => start === undefined || start <= plusDays(today, AHEAD_DAYS));
  const [end, ...otherEnds] = [...new Set(current.map((absence) => absence.end))];
  if (otherBacks.length > 0 || otherEnds.length > 0) return undefined;
  const isConsistent =
    back === undefined || end === undefined || (end <= back && back <= plusDays(end, GAP_DAYS));
  const date = back ?? end;
  return isConsistent && date !== undefined && date <= plusDays(today, MAX_DAYS) ? date : undefined;
}

function plusDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}
