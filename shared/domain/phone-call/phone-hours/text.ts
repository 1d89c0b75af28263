import { clausesOf, wordsOf, type Clause } from './clauses.ts';
import { withHeadings } from './headings.ts';
import { isAboutSomethingElse, restricts, weekdaysInDoubt, weekdaysLike } from './doubt.ts';
import { isLead, readClause, readTimeRanges, saysNone } from './grammar.ts';
import { offGroup, type Reading } from './groups.ts';
import { readParts, type Part } from './parts.ts';
import type { Statement } from './statements.ts';
import { aboutPhone, elsewhere, type Said } from './topics.ts';
import type { Token } from './tokens.ts';
import type { TokenKind } from './vocabulary.ts';

/** Weekdays that hold for a text, and how they are written. */
export interface Heading {
  key: string;
  weekdays: number[];
}

type Topic = 'phone' | 'elsewhere' | undefined;

/** How clauses are read, and which weekdays one lets nobody believe that is not. */
interface Reader {
  read: (clause: Clause) => Part[] | undefined;
  inDoubt: (tokens: Token[]) => number[];
  /** Whether only a colon makes words a heading of what follows. */
  isList?: boolean;
}

const SAYS_WHEN: TokenKind[] = ['day', 'daily', 'workdays', 'several', 'time', 'number', 'military', 'date'];

/** Reads a text clause by clause: `Mo 9-10; Di nach Vereinbarung` → Monday is read, the rest is not. */
export function readText(text: string): Statement[] {
  return readInTurn(withHeadings(clausesOf(text)), { read: readParts, inDoubt: weekdaysInDoubt });
}

/** Reads texts of a list: each says something of its own, and still only some may be about the phone. */
export function readTexts(texts: string[]): Statement[] {
  return readInTurn(withHeadings(clausesOf(texts.join('\n'))), {
    read: readParts,
    inDoubt: weekdaysInDoubt,
    isList: true,
  });
}

/** Reads a text that stands under weekdays: `9-10 Uhr, 14-15 Uhr`; whatever it restricts are these weekdays. */
export function readTextUnder({ key, weekdays }: Heading, text: string): Statement[] {
  const statements = readInTurn(clausesOf(text), {
    read: (clause) => {
      const reading = readHoursOn(weekdays, clause.tokens);
      return reading && [{ ...clause, reading }];
    },
    inDoubt: (tokens) => (restricts(tokens) ? weekdays : []),
  });
  return statements.map((statement) => ({ ...statement, source: `${key}: ${String(statement.source)}` }));
}

/** What cannot be read, and the weekdays on which it lets nothing else be believed. */
export function unread(source: unknown, inDoubt: number[] = []): Statement {
  return { source, groups: [{ weekdays: [], ranges: [], silences: inDoubt }], isDoubtful: true };
}

function readHoursOn(weekdays: number[], tokens: Token[]): Reading | undefined {
  const ranges = readTimeRanges(tokens);
  if (ranges) return { groups: [{ weekdays, ranges }] };
  if (saysNone(tokens)) return { groups: [offGroup(weekdays)] };
  const reading = readClause(tokens);
  const isOnThem = reading?.groups.every((group) => group.weekdays.join() === weekdays.join());
  return isOnThem ? reading : undefined;
}

/**
 * Reads clauses one after the other. What follows words that are not understood ("Hausbesuche:", "Praxis Mo 9-18") is
 * not about the phone, until a heading says so again.
 */
function readInTurn(clauses: Clause[], { read, inDoubt, isList = false }: Reader): Statement[] {
  const said: Said[] = [];
  let topic: Topic;
  for (const [index, clause] of clauses.entries()) {
    const { tokens } = clause;
    const leads = isLead(tokens);
    const parts = leads ? undefined : read(clause);
    topic = topicOf(tokens, { previous: topic, isRead: parts !== undefined, isList });
    if (leads && index < clauses.length - 1) continue;
    const statements = (parts ?? [{ ...clause, reading: { inDoubt: inDoubt(tokens) } }]).map(statementOf);
    said.push({
      statements: topic === 'elsewhere' ? statements.map(elsewhere) : statements,
      namesPhone: topic === 'phone' || tokens.some(({ kind }) => kind === 'phone'),
      saysWhen:
        saysWhen(tokens) || (!parts && leadingKinds(tokens).includes('phone') && tokens.some(isUnknownWord)),
      isElse: !parts && isAboutSomethingElse(tokens) && !restricts(tokens),
    });
  }
  return aboutPhone(said);
}

/** What a clause and those after it are about. */
function topicOf(
  tokens: Token[],
  { previous, isRead, isList }: { previous: Topic; isRead: boolean; isList: boolean },
): Topic {
  const leads = leadingKinds(tokens);
  if (isLead(tokens)) return leads.includes('phone') ? 'phone' : undefined;
  const isHeading = isList ? tokens.at(-1)?.kind === 'colon' : true;
  if (!isRead && isHeading && (saysNoTime(tokens) || startsElsewhere(tokens))) return 'elsewhere';
  return previous === 'elsewhere' && leads.length > 0 ? undefined : previous;
}

/** The words for hours and the phone that a clause begins with. */
function leadingKinds(tokens: Token[]): TokenKind[] {
  const isLeading = (kind: TokenKind) => kind === 'filler' || kind === 'phone' || kind === 'hours';
  const end = tokens.findIndex(({ kind }) => !isLeading(kind));
  const kinds = tokens.slice(0, end < 0 ? tokens.length : end).map(({ kind }) => kind);
  return kinds.filter((kind) => kind !== 'filler');
}

function statementOf(part: Part): Statement {
  const source = wordsOf(part);
  if ('inDoubt' in part.reading) return unread(source, part.reading.inDoubt);
  return { source, ...part.reading };
}

function saysNoTime(tokens: Token[]): boolean {
  const hasWords = tokens.some(isUnknownWord);
  return hasWords && !tokens.some(({ kind, word }) => SAYS_WHEN.includes(kind) || /^\d/u.test(word));
}

/** Whether there is a time in a clause that cannot be a part of a phone number. */
function saysWhen(tokens: Token[]): boolean {
  const isNumber = (token: Token | undefined) => token?.kind === 'number';
  return tokens.some(({ kind }, i) =>
    kind === 'to' || kind === 'until'
      ? isNumber(tokens[i - 1]) && isNumber(tokens[i + 1])
      : kind === 'time' || kind === 'clock' || kind === 'part',
  );
}

function startsElsewhere(tokens: Token[]): boolean {
  const first = tokens.find(({ kind }) => kind !== 'filler');
  return first !== undefined && isUnknownWord(first) && weekdaysLike(first.word).length === 0;
}

function isUnknownWord({ kind, word }: Token): boolean {
  return kind === 'unknown' && /^\p{L}/u.test(word);
}
