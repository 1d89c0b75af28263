/** Fields of a header block by lower-case name, each with its values in order. */
export type Fields = ReadonlyMap<string, readonly string[]>;

const MAX_LINES = 2_000;
const MAX_VALUE = 10_000;

/**
 * Reads blocks of `Name: value` lines as RFC 5322 headers, delivery reports (RFC 3464) and feedback reports (RFC 5965)
 * have them. Folded lines are joined; lines that are no field are skipped. Linear in the size of the text.
 *
 * @returns one map per block; blocks are apart by empty lines
 */
export function fieldBlocks(text: string): Fields[] {
  const blocks = [new Map<string, string[]>()];
  let last: string[] | undefined;
  for (const line of text.split(/\r?\n|\r/, MAX_LINES)) {
    const colon = line.indexOf(':');
    if (line.trim() === '') {
      blocks.push(new Map());
      last = undefined;
    } else if (/^[ \t]/.test(line)) {
      if (last) last.push(`${last.pop() ?? ''} ${line.trim()}`.slice(0, MAX_VALUE));
    } else if (colon > 0) {
      last = valuesIn(blocks.at(-1), line.slice(0, colon).trim().toLowerCase());
      last?.push(line.slice(colon + 1, colon + 1 + MAX_VALUE).trim());
    }
  }
  return blocks.filter((block) => block.size > 0);
}

function valuesIn(block: Map<string, string[]> | undefined, name: string): string[] | undefined {
  if (!block?.has(name)) block?.set(name, []);
  return block?.get(name);
}

/** The first value of a field. */
export function field(fields: Fields | undefined, name: string): string | undefined {
  return fields?.get(name)?.[0];
}
