import { describe, expect, it } from '@jest/globals';
import { at } from '../../local/demo/calendar.ts';
import { runScenario } from '../../local/demo/simulation.ts';
import { makeScenario } from '../../local/demo/scenario.ts';
import { summarize } from '../../local/demo/summary.ts';

describe('the demo', () => {
  it('holds all invariants on its first morning', async () => {
    const lines: string[] = [];
    const outcome = await runScenario({ end: at(0, '12:00'), progress: (line) => lines.push(line) });
    expect(Object.values(outcome.violations).flat()).toEqual([]);
    expect(lines).toEqual([expect.stringContaining('mails accepted')]);
    const { failures, mails, parked } = summarize(outcome);
    expect(failures).toBe(0);
    expect(mails['batch_request']).toBeGreaterThan(5);
    expect(mails['initial_contact']).toBeGreaterThan(20);
    expect(Object.keys(parked)).toEqual(
      expect.arrayContaining(['not_json', 'not_utf8', 'empty', 'too_deep']),
    );
  });

  it('tells the same story on every run', () => {
    expect(makeScenario()).toEqual(makeScenario());
  });

  it('is large enough to mean something', () => {
    const { therapists, createdAt } = makeScenario();
    expect(therapists.size).toBeGreaterThanOrEqual(40);
    expect(createdAt.size).toBeGreaterThanOrEqual(150);
  });
});
