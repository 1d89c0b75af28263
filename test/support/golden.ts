import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';

/**
 * Compares a text with the file that a person has read and approved. A missing file fails, unless `UPDATE_GOLDEN=1` is
 * set: then it is written, to be read. To renew a file, delete it first.
 */
export function expectGolden(file: URL, actual: string): void {
  const path = fileURLToPath(file);
  if (!existsSync(path) && process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  }
  expect(actual).toBe(existsSync(path) ? readFileSync(path, 'utf8') : `a golden file at ${path}`);
}
