import type { AskedEntry } from './proposal.ts';

/** The patients whom an email asks about, as a reply may name them. */
export interface Asked {
  numbers: number[];
  /** By code as {@link codeKey} writes it. */
  byCode: Map<string, number | 'several'>;
  /** Whether "the second" can only be number 2: nobody was taken out. */
  isCounted: boolean;
}

export function askedOf(entries: AskedEntry[]): Asked {
  const numbers = [...new Set(entries.map(({ number }) => number))].sort((a, b) => a - b);
  const byCode: Asked['byCode'] = new Map();
  for (const { number, code } of entries) {
    const key = codeKey(code);
    const isOthers = byCode.has(key) && byCode.get(key) !== number;
    byCode.set(key, isOthers ? 'several' : number);
  }
  return { numbers, byCode, isCounted: numbers.every((number, index) => number === index + 1) };
}

/** A code in capitals, with the digits for which Crockford's base32 lets people write O, I and L. */
export function codeKey(written: string): string {
  return written.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/gu, '1');
}
