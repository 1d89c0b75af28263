import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locale } from '../domain/email/salutation.ts';

/**
 * In a Lambda this module is part of one bundled file, and the templates lie beside that file; from sources it lies
 * two folders below the root of the repository.
 */
const PLACES = ['./templates/', '../../templates/'];

/**
 * Reads the email templates of a locale, once at the start.
 *
 * @param directory the folder `templates/`; found by itself when absent
 * @returns source text by name, e.g. `initial_contact.html`
 * @throws Error when there is no such folder
 */
export function loadTemplates(locale: Locale, directory = findTemplates()): Record<string, string> {
  const folder = new URL(`email/${locale}/`, directory);
  const files = readdirSync(folder).filter((name) => name.endsWith('.liquid'));
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -'.liquid'.length), readFileSync(new URL(name, folder), 'utf8')]),
  );
}

function findTemplates(): URL {
  const candidates = PLACES.map((place) => new URL(place, import.meta.url));
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found)
    throw new Error(
      `no templates at ${candidates.map((candidate) => fileURLToPath(candidate)).join(' or ')}`,
    );
  return found;
}
