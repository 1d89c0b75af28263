import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locale } from '../domain/email/salutation.ts';

/**
 * In a Lambda this module is part of one bundled file, and the templates lie beside that file; from sources it lies
 * two folders below the root of the repository.
 */
const PLACES = ['./templates/', '../../templates/'];

/** Source text by name, e.g. `initial_contact.html`, `script`. */
export type Templates = Record<string, string>;

/** Folders of `templates/`. What one of them holds, the others may include. */
const FOLDERS = ['email', 'call', 'page'];

/**
 * Reads the templates of a locale, once at the start.
 *
 * @param directory the folder `templates/`; found by itself when absent
 * @throws Error when there is no such folder
 */
export function loadTemplates(locale: Locale, directory = findTemplates()): Templates {
  return Object.fromEntries(
    FOLDERS.flatMap((folder) => readFolder(new URL(`${folder}/${locale}/`, directory))),
  );
}

function readFolder(folder: URL): [name: string, source: string][] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.liquid'))
    .map((file) => [file.slice(0, -'.liquid'.length), readFileSync(new URL(file, folder), 'utf8')]);
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
