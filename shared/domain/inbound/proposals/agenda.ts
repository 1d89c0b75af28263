import type { AgendaEntry } from './proposal.ts';

/** The patients of an email, as a reply may name them. */
export interface Agenda {
  numbers: number[];
  /** By the code as {@link codeKey} writes it; a code that two patients have is no one's. */
  byCode: Map<string, number>;
  /** Whether "the second" can only be number 2: nobody was taken out. */
  isCounted: boolean;
}

export function agendaOf(entries: AgendaEntry[]): Agenda {
  const numbers = [...new Set(entries.map(({ number }) => number))].sort((a, b) => a - b);
  const byCode = new Map<string, number>();
  for (const { number, code } of entries) {
    const key = codeKey(code);
    byCode.set(key, byCode.has(key) && byCode.get(key) !== number ? NaN : number);
  }
  return { numbers, byCode, isCounted: numbers.every((number, index) => number === index + 1) };
}

/** A code in capitals, with the digits for which Crockford's base32 lets people write O, I and L. */
export function codeKey(written: string): string {
  return written.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/gu, '1');
}
