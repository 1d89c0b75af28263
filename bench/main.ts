import { runCommand, UsageError } from '../local/command.ts';
import { bundles } from './bundles.ts';
import { capacity } from './capacity.ts';
import { due } from './due.ts';
import { ingest } from './ingest.ts';
import type { Measurement, Progress } from './measurement.ts';
import { relay } from './relay.ts';
import { send } from './send.ts';
import { slots } from './slots.ts';
import { formatTable } from './table.ts';

interface Bench {
  /** What it measures, in one line. */
  about: string;
  run: (progress: Progress) => Promise<Measurement[]>;
}

const BENCHES: Record<string, Bench> = {
  bundles: { about: 'size, cold start and contents of every function as it is deployed', run: bundles },
  capacity: {
    about: 'write and read units of one email, from its requests to its events',
    run: () => capacity(),
  },
  due: { about: 'items that the daily batch reads per due therapist, up to 100 000 in the table', run: due },
  ingest: {
    about: 'the ingest of matching events beside a bare loop of its calls, and what a duplicate costs',
    run: (progress) => ingest(progress),
  },
  relay: {
    about: 'the relay of the outbox beside bare loops on a real Kafka (Java 17, Maven), and without a broker',
    run: (progress) => relay(progress),
  },
  send: {
    about: 'how near the pump comes to the rate at which SES may be called, and that it never exceeds it',
    run: (progress) => send(progress),
  },
  slots: {
    about: "the search for call slots beside a reference, the seed's search and a scan of all minutes",
    run: (progress) => slots(progress),
  },
};

const HELP = `npm run bench [-- NAME …] [-- --json]

Measures in exact counters or ratios of one run, never in absolute times.

${Object.entries(BENCHES)
  .map(([name, { about }]) => `  ${name.padEnd(10)}${about}`)
  .join('\n')}

  --json    the last line is one JSON object {ok, results: [{name, metric, value, goal, ok}]}
  --help    this text

Ends with 0 when every goal is met, with 1 when not, with 2 when it does not know a bench or an option.`;

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

await runCommand({ help: HELP, options: OPTIONS, allowPositionals: true }, ({ positionals, values }) => {
  const unknown = positionals.filter((name) => !Object.hasOwn(BENCHES, name));
  if (unknown.length > 0) throw new UsageError(`No bench is named ${unknown.join(', ')}.`);
  return measure(positionals.length > 0 ? positionals : Object.keys(BENCHES), values);
});

async function measure(names: string[], { json: asJson }: { json: boolean }): Promise<boolean> {
  const results: Measurement[] = [];
  for (const name of names) {
    console.error(`measuring ${name} …`);
    results.push(...((await BENCHES[name]?.run((line) => console.error(`  ${line}`))) ?? []));
  }
  const missed = results.filter((result) => !result.ok).length;
  const ok = missed === 0;
  // With --json the output is for machines; people watch the other stream.
  const say = asJson ? console.error : console.log;
  say(`\n${formatTable(results)}\n\n${ok ? 'every goal is met' : `${missed} goals are missed`}`);
  if (asJson) console.log(JSON.stringify({ ok, results }));
  return ok;
}
