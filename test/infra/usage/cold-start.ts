import type { Context } from 'aws-lambda';
import { startHttpDouble } from '../../../local/http-double.ts';
import { onceLoader } from '../../../local/engine/functions.ts';
import type { FunctionResource } from '../../../local/template/functions.ts';
import { requestsOf } from './aws-requests.ts';
import type { Note } from './recorder.ts';

/**
 * Starts a function as Lambda does, by its `handler`: it reads its secret and, in the stage `local`, the clock. AWS refuses
 * the rest, so that the event itself comes to nothing.
 */
export async function startCold({ entry, environment }: FunctionResource, note: Note): Promise<void> {
  const aws = await startHttpDouble(({ headers, body }) => {
    const [, operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
    const call = { operation, input: JSON.parse(String(body)) as object, error: undefined };
    for (const request of requestsOf(call)) note(entry, request);
    if (operation !== 'GetSecretValue') return { status: 400, body: '{}' };
    return { status: 200, body: JSON.stringify({ SecretString: 'x'.repeat(64) }) };
  });
  const before = { ...process.env };
  Object.assign(process.env, environment, {
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'invented',
    AWS_SECRET_ACCESS_KEY: 'invented',
    // Before the level that the code asks for.
    AWS_LAMBDA_LOG_LEVEL: 'FATAL',
  });
  try {
    const { handler } = (await onceLoader.load(entry)) as {
      handler: (event: object, context: Context) => Promise<unknown>;
    };
    const context = { invokedFunctionArn: '', getRemainingTimeInMillis: () => 60_000 } as Context;
    await handler({}, context).catch(() => undefined);
  } finally {
    process.env = before;
    await aws.stop();
  }
}
