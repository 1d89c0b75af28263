import { describe, expect, it } from '@jest/globals';
import { CORPUS } from './corpus.ts';
import type { InboundSample } from './corpus/sample.ts';
import { outcomesOf, read, worstOf, type Outcome } from './outcome.ts';

/** Of so many fields in the corpus at most something that was meant is not said. */
const MOST_SILENT = 5;

interface Result extends InboundSample {
  group: string;
  outcomes: [field: string, outcome: Outcome][];
}

const results: Result[] = [];
for (const [group, samples] of Object.entries(CORPUS))
  for (const sample of samples)
    results.push({
      ...sample,
      group,
      outcomes: outcomesOf(await read(sample), sample.expected),
    });

/** `right, silent, wrong` of each name. */
function countsOf(pairs: [name: string, outcome: Outcome][]): string[] {
  const counts = new Map<string, Record<Outcome, number>>();
  for (const [name, outcome] of pairs) {
    const count = counts.get(name) ?? { right: 0, silent: 0, wrong: 0 };
    count[outcome] += 1;
    counts.set(name, count);
  }
  return [...counts].map(
    ([name, { right, silent, wrong }]) => `${name}: ${right} right, ${silent} silent, ${wrong} wrong`,
  );
}

describe('the corpus of inbound mail', () => {
  it.each(results)('FAULTS 40: is read as it is meant, or left to people: $name', ({ outcomes }) => {
    expect(outcomes.filter(([, outcome]) => outcome === 'wrong')).toEqual([]);
  });

  it('holds every mail under a name of its own', () => {
    const names = results.map(({ group, name }) => `${group}: ${name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(300);
  });

  it('leaves little unsaid', () => {
    const silent = results.flatMap(({ outcomes }) => outcomes.filter(([, outcome]) => outcome === 'silent'));
    expect(silent.length).toBeLessThanOrEqual(MOST_SILENT);
  });

  it('adds up to these tables, of fields that say something and of mails', () => {
    const byField = results.flatMap(({ outcomes }) => outcomes);
    const byGroup = results.map(({ group, outcomes }): [string, Outcome] => [
      group,
      worstOf(outcomes.map(([, outcome]) => outcome)),
    ]);
    expect(countsOf(byField)).toMatchInlineSnapshot(`
      [
        "kind: 307 right, 0 silent, 0 wrong",
        "text: 242 right, 0 silent, 0 wrong",
        "return date: 24 right, 0 silent, 0 wrong",
        "bounce: 15 right, 0 silent, 0 wrong",
        "complaint: 2 right, 0 silent, 0 wrong",
        "stop: 25 right, 0 silent, 0 wrong",
        "erasure: 4 right, 0 silent, 0 wrong",
        "pause: 14 right, 0 silent, 0 wrong",
        "unreadable: 5 right, 0 silent, 0 wrong",
        "truncated: 7 right, 0 silent, 0 wrong",
      ]
    `);
    expect(countsOf(byGroup)).toMatchInlineSnapshot(`
      [
        "replies of German clients: 31 right, 0 silent, 0 wrong",
        "replies of English clients: 6 right, 0 silent, 0 wrong",
        "answers between quoted lines: 6 right, 0 silent, 0 wrong",
        "quotes that are hard to see: 12 right, 0 silent, 0 wrong",
        "signatures: 12 right, 0 silent, 0 wrong",
        "own words that look like a quote: 13 right, 0 silent, 0 wrong",
        "absences by headers: 22 right, 0 silent, 0 wrong",
        "absences by words: 8 right, 0 silent, 0 wrong",
        "persons who are there: 8 right, 0 silent, 0 wrong",
        "bounces: 12 right, 0 silent, 0 wrong",
        "receipts: 7 right, 0 silent, 0 wrong",
        "complaints: 4 right, 0 silent, 0 wrong",
        "forwards: 7 right, 0 silent, 0 wrong",
        "stops: 18 right, 0 silent, 0 wrong",
        "no stops: 15 right, 0 silent, 0 wrong",
        "pauses: 11 right, 0 silent, 0 wrong",
        "no pauses: 6 right, 0 silent, 0 wrong",
        "further quotes: 33 right, 0 silent, 0 wrong",
        "further machines: 17 right, 0 silent, 0 wrong",
        "further wishes: 13 right, 0 silent, 0 wrong",
        "charsets: 14 right, 0 silent, 0 wrong",
        "broken mails: 25 right, 0 silent, 0 wrong",
        "large mails: 7 right, 0 silent, 0 wrong",
      ]
    `);
  });
});
