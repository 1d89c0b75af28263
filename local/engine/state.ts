import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileLog, memoryLog, type AppendLog } from './append-log.ts';

/** A value that the engine remembers, as JSON. */
export interface StateValue<T> {
  get(): T;
  set(value: T): void;
}

/** What the engine remembers beside its tables. Each name is opened once. */
export interface EngineState {
  /** File of the tables; undefined when they stay in memory. */
  readonly dbPath: string | undefined;
  log<T>(name: string): AppendLog<T>;
  /** @param initial the first value, which is remembered */
  value<T>(name: string, initial: () => T): StateValue<T>;
}

/** A state that ends with its process. */
export function memoryState(): EngineState {
  return {
    dbPath: undefined,
    log: memoryLog,
    value(_name, initial) {
      let current = initial();
      return { get: () => current, set: (value) => void (current = value) };
    },
  };
}

/** A state in a folder, which is made when it does not exist. Killed at any moment, it holds all that was set. */
export function folderState(folder: string): EngineState {
  mkdirSync(folder, { recursive: true });
  return {
    dbPath: join(folder, 'tables.sqlite'),
    log: (name) => fileLog(join(folder, `${name}.log`)),
    value: (name, initial) => fileValue(join(folder, `${name}.json`), initial),
  };
}

function fileValue<T>(file: string, initial: () => T): StateValue<T> {
  let current = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
  const value = {
    get: () => current as T,
    set(next: T) {
      writeFileSync(`${file}.new`, JSON.stringify(next), { mode: 0o600 });
      renameSync(`${file}.new`, file);
      current = next;
    },
  };
  if (current === undefined) value.set(initial());
  return value;
}
