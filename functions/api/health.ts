import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startRuntime, type Runtime } from '../../shared/platform/runtime.ts';

/** Says that a function of this deployment starts, which it does with a valid configuration only. Asks nobody else. */
export function build({ config }: Runtime) {
  const answer: APIGatewayProxyResult = {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ status: 'ok', stage: config.STAGE }),
  };

  return (_event: APIGatewayProxyEvent, _context: Context): Promise<APIGatewayProxyResult> =>
    Promise.resolve(answer);
}

export const handler = toLambda(startRuntime, build);
