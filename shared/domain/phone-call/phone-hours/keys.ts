import { clausesOf } from './clauses.ts';
import type { Days } from './days.ts';
import { weekdaysInDoubt, weekdaysLike } from './doubt.ts';
import { mayRestrict } from './forms.ts';
import { isLead, readWeekdays } from './grammar.ts';
import type { Token } from './tokens.ts';
import { EVERY_DAY } from './vocabulary.ts';

/** The tokens of a text that is a single clause; none for others. */
export function clauseIn(text: string): Token[] {
  const [clause, ...others] = clausesOf(text);
  return clause && others.length === 0 ? clause.tokens : [];
}

/** `phone_hours`, `phoneHours` → `phone hours`. */
export function spaced(key: string): string {
  return key.replaceAll('_', ' ').replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
}

/** The weekdays of a form: a text, or a list of texts. */
export function nameOfDays(day: unknown): string | undefined {
  if (typeof day === 'string') return day;
  return Array.isArray(day) && day.every((name) => typeof name === 'string') ? day.join(', ') : undefined;
}

/** `Mo-Fr` → what it names; undefined unless that is all. */
export function daysNamed(key: string): Days | undefined {
  return readWeekdays(clauseIn(key));
}

/** Whether a key is a name for phone hours as such: `telefonische_erreichbarkeit`. */
export function namesHours(key: string): boolean {
  return isLead(clauseIn(spaced(key)));
}

export function namesPhone(key: string): boolean {
  return clauseIn(spaced(key)).some(({ kind }) => kind === 'phone');
}

/** `vormittags` → its token; undefined unless that is all. */
export function partOfDay(key: string): Token | undefined {
  const [token, ...others] = clauseIn(key);
  return token?.kind === 'part' && others.length === 0 ? token : undefined;
}

/** The weekdays that a field beside the weekdays puts in doubt: a remark says itself which it means. */
export function inDoubtBy(key: string, value: unknown): number[] {
  const mayBeDay = weekdaysLike(key.toLowerCase());
  if (typeof value !== 'string') return mayRestrict({ [key]: value }) ? EVERY_DAY : mayBeDay;
  return [...new Set([...mayBeDay, ...doubtsIn(spaced(key)), ...doubtsIn(value)])];
}

function doubtsIn(text: string): number[] {
  return clausesOf(text).flatMap(({ tokens }) => weekdaysInDoubt(tokens));
}
