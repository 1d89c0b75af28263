import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { exactly, report, runCommand, UsageError, type Outcome } from './command.ts';
import { createOpsApi } from './ops/api.ts';
import { redriveFailures } from './ops/failures.ts';
import { outbox } from './ops/outbox.ts';
import { parked, type ParkedOptions } from './ops/parked.ts';

const HELP = `Looks after the events of a service, by its API: of npm start or deployed anywhere.

  npm run ops -- parked list                  records of the topics that could not be understood
       --topic matching-events                those of one topic
       --reason invalid_payload               those with this reason, or this code of it
  npm run ops -- parked show ID               one of them; with its bytes, if the token has email.content
  npm run ops -- parked redrive ID…           applies them again; --all (with --topic, --reason) all that fit
  npm run ops -- parked drop ID               drops one for good
  npm run ops -- outbox show                  events that wait to be published, and what is blocked
  npm run ops -- outbox release KIND ID       lets the events of an email, call, request or therapist go on
  npm run ops -- outbox announce KIND ID      publishes its present state again
  npm run ops -- failures redrive QUEUE-URL   invokes again what stands in a failure queue, with your AWS credentials

  --address URL    where the API is, before /api; else COMMUNICATION_ADDRESS, else http://localhost:3000
  --json           one JSON object in place of the lines
The token, with ops.read and ops.write, stands in COMMUNICATION_TOKEN: other users of a machine see its command lines.

Ends with 0, with 1 when something was not done, with 2 when it does not know what to do.`;

const OPTIONS = {
  address: { type: 'string' },
  topic: { type: 'string' },
  reason: { type: 'string' },
  all: { type: 'boolean' },
  json: { type: 'boolean', default: false },
} as const;

await runCommand({ help: HELP, options: OPTIONS, allowPositionals: true }, async ({ positionals, values }) =>
  report(await work(positionals, values), values.json),
);

type Options = ParkedOptions & { address?: string | undefined };

async function work([subject, ...rest]: string[], options: Options): Promise<Outcome> {
  if (subject === 'failures') return failures(rest);
  if (subject !== 'parked' && subject !== 'outbox')
    throw new UsageError(subject === undefined ? 'expected a command' : `there is no command ${subject}`);
  const address = options.address ?? process.env['COMMUNICATION_ADDRESS'] ?? 'http://localhost:3000';
  if (!URL.canParse(address)) throw new UsageError(`${address} is no address`);
  const token = process.env['COMMUNICATION_TOKEN'];
  if (!token) throw new UsageError('COMMUNICATION_TOKEN is missing');
  const api = createOpsApi({ address, token });
  return subject === 'parked' ? parked(api, rest, options) : outbox(api, rest);
}

async function failures([command, ...names]: string[]): Promise<Outcome> {
  if (command !== 'redrive') throw new UsageError(`there is no command failures ${command ?? ''}`);
  const [queue = ''] = exactly(['QUEUE-URL'], names);
  if (!URL.canParse(queue)) throw new UsageError(`${queue} is no address of a queue`);
  return redriveFailures({ sqs: new SQSClient(), lambda: new LambdaClient() }, queue);
}
