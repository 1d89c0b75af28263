import { beforeAll, describe, expect, it } from '@jest/globals';
import { at } from '../../local/demo/calendar.ts';
import { findFaultyMails } from '../../local/demo/faulty-mails.ts';
import { runScenario, type Outcome } from '../../local/demo/simulation.ts';
import { makeScenario } from '../../local/demo/scenario.ts';
import { summarize } from '../../local/demo/summary.ts';

/** The first day, until staff go home: a call was made, and somebody saw to the work items. */
async function live(): Promise<{ outcome: Outcome; lines: string[] }> {
  const lines: string[] = [];
  const outcome = await runScenario({ end: at(0, '17:00'), progress: (line) => lines.push(line) });
  return { outcome, lines };
}

describe('the first day of the demo', () => {
  let first: Awaited<ReturnType<typeof live>>;
  let again: typeof first;
  beforeAll(async () => {
    first = await live();
    again = await live();
  }, 120_000);

  it('holds all invariants', () => {
    const { outcome, lines } = first;
    expect(Object.values(outcome.violations).flat()).toEqual([]);
    expect(lines).toEqual([expect.stringMatching(/mails accepted.*calls made/)]);
    const { failures, mails, parked } = summarize(outcome);
    expect(failures).toBe(0);
    expect(mails['batch_request']).toBeGreaterThan(5);
    expect(mails['initial_contact']).toBeGreaterThan(20);
    expect(Object.keys(parked)).toEqual(
      expect.arrayContaining(['not_json', 'not_utf8', 'empty', 'too_deep']),
    );
  });

  it('sends mails that pass a check by parsers that had no part in their making', async () => {
    expect(first.outcome.mails.length).toBeGreaterThan(25);
    expect(await findFaultyMails(first.outcome)).toEqual([]);
  });

  it('has staff who make calls and see to work items', () => {
    const { calls, call_steps, tries, work_items_by_status } = summarize(first.outcome);
    expect(calls).toBe(2);
    expect(call_steps).toEqual({ booked: 2, joined: 0, tried_again: 1 });
    expect(tries).toEqual({ no_answer: 1 });
    expect(work_items_by_status['done']).toBeGreaterThan(0);
  });

  it('is the same on every run', () => {
    expect(again.lines).toEqual(first.lines);
    expect(again.outcome.journal.totals('')).toEqual(first.outcome.journal.totals(''));
  });
});

describe('the scenario of the demo', () => {
  it('is the same on every run', () => {
    expect(makeScenario()).toEqual(makeScenario());
  });

  it('is large enough to mean something', () => {
    const { therapists, createdAt } = makeScenario();
    expect(therapists.size).toBeGreaterThanOrEqual(40);
    expect(createdAt.size).toBeGreaterThanOrEqual(150);
  });
});
