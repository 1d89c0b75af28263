import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Instant } from '../../shared/domain/time.ts';
import type { Route } from '../template/service-template.ts';
import { json, type Respond } from './messages.ts';
import { BAD_GATEWAY, toHttpAnswer, toProxyEvent } from './proxy-event.ts';
import { matchRoute } from './routes.ts';

/** What API Gateway says to requests that have no route, whatever the reason sounds like. */
const NO_ROUTE = json({ message: 'Missing Authentication Token' }, 403);

/**
 * A REST API of API Gateway in front of functions, with Lambda proxy integrations for all routes.
 *
 * @param invoke runs a function by its name; what it throws becomes a 502, as a failed function does on AWS
 * @param now the engine's clock
 */
export function createGateway({
  routes,
  invoke,
  now,
}: {
  routes: readonly Route[];
  invoke: (functionName: string, event: APIGatewayProxyEvent) => Promise<unknown>;
  now: () => Instant;
}): Respond {
  return async (request) => {
    const match = matchRoute(routes, request.method, request.rawPath);
    if (!match) return NO_ROUTE;
    try {
      return toHttpAnswer(
        await invoke(match.route.functionName, toProxyEvent({ request, match, at: now() })),
      );
    } catch {
      return BAD_GATEWAY;
    }
  };
}
