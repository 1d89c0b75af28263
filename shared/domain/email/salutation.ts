import { cleanName } from './address.ts';
import type { Therapist } from './directory.ts';

/** Languages that templates exist in. */
export type Locale = 'de' | 'en';

/** What a salutation is made of; names and titles are as the therapist service stores them. */
export type Addressee = Pick<Therapist, 'gender' | 'title' | 'firstName' | 'lastName'>;

/**
 * The opening line of a mail, with its comma.
 *
 * - "Sehr geehrte Frau Dr. Musterfrau," / "Dear Dr. Musterfrau," when the form of address is known;
 * - "Guten Tag Dr. Alex Beispiel," / "Dear Dr. Alex Beispiel," when it is not: nobody is called Frau or Herr by guess;
 * - "Sehr geehrte Damen und Herren," / "Dear Sir or Madam," without a last name. The same for a bare last name of
 *   somebody whose form of address is unknown: "Guten Tag Beispiel," is how one calls a recruit.
 */
export function salutation(addressee: Addressee, locale: Locale): string {
  const name = spokenName(addressee, locale);
  return name === undefined ? NOBODY[locale] : `${OPENING[locale][addressee.gender]} ${name},`;
}

/** The same as one says it on the phone: "Guten Tag, Frau Dr. Musterfrau" / "Hello, Dr. Musterfrau"; "Guten Tag" to nobody known. */
export function greeting(addressee: Addressee, locale: Locale): string {
  const name = spokenName(addressee, locale);
  return name === undefined ? HELLO[locale] : `${HELLO[locale]}, ${name}`;
}

/** "Frau Dr. Musterfrau", "Dr. Alex Beispiel"; undefined when there is nothing that one could decently call somebody. */
function spokenName({ gender, ...names }: Addressee, locale: Locale): string | undefined {
  const lastName = cleanName(names.lastName);
  const firstName = cleanName(names.firstName);
  const title = spokenTitle(names.title);
  if (lastName === '') return undefined;
  if (gender === 'female' || gender === 'male') {
    return locale === 'de'
      ? words(GERMAN[gender], title, lastName)
      : words(ENGLISH_TITLE[title] ?? ENGLISH[gender], lastName);
  }
  if (firstName === '' && title === '') return undefined;
  return locale === 'de'
    ? words(title, firstName, lastName)
    : words(ENGLISH_TITLE[title] ?? '', firstName, lastName);
}

const NOBODY = { de: 'Sehr geehrte Damen und Herren,', en: 'Dear Sir or Madam,' };
const HELLO = { de: 'Guten Tag', en: 'Hello' };
const OPENING = {
  de: {
    female: 'Sehr geehrte',
    male: 'Sehr geehrter',
    diverse: 'Guten Tag',
    unknown: 'Guten Tag',
  },
  en: { female: 'Dear', male: 'Dear', diverse: 'Dear', unknown: 'Dear' },
};
const GERMAN = { female: 'Frau', male: 'Herr' };
const ENGLISH = { female: 'Ms', male: 'Mr' };
/** English uses one title, and spells the professor out. */
const ENGLISH_TITLE: Record<string, string> = {
  'Dr.': 'Dr.',
  'Prof.': 'Professor',
  'Prof. Dr.': 'Professor',
};

/**
 * The part of a title that is said to a person: "Prof." and one "Dr.". By German convention (DIN 5008) faculties
 * ("med.", "phil."), a second doctorate, "PD", and degrees ("Dipl.-Psych.", "M. Sc.") stand in the address only.
 */
function spokenTitle(title = ''): '' | 'Dr.' | 'Prof.' | 'Prof. Dr.' {
  const doctor = /(?<!\p{L})(dr|doktor(in)?)(?!\p{L})/iu.test(title);
  if (/(?<!\p{L})prof(essor(in)?)?(?!\p{L})/iu.test(title)) return doctor ? 'Prof. Dr.' : 'Prof.';
  return doctor ? 'Dr.' : '';
}

function words(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
