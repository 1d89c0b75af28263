import { parseArgs } from 'node:util';
import { capacity } from './capacity.ts';
import type { Measurement } from './measurement.ts';

const BENCHES: Record<string, () => Promise<Measurement[]>> = { capacity };

const HELP = `npm run bench [-- NAME] [--json]

Measures, in exact counters or ratios of one run, never in absolute times.
  ${Object.keys(BENCHES).join(', ')}

  --json    the last line is one JSON object {ok, results: [{name, metric, value, goal, ok}]}
  --help    this text
Exit status 1 when a measurement misses its goal.`;

await main();

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const unknown = positionals.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) {
    console.error(`no bench named ${unknown.join(', ')}\n\n${HELP}`);
    process.exitCode = 2;
    return;
  }
  const results = await measure(positionals.length > 0 ? positionals : Object.keys(BENCHES));
  const ok = results.every((result) => result.ok);
  console.log(values.json ? JSON.stringify({ ok, results }) : ok ? 'every goal is met' : 'a goal is missed');
  if (!ok) process.exitCode = 1;
}

async function measure(names: string[]): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const name of names) {
    console.error(`measuring ${name} …`);
    for (const result of (await BENCHES[name]?.()) ?? []) {
      results.push(result);
      console.error(
        `  ${result.ok ? '✓' : '✗'} ${result.name} ${result.metric}: ${result.value} (goal ${result.goal})`,
      );
    }
  }
  return results;
}
