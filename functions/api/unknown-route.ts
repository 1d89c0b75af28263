import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startRuntime, type Runtime } from '../../shared/platform/runtime.ts';

/** Answers what no route names, as RFC 9457 has it. The path is not repeated: it may name a person (I8). */
const NOT_FOUND: APIGatewayProxyResult = {
  statusCode: 404,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: '/problems/not-found', title: 'Not found', status: 404 }),
};

/** Everything that is not a route of the API. */
export function build(_runtime: Runtime) {
  return (_event: APIGatewayProxyEvent, _context: Context): Promise<APIGatewayProxyResult> =>
    Promise.resolve(NOT_FOUND);
}

export const handler = toLambda(startRuntime, build);
