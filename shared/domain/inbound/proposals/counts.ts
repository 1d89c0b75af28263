import type { Asked } from './asked.ts';
import type { Part } from './parts.ts';
import type { Sentence } from './sentences.ts';

/**
 * Whether the numbers that stand alone in a sentence are those of patients, and not counts (`2 kann ich nehmen`): others
 * are named, each is on a line of its own, or there are several and they do not add up to all.
 *
 * @returns the question for the sentence with an index
 */
export function numbersIn(sentences: Sentence[], { numbers: everybody }: Asked): (index: number) => boolean {
  const hasNamed = sentences.some(({ parts }) => parts?.some(isNamed));
  return (index) => {
    const counts = (sentences[index]?.parts ?? []).filter(({ named }) => named?.mayCount);
    if (counts.length === 0 || hasNamed) return true;
    if (isRow(sentences[index]) && (isRow(sentences[index - 1]) || isRow(sentences[index + 1]))) return true;
    const numbers = counts.flatMap(({ named }) => named?.numbers ?? []);
    const isSet = new Set(numbers).size === numbers.length;
    const sum = numbers.reduce((total, number) => total + number, 0);
    // "1 gern, 2 leider nicht" of three.
    return isSet && (counts.length > 2 || (counts.length === 2 && sum !== everybody.length));
  };
}

function isNamed({ named }: Part): boolean {
  return named?.kind === 'named' && !named.mayCount;
}

/** `2 nein` on a line of its own. */
function isRow(sentence: Sentence | undefined): boolean {
  const first = sentence?.items[0];
  return (
    sentence?.isLine === true && first !== undefined && 'named' in first && first.named.mayCount === true
  );
}
