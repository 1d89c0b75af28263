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
  const lastName = cleanName(addressee.lastName);
  const firstName = cleanName(addressee.firstName);
  const title = spokenTitle(addressee.title);
  const { gender } = addressee;
  if (lastName === '') return NOBODY[locale];
  if (gender === 'female' || gender === 'male') {
    return locale === 'de'
      ? line(GERMAN[gender], title, lastName)
      : line('Dear', ENGLISH_TITLE[title] ?? ENGLISH[gender], lastName);
  }
  if (firstName === '' && title === '') return NOBODY[locale];
  return locale === 'de'
    ? line('Guten Tag', title, firstName, lastName)
    : line('Dear', ENGLISH_TITLE[title] ?? '', firstName, lastName);
}

const NOBODY = { de: 'Sehr geehrte Damen und Herren,', en: 'Dear Sir or Madam,' };
const GERMAN = { female: 'Sehr geehrte Frau', male: 'Sehr geehrter Herr' };
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

function line(...words: string[]): string {
  return `${words.filter((word) => word !== '').join(' ')},`;
}
