import { onceLoader, type Loader } from '../../../local/engine/functions.ts';
import type { AwsClients } from '../../../shared/platform/aws-clients.ts';
import type { BuildHandler } from '../../../shared/platform/lambda.ts';
import type { KeyedRuntime } from '../../../shared/platform/runtime.ts';
import { requestsOf, type AwsCall, type AwsRequest } from './aws-requests.ts';

/** Is told of every request that a function's AWS clients make; `entry` is the function's file. */
export type Note = (entry: string, request: AwsRequest) => void;

/** Loads functions that tell which requests they make: each has AWS clients of its own. */
export function recordingLoader(note: Note): Loader {
  return {
    version: onceLoader.version,
    async load(entry) {
      const { build } = (await onceLoader.load(entry)) as {
        build: BuildHandler<unknown, unknown, KeyedRuntime>;
      };
      const noteCall = (call: AwsCall) => {
        for (const request of requestsOf(call)) note(entry, request);
      };
      return {
        build: (runtime: KeyedRuntime) => build({ ...runtime, aws: recorded(runtime.aws, noteCall) }),
      };
    },
  };
}

function recorded(aws: AwsClients, note: (call: AwsCall) => void): AwsClients {
  return Object.fromEntries(
    Object.entries(aws).map(([name, make]) => [
      name,
      () => {
        const client = make();
        listen(client, note);
        return client;
      },
    ]),
  ) as AwsClients;
}

type Next = (args: { input: object }) => Promise<unknown>;

/** The stacks of the clients have different types and one way of working. */
interface Stack {
  add: (
    middleware: (next: Next, context: { commandName?: string }) => Next,
    options: { step: 'build' },
  ) => void;
}

/** After serialization and around the SDK's own retries: one call, as it goes over the wire. */
function listen({ middlewareStack }: { middlewareStack: object }, note: (call: AwsCall) => void): void {
  (middlewareStack as Stack).add(
    (next, { commandName = '' }) =>
      async (args) => {
        const call = { operation: commandName.replace(/Command$/, ''), input: args.input };
        try {
          const answer = await next(args);
          note({ ...call, error: undefined });
          return answer;
        } catch (error) {
          note({ ...call, error: (error as Error).name });
          throw error;
        }
      },
    { step: 'build' },
  );
}
