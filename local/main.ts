import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runCommand, UsageError } from './command.ts';
import { ROOT } from './engine/functions.ts';
import { serve } from './serve.ts';
import { welcome } from './serve/welcome.ts';

const HELP = `The Communication Service as one program: the real functions behind a local API, with a DynamoDB engine, doubles for SES,
the event bus and the sibling services, and a clock that can be moved.

  npm start                    goes on with the state of the last time
  npm start -- --fresh         forgets it first
  npm start -- --port 8080     another port than 3000
  npm start -- --state FOLDER  another folder than .local/state for the state

KAFKA_BROKERS=host:port takes events from Kafka and publishes to it instead of the local bus.
DYNAMODB_ENDPOINT=http://… takes that DynamoDB (DynamoDB Local, LocalStack) instead of the one that comes for Linux x64.

Ctrl-C ends it. Ends with 0, with 1 when it cannot start, with 2 when it does not know an option.`;

const OPTIONS = {
  fresh: { type: 'boolean', default: false },
  port: { type: 'string', default: '3000' },
  state: { type: 'string', default: join(ROOT, '.local', 'state') },
} as const;

interface Options {
  fresh: boolean;
  port: number;
  state: string;
}

await runCommand({ help: HELP, options: OPTIONS }, async ({ values }) => {
  await start({ ...values, port: portOf(values.port) });
  return true;
});

/** Ends the process when it cannot start: what it has begun would keep it alive. */
async function start(options: Options): Promise<void> {
  const startedAt = performance.now();
  try {
    if (options.fresh) await rm(options.state, { recursive: true, force: true });
    console.log(`starting, with the state in ${relative(ROOT, options.state) || options.state} …`);
    const brokers = process.env['KAFKA_BROKERS'];
    const settings = brokers ? { KAFKA_BROKERS: brokers } : {};
    const service = await serve({ ...options, settings, say: console.log });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${await welcome(service)}\nReady after ${seconds} s. Ctrl-C ends it.`);
    endOnSignal(service.stop);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

function endOnSignal(stop: () => Promise<void>): void {
  let ending = false;
  const end = () => {
    if (ending) process.exit(1);
    ending = true;
    console.log('\nending …');
    void stop().then(() => {
      console.log('Ended.');
      process.exit(0);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port ${text} is no port: take a number from 0 (any free one) to 65535`);
  return port;
}
