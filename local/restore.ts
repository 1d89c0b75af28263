import { LambdaClient } from '@aws-sdk/client-lambda';
import { report, runCommand, UsageError, type Outcome } from './command.ts';
import { carry, note, reconciled, status } from './restore/commands.ts';
import { runtimeOf } from './restore/deployed-runtime.ts';

const HELP = `After a restore of the tables: nobody is contacted until its gap is reconciled. See docs/restore.md.

  npm run restore -- status --stage prod          whether mail may leave, and what is to do next
  npm run restore -- note --stage prod --to 2026-11-29T10:00:00Z --by NAME
                                                  says to which instant the tables were brought back
  npm run restore -- carry-over --stage prod      erasures, mails that left, guards and objections, from the old tables
  npm run restore -- reconciled --stage prod --by NAME
                                                  mail may leave again

  --json           one JSON object in place of the lines
Works with your AWS credentials on the tables that the functions of the stage are deployed with. They have to be allowed to read,
scan and write those and the old tables, to read the secret of the pseudonyms, and to use the stage's key.

Ends with 0, with 1 when something was not done, with 2 when it does not know what to do.`;

const OPTIONS = {
  stage: { type: 'string' },
  to: { type: 'string' },
  by: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

await runCommand({ help: HELP, options: OPTIONS, allowPositionals: true }, async ({ positionals, values }) =>
  report(await work(positionals, values), values.json),
);

type Options = Partial<Record<'stage' | 'to' | 'by', string | undefined>>;

async function work([command, ...rest]: string[], options: Options): Promise<Outcome> {
  if (rest.length > 0) throw new UsageError('expected one command');
  const run = commandOf(command, options);
  const stage = required(options.stage, '--stage');
  return run(await runtimeOf(new LambdaClient(), stage));
}

function commandOf(command: string | undefined, { to, by }: Options) {
  switch (command) {
    case 'status':
      return status;
    case 'note': {
      const given = { restoredTo: instantOf(required(to, '--to')), by: required(by, '--by') };
      return (runtime: Parameters<typeof note>[0]) => note(runtime, given);
    }
    case 'carry-over':
      return carry;
    case 'reconciled': {
      const given = { by: required(by, '--by') };
      return (runtime: Parameters<typeof reconciled>[0]) => reconciled(runtime, given);
    }
    default:
      throw new UsageError(command === undefined ? 'expected a command' : `there is no command ${command}`);
  }
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new UsageError(`${name} is missing`);
  return value;
}

function instantOf(text: string): string {
  const instant = new Date(text);
  if (!/(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(instant.getTime()))
    throw new UsageError(`${text} is no instant with a zone`);
  return instant.toISOString();
}
