import type { Clause } from './clauses.ts';
import { readTimeRanges, readWeekdays, saysNone } from './grammar.ts';
import { COMMA } from './parts.ts';
import type { Token } from './tokens.ts';

/** Joins weekdays and the hours on the next lines, unless the text may be a table by columns or has the hours first. */
export function withHeadings(clauses: Clause[]): Clause[] {
  const kinds = clauses.map(({ tokens }) => kindOf(tokens));
  const first = kinds.findIndex((kind) => kind !== 'other');
  const areRows = kinds[first] === 'days' && kinds[first + 1] === 'hours';
  if (!areRows || clauses.slice(0, first).some(({ tokens }) => mayBeHours(tokens))) return clauses;
  const blocks: { head: Clause; hours: Clause[]; isOpen: boolean }[] = [];
  for (const [i, clause] of clauses.entries()) {
    const block = blocks.at(-1);
    if (kinds[i] === 'hours' && block?.isOpen) block.hours.push(clause);
    else blocks.push({ head: clause, hours: [], isOpen: kinds[i] === 'days' });
  }
  return blocks.flatMap(({ head, hours }) =>
    mayBeRows(head, hours) ? [head, ...hours] : [joined(head, hours)],
  );
}

function kindOf(tokens: Token[]): 'days' | 'hours' | 'other' {
  if (readWeekdays(tokens)) return 'days';
  return readTimeRanges(tokens) || saysNone(tokens) ? 'hours' : 'other';
}

/** Whether there are times without a weekday, which may belong to the weekday below. */
function mayBeHours(tokens: Token[]): boolean {
  return (
    tokens.some(({ kind }) => kind === 'number' || kind === 'time') &&
    !tokens.some(({ kind }) => kind === 'day')
  );
}

/** Several weekdays above several ranges: the first range may be for the first weekday. */
function mayBeRows(head: Clause, hours: Clause[]): boolean {
  const joint = head.tokens.at(-1)?.kind === 'colon' ? undefined : readWeekdays(head.tokens)?.joint;
  const ranges = hours.flatMap(({ tokens }) => readTimeRanges(tokens) ?? []);
  return joint === 'space' ? ranges.length > 0 : joint !== undefined && ranges.length > 1;
}

function joined(head: Clause, hours: Clause[]): Clause {
  const tokens = hours.flatMap((clause, i) => (i === 0 ? clause.tokens : [COMMA, ...clause.tokens]));
  return { ...head, tokens: [...head.tokens, ...tokens], end: hours.at(-1)?.end ?? head.end };
}
