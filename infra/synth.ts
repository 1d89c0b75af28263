import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Validations } from 'aws-cdk-lib';
import { selectStages, type StageName } from './config.ts';

const ROOT = join(import.meta.dirname, '..');

const HELP = `Writes the CloudFormation templates of every stage below cdk.out/<stage>. A finding of cdk-nag fails it.

  npm run synth                     all stages
  npm run synth -- --stage dev      one stage

Settings such as SENDER_EMAIL come from the environment; infra/config.ts lists them.`;

process.exitCode = main();

function main(): number {
  try {
    const { values } = parseArgs({
      options: { stage: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    const failed = selectStages(values.stage).filter((stage) => !synthesize(stage));
    if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`);
    return failed.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    return 2;
  }
}

/** Runs the CDK CLI for one stage, in a folder of its own, and says what came out. */
function synthesize(stage: StageName): boolean {
  const output = join(ROOT, 'cdk.out', stage);
  console.log(`${stage} …`);
  const cdk = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const app = `"${process.execPath}" infra/app.ts`;
  const options = [
    '--quiet',
    '--no-notices',
    '--app',
    app,
    '--context',
    `stage=${stage}`,
    '--output',
    output,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [cdk, 'synth', ...options], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) {
    console.error(`${stdout}${stderr}`);
    return false;
  }
  for (const line of stderr.split('\n').filter((text) => text.startsWith('WARNING')))
    console.log(`  ${line}`);
  console.log(`  cdk-nag: 0 findings, ${acknowledgedIn(output)} acknowledged (infra/nag.ts)`);
  for (const template of readdirSync(output).filter((file) => file.endsWith('.template.json'))) {
    const { Resources } = JSON.parse(readFileSync(join(output, template), 'utf8')) as { Resources: object };
    const name = template.replace('.template.json', '');
    console.log(
      `  ${name}: ${Object.keys(Resources).length} resources, ${relative(ROOT, join(output, template))}`,
    );
  }
  return true;
}

/** How many findings of cdk-nag the assembly in a folder acknowledges; any other would have failed its synthesis. */
function acknowledgedIn(output: string): number {
  const notes = readdirSync(output)
    .filter((file) => file.endsWith('.metadata.json'))
    .flatMap((file) =>
      Object.values(JSON.parse(readFileSync(join(output, file), 'utf8')) as Metadata).flat(),
    );
  return notes
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data as object))
    .filter((rule) => rule.includes('AwsSolutions-')).length;
}

/** Notes about constructs, by their path. */
type Metadata = Record<string, { type: string; data?: unknown }[]>;
