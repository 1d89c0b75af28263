import type { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { Config } from '../platform/config.ts';
import { describeError } from '../platform/logger.ts';
import { problemAnswer, successAnswer, type HttpAnswer } from './answers.ts';
import { checkRequest, type Identification } from './check-request.ts';
import { corsHeaders, optionsHeaders } from './cors.ts';
import type { HandledOperation } from './exchange.ts';
import { expectDeclared } from './expect-declared.ts';
import { readIncoming, type Incoming } from './incoming.ts';
import { isPassing } from './passing-errors.ts';
import { createRouter } from './routing.ts';

/** What surrounds the operations of a family. */
export interface ApiRuntime {
  config: Pick<Config, 'STAGE' | 'CORS_ORIGINS'>;
  logger: Pick<Logger, 'error'>;
  /** Absent where everything is public. */
  identification?: Identification;
}

/** A Lambda handler behind API Gateway. */
export type ApiHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** Without an identification nobody is known, and nothing but public operations is open. */
const STRANGERS: Identification = { checkToken: () => Promise.resolve(undefined), key: '' };

/**
 * The Lambda handler of a family of resources: finds the operation, checks the request, runs it, and renders the answer.
 * It answers every request and never rejects: what a client got wrong is 4xx, what passes 503, anything else 500, logged
 * without what the error quotes.
 */
export function createApi(runtime: ApiRuntime, operations: readonly HandledOperation[]): ApiHandler {
  const { config, identification = STRANGERS } = runtime;
  const find = createRouter(operations);

  async function answer(event: APIGatewayProxyEvent): Promise<HttpAnswer> {
    const incoming = readIncoming(event);
    const found = find(incoming);
    const allow = found.ok ? undefined : found.error.headers?.['allow'];
    if (incoming.method === 'OPTIONS' && allow !== undefined)
      return { statusCode: 204, headers: optionsHeaders(allow), body: '' };
    if (!found.ok) return problemAnswer(found.error, incoming);
    const { operation, run } = found.value;
    const checked = await checkRequest(operation, incoming, identification);
    if (!checked.ok) return problemAnswer(checked.error, incoming);
    const done = await run(checked.value);
    if (!done.ok) return problemAnswer(done.error, incoming);
    // Where mistakes cost nobody anything, an answer that is not what its operation declares is one.
    if (config.STAGE === 'local') expectDeclared(operation, done.value);
    return successAnswer(operation, done.value);
  }

  const stack = middy<APIGatewayProxyEvent, HttpAnswer>()
    .use(describeAnswers(config))
    .use(answerErrors(runtime))
    .handler(answer);
  return (event, context) => stack(event, context);
}

interface Exchange {
  event: APIGatewayProxyEvent;
  response: HttpAnswer | null;
  error?: Error | null;
}

/** What every answer says. */
function describeAnswers({ CORS_ORIGINS }: ApiRuntime['config']) {
  const describe = ({ event, response }: Exchange) => {
    if (!response) return;
    const incoming = readIncoming(event);
    response.headers = {
      ...response.headers,
      ...commonHeaders(incoming),
      ...corsHeaders(CORS_ORIGINS, incoming),
    };
    if (incoming.method === 'HEAD') response.body = '';
  };
  return { after: describe, onError: describe };
}

/** Answers hold health data: nobody on their way keeps them. */
function commonHeaders({ requestId }: Incoming): Record<string, string> {
  return {
    'x-request-id': requestId,
    'cache-control': 'no-store',
    vary: 'Accept, Accept-Language, Authorization, Origin',
  };
}

/** An answer for what was thrown. */
function answerErrors({ logger }: Pick<ApiRuntime, 'logger'>) {
  return {
    onError: (request: Exchange) => {
      const code = isPassing(request.error) ? 'unavailable' : 'internal_error';
      logger.error('request failed', { answer: code, error: describeError(request.error) });
      request.response = problemAnswer({ code }, readIncoming(request.event));
    },
  };
}
