import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import document from '../../docs/openapi.json' with { type: 'json' };
import { readHealth, readOpenApi } from '../../shared/contracts/http/service.ts';
import { ok } from '../../shared/domain/result.ts';
import { createApi } from '../../shared/http/api.ts';
import { handle } from '../../shared/http/exchange.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startRuntime, type Runtime } from '../../shared/platform/runtime.ts';

/**
 * What the service tells of itself: that a function of this deployment starts, which it does with a valid configuration
 * only, and what its API takes and answers. Asks nobody else. A route of a deployment's own that leads here, for a monitor
 * say, asks for the first.
 */
export function build(runtime: Runtime) {
  const health = { status: 'ok', stage: runtime.config.STAGE };
  const api = createApi(runtime, [
    handle(readHealth, () => Promise.resolve(ok({ body: health }))),
    handle(readOpenApi, () => Promise.resolve(ok({ body: document }))),
  ]);
  return (event: APIGatewayProxyEvent, context: Context) => {
    const resource = event.resource === readOpenApi.path ? readOpenApi.path : readHealth.path;
    return api({ ...event, resource }, context);
  };
}

export const handler = toLambda(startRuntime, build);
