import { describe, expect, it } from '@jest/globals';
import { parsePhoneHours } from '../../../../shared/domain/phone-call/phone-hours.ts';
import { CORPUS, type Sample } from './phone-hours.corpus.ts';
import { minutesMeant, minutesRead } from './phone-hours.minutes.ts';

type Outcome = 'right' | 'reported' | 'wrong' | 'silent';

/** Wrong is any minute that nobody meant; silent, a missing one that nobody is told of. */
function outcomeOf({ written, meant }: Sample): Outcome {
  const { windows, notUnderstood } = parsePhoneHours(written);
  const [read, expected] = [minutesRead(windows), minutesMeant(meant)];
  if ([...read].some((minute) => !expected.has(minute))) return 'wrong';
  if (read.size === expected.size) return 'right';
  return notUnderstood.length > 0 ? 'reported' : 'silent';
}

const samples = Object.values(CORPUS).flat();

describe('the corpus of phone hours', () => {
  it.each(samples)('is read as it is meant, or reported: $written', (sample) => {
    expect(['right', 'reported']).toContain(outcomeOf(sample));
    expect(parsePhoneHours(sample.written).notUnderstood.length > 0).toBe(sample.isReported);
  });

  it('adds up to this table', () => {
    const table = Object.entries(CORPUS).map(([group, entries]) => {
      const outcomes = entries.map(outcomeOf);
      const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
      return `${group}: ${count('right')} right, ${count('reported')} reported, ${count('wrong')} wrong, ${count('silent')} silent`;
    });
    expect(table).toMatchInlineSnapshot(`
      [
        "times of day: 53 right, 12 reported, 0 wrong, 0 silent",
        "signs of ranges: 15 right, 0 reported, 0 wrong, 0 silent",
        "several ranges: 13 right, 0 reported, 0 wrong, 0 silent",
        "weekdays: 53 right, 8 reported, 0 wrong, 0 silent",
        "hours first: 12 right, 0 reported, 0 wrong, 0 silent",
        "parts of the day: 15 right, 3 reported, 0 wrong, 0 silent",
        "several clauses: 30 right, 6 reported, 0 wrong, 0 silent",
        "words that change nothing: 29 right, 3 reported, 0 wrong, 0 silent",
        "something else: 21 right, 5 reported, 0 wrong, 0 silent",
        "dates: 17 right, 0 reported, 0 wrong, 0 silent",
        "weeks: 12 right, 1 reported, 0 wrong, 0 silent",
        "exclusions: 31 right, 6 reported, 0 wrong, 0 silent",
        "conditions: 26 right, 0 reported, 0 wrong, 0 silent",
        "forms: 59 right, 0 reported, 0 wrong, 0 silent",
        "as practices write: 96 right, 22 reported, 0 wrong, 0 silent",
        "traps: 119 right, 36 reported, 0 wrong, 0 silent",
        "more forms: 106 right, 0 reported, 0 wrong, 0 silent",
        "more texts: 88 right, 21 reported, 0 wrong, 0 silent",
        "what is for the phone: 69 right, 37 reported, 0 wrong, 0 silent",
      ]
    `);
  });
});
