import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runCommand } from './command.ts';
import { missingPaths } from './demo/coverage.ts';
import { findFaultyMails } from './demo/faulty-mails.ts';
import { writeMails } from './demo/mails.ts';
import { describeOutcome } from './demo/report.ts';
import { END, runScenario } from './demo/simulation.ts';
import { summarize } from './demo/summary.ts';

const ROOT = join(import.meta.dirname, '..');
const OUTPUT = join(ROOT, 'out', 'demo');
const MAILS = join(OUTPUT, 'mails');

const HELP = `Runs the service for two simulated weeks: the real functions on a DynamoDB engine, with doubles for SES, the event bus
and the sibling services, over the recorded events of invented people, whose staff work with the API. Takes about two minutes.

  npm run demo             progress, then a report; the mails lie in out/demo/mails
  npm run demo -- --json   the last line of the output is {ok, invariants, counts, seconds}

Ends with 0 when the invariants I1 to I7 hold, every mail passes a check by parsers that had no part in its making, nothing
failed and calls went every way that they can go, with 1 when not, with 2 when it does not know an option.`;

await runCommand({ help: HELP, options: { json: { type: 'boolean', default: false } } }, ({ values }) =>
  demonstrate(values),
);

async function demonstrate(options: { json: boolean }): Promise<boolean> {
  // With --json the output is for machines; people watch the other stream.
  const say = options.json ? console.error : console.log;
  const startedAt = performance.now();
  await rm(OUTPUT, { recursive: true, force: true });
  const outcome = await runScenario({ end: END, progress: say });
  const counts = summarize(outcome);
  const written = await writeMails(outcome, MAILS);
  const broken = Object.values(outcome.violations).flat();
  const missing = missingPaths(outcome.journal, counts);
  const faultyMails = await findFaultyMails(outcome);
  const ok = [broken, missing, faultyMails].every(({ length }) => length === 0) && counts.failures === 0;
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;

  say(`\n${describeOutcome(outcome, counts, { missing, faultyMails })}\n`);
  say(`${written} mails written to ${relative(ROOT, MAILS)}; ${seconds} s; ${ok ? 'ok' : 'NOT OK'}`);
  if (options.json)
    console.log(
      JSON.stringify({
        ok,
        invariants: holding(outcome.violations),
        counts: { ...counts, faulty_mails: faultyMails.length },
        seconds,
      }),
    );
  return ok;
}

/** Invariant → whether it holds. */
function holding(violations: Record<string, unknown[]>): Record<string, boolean> {
  return Object.fromEntries(Object.entries(violations).map(([name, broken]) => [name, broken.length === 0]));
}
