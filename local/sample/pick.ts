import { createHash } from 'node:crypto';

/** A whole number below `below` that looks random and is the same for the same subject and id on every run. */
export function numberFor(subject: string, id: number, below: number): number {
  return createHash('sha256').update(`${subject} ${id}`).digest().readUInt32BE() % below;
}

/** One of a list, chosen by subject and id. */
export function pickFor<T>(subject: string, id: number, from: readonly [T, ...T[]]): T {
  return from[numberFor(subject, id, from.length)] ?? from[0];
}
