import type { Locale } from '../domain/email/salutation.ts';
import type { Instant } from '../domain/time.ts';

const LANGUAGE_TAG: Record<Locale, string> = { de: 'de-DE', en: 'en-GB' };

/** "23. November 2026" / "23 November 2026": the local day of an instant. */
export function writtenInstant(instant: Instant, locale: Locale, timeZone: string): string {
  return formatter(locale, timeZone).format(new Date(instant));
}

/** Making one takes longer than rendering a mail. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: Locale, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LANGUAGE_TAG[locale], { dateStyle: 'long', timeZone });
  formatters.set(key, made);
  return made;
}

/** The same for a calendar date, which has no zone. Text that is no ISO date ("seit etwa zwei Jahren") stays as it is. */
export function writtenDate(text: string, locale: Locale): string {
  const midnight = new Date(`${text}T00:00:00.000Z`);
  const isDate = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(`${text}T`);
  return isDate ? writtenInstant(midnight.toISOString(), locale, 'UTC') : text;
}
