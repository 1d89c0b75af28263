import {
  InternalServerError,
  ThrottlingException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';

/** One call of an SDK client; `n` counts from 1 over all clients that share a script. */
export interface Call {
  n: number;
  /** The command's name: `TransactWriteItems`, `SendRawEmail` … */
  operation: string;
  /** As it goes over the wire: DynamoDB's attributes are marshalled. */
  input: object;
}

/**
 * What goes wrong with a call.
 * - `transaction_conflict`, `throttled`, `error`: nothing is applied
 * - `error_after_applied`: applied, and the caller sees a 500
 * - `repeated`: applied twice with one request token, as the SDK does after an answer got lost
 * - `die_before`, `die_after`: the process is dead before or after the call was applied; every later call fails too
 */
export type Fault =
  | 'transaction_conflict'
  | 'throttled'
  | 'error'
  | 'error_after_applied'
  | 'repeated'
  | 'die_before'
  | 'die_after';

/** What happened so far. */
export interface FaultLog {
  calls: number;
  dead: boolean;
}

/** The process is no more: all that its code still tries ends in this. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied';
}

type Next = (args: { input: object }) => Promise<unknown>;

/** Any client of the SDK: their stacks have different types and one way of working. */
interface Client {
  middlewareStack: object;
}

interface Stack {
  add: (
    middleware: (next: Next, context: { commandName?: string }) => Next,
    options: { step: 'build' },
  ) => void;
}

/**
 * Makes calls of SDK clients fail as the script says. The faults come after serialization and around the SDK's own
 * retries, so that a fault stands for what is left after them and no time passes.
 *
 * @param clients all clients of one process: it dies as a whole, and its calls are counted together
 */
export function injectFaults(
  clients: Client | Client[],
  script: (call: Call) => Fault | undefined,
): FaultLog {
  const log: FaultLog = { calls: 0, dead: false };
  for (const { middlewareStack } of [clients].flat()) {
    (middlewareStack as Stack).add(
      (next, { commandName = '' }) =>
        async (args) => {
          if (log.dead) throw new ProcessDied('the process died at an earlier call');
          const call = { n: ++log.calls, operation: commandName.replace(/Command$/, ''), input: args.input };
          return act(script(call), { input: args.input, apply: () => next(args), log });
        },
      { step: 'build' },
    );
  }
  return log;
}

interface Attempt {
  input: object;
  apply: () => Promise<unknown>;
  log: FaultLog;
}

async function act(fault: Fault | undefined, { input, apply, log }: Attempt): Promise<unknown> {
  switch (fault) {
    case undefined:
      return apply();
    case 'transaction_conflict':
      throw conflict(input);
    case 'throttled':
      throw new ThrottlingException({ message: 'injected', $metadata: { httpStatusCode: 400 } });
    case 'error':
      throw internalError();
    case 'error_after_applied':
      await apply();
      throw internalError();
    case 'repeated':
      await apply();
      return apply();
    case 'die_before':
      log.dead = true;
      throw new ProcessDied('the process died before the call');
    case 'die_after':
      await apply().finally(() => (log.dead = true));
      throw new ProcessDied('the process died after the call');
  }
}

function internalError(): Error {
  return new InternalServerError({ message: 'injected', $metadata: { httpStatusCode: 500 } });
}

/** A transaction names the item in conflict (here the first); a single write has no reasons. */
function conflict(input: object): Error {
  const details = { message: 'injected', $metadata: { httpStatusCode: 400 } };
  if (!('TransactItems' in input) || !Array.isArray(input.TransactItems))
    return new TransactionConflictException(details);
  const CancellationReasons = input.TransactItems.map((_, index) => ({
    Code: index === 0 ? 'TransactionConflict' : 'None',
  }));
  return new TransactionCanceledException({ ...details, CancellationReasons });
}
