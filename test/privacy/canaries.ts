import { writtenDate } from '../../shared/out/written-dates.ts';
import type { Place } from './channels.ts';
import { readings, spellings } from './encodings.ts';

/** Words that stand in one personal field each and nowhere else: whoever meets one knows which field it came from. */
export type Canaries = ReturnType<typeof createCanaries>;

interface Canary {
  field: string;
  /** Where it belongs, and has to be seen. */
  place: Place;
  /** How it may be written there and elsewhere. */
  words: string[];
}

/** What every canary contains: whoever has none of these has no canary. */
const STEMS = ['kanari', '23127', '-02-03', '3. Februar 19'];

/** Names and free text keep their word in every encoding, and show when they were escaped wrongly. */
const AROUND = 'Größe „%s“ <b>& so</b>, ja';

/** The canaries of one scenario. Many people may share those of a field. */
export function createCanaries() {
  const all = new Map<string, Canary>();

  function remember(place: Place, field: string, make: (n: number) => string[]): string {
    const canary = all.get(field) ?? { field, place, words: make(all.size + 1) };
    all.set(field, canary);
    return canary.words[0] ?? '';
  }

  return {
    /** Canaries that belong to a place; the same field has the same one, whoever asks. */
    seenIn(place: Place) {
      const word = (field: string) => remember(place, field, (n) => [`kanari${String(n).padStart(3, '0')}q`]);
      return {
        fields: () => [...all.values()].filter((canary) => canary.place === place).map(({ field }) => field),
        /** Letters and digits. */
        word,
        /** A sentence with umlauts, quotes and markup around the word. */
        text: (field: string) => AROUND.replace('%s', word(field)),
        /** A mailbox; people of different numbers do not share it. */
        address: (field: string, id: number) => `Praxis.${word(field)}-${id}@praxis.example`,
        /** A telephone number in Berlin. */
        phone: (field: string) =>
          `030 ${remember(place, field, (n) => [`23127${String(n).padStart(3, '0')}`])}`,
        /** A calendar date that nobody else has. */
        date: (field: string) =>
          remember(place, field, (n) => {
            const date = `19${String(n % 100).padStart(2, '0')}-02-03`;
            return [date, writtenDate(date, 'de')];
          }),
      };
    },

    /** Fields whose canary occurs in one of the texts, however it is encoded there. */
    in(texts: Iterable<string>): string[] {
      const missing = new Set(all.values());
      for (const text of texts) {
        const read = readings(text);
        if (!STEMS.some((stem) => isIn(read, stem))) continue;
        for (const canary of missing)
          if (canary.words.some((word) => isIn(read, word))) missing.delete(canary);
      }
      return [...all.values()].filter((canary) => !missing.has(canary)).map(({ field }) => field);
    },
  };
}

function isIn(read: string, word: string): boolean {
  return spellings(word).some((spelling) => read.includes(spelling));
}
