/** A text in pieces, so that a page can show them without taking any of it for markup. */
export type Words = { kind: 'text' | 'code' | 'strong'; text: string }[];

/** Reads the little Markdown that descriptions have: `code` and **strong**. */
export function plainWords(text: string): Words {
  return text
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (/^`.+`$/.test(piece)) return { kind: 'code', text: piece.slice(1, -1) };
      return /^\*\*.+\*\*$/.test(piece)
        ? { kind: 'strong', text: piece.slice(2, -2) }
        : { kind: 'text', text: piece };
    });
}
