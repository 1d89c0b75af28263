import { z } from 'zod';
import type { LocalDate } from '../../domain/time.ts';

/** Readers of single fields of the siblings: what is not what it should be counts as absent, never as a failure. */

/** Text without surrounding space; blank text and everything else is absent. */
export function toText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

const YES_NO = new Map<unknown, boolean>([
  [true, true],
  ['true', true],
  ['ja', true],
  ['1', true],
  [1, true],
  [false, false],
  ['false', false],
  ['nein', false],
  ['0', false],
  [0, false],
]);

/** A boolean, or a text or number that stands for one. */
export function toBoolean(value: unknown): boolean | undefined {
  return YES_NO.get(typeof value === 'string' ? value.trim().toLowerCase() : value);
}

/** `2025-03-01`, with or without a time behind it, or `1.3.2025`; a day that no calendar has is absent. */
export function toLocalDate(value: unknown): LocalDate | undefined {
  const text = toText(value) ?? '';
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const [, day = '', month = '', year = ''] = german ?? [];
  const date = german
    ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    : text.replace(/T.*$/, '');
  return z.iso.date().safeParse(date).success ? date : undefined;
}

/** The same object without its absent fields. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
