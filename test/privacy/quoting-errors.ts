import type { AwsClients } from '../../shared/platform/aws-clients.ts';
import type { Ears } from './channels.ts';

type Next = (args: { input: object }) => Promise<unknown>;

interface Stack {
  add: (
    middleware: (next: Next, context: { commandName?: string }) => Next,
    options: { step: 'build' },
  ) => void;
}

/** Which operations of AWS are refused: for good, or as what may pass. */
export interface Refusal {
  name: 'ValidationException' | 'InternalServerError';
  operations: string[];
}

/** Clients of the service that can be made to refuse, with errors that quote all that they were asked for. */
export function quoteRequests(aws: AwsClients, { see }: Ears) {
  let refusal: Refusal | undefined;
  let refused = 0;

  function refuse(name: string, input: object): Error {
    refused++;
    const quoted = JSON.stringify(input);
    see('given', quoted);
    // A second line that looks like one of a stack.
    const error = new Error(`Values were invalid: ${quoted}\n    at ${quoted}:1:1`, { cause: quoted });
    const $metadata = { httpStatusCode: name === 'InternalServerError' ? 500 : 400 };
    return Object.assign(error, { name, input, $metadata });
  }

  function quoting<Client extends { middlewareStack: object }>(client: Client): Client {
    (client.middlewareStack as Stack).add(
      (next, { commandName = '' }) =>
        (args) =>
          refusal?.operations.includes(commandName.replace(/Command$/, ''))
            ? Promise.reject(refuse(refusal.name, args.input))
            : next(args),
      { step: 'build' },
    );
    return client;
  }

  return {
    aws: {
      ...aws,
      dynamoDb: () => quoting(aws.dynamoDb()),
      ses: () => quoting(aws.ses()),
      eventBridge: () => quoting(aws.eventBridge()),
      s3: () => quoting(aws.s3()),
    } satisfies AwsClients,

    /** Does something while these operations are refused, and returns how many were. */
    async during(what: Refusal, work: () => Promise<unknown>): Promise<number> {
      [refusal, refused] = [what, 0];
      await work().finally(() => (refusal = undefined));
      return refused;
    },
  };
}
