import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** What a double remembers, in the order in which it came. */
export interface AppendLog<T> {
  readonly entries: readonly T[];
  append(...added: T[]): void;
  /** Puts something else in the place of every entry; a file keeps nothing of what was there. */
  change(changed: (entry: T) => T): void;
}

/** A log that ends with its process. */
export function memoryLog<T>(): AppendLog<T> {
  const entries: T[] = [];
  return {
    entries,
    append: (...added) => void entries.push(...added),
    change: (changed) => void entries.splice(0, entries.length, ...entries.map(changed)),
  };
}

/**
 * A log in a file, one line an entry. An entry is on its way to the disk when `append` returns, so that whoever answers
 * after that has lost nothing when the process is killed; of a line that was being written then, nothing is left.
 */
export function fileLog<T>(file: string): AppendLog<T> {
  const entries = existsSync(file) ? readWholeLines<T>(file) : [];
  mkdirSync(dirname(file), { recursive: true });
  return {
    entries,
    append(...added) {
      appendFileSync(file, toLines(added));
      entries.push(...added);
    },
    change(changed) {
      const next = entries.map(changed);
      writeFileSync(`${file}.new`, toLines(next));
      renameSync(`${file}.new`, file);
      entries.splice(0, entries.length, ...next);
    },
  };
}

function toLines(entries: readonly unknown[]): string {
  return entries.map((entry) => `${serialize(entry).toString('base64')}\n`).join('');
}

function readWholeLines<T>(file: string): T[] {
  const text = readFileSync(file, 'latin1');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(file, whole.length);
  const lines = whole.split('\n').slice(0, -1);
  return lines.map((line) => deserialize(Buffer.from(line, 'base64')) as T);
}
