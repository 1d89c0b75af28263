import { randomUUID } from 'node:crypto';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { z } from 'zod';
import { toEpochMs, type Instant } from '../../shared/domain/time.ts';
import { ACCOUNT } from '../template/physical-names.ts';
import { json, type LocalAnswer, type LocalRequest } from './messages.ts';
import type { RouteMatch } from './routes.ts';

const SOURCE_IP = '127.0.0.1';

/** Headers of the connection, which API Gateway does not hand on. */
const OF_THE_CONNECTION = new Set(['connection', 'content-length', 'transfer-encoding']);

/**
 * The event of a Lambda proxy integration of a REST API without binary media types: every body is text.
 *
 * @param at when the request came
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function toProxyEvent({
  request,
  match,
  at,
}: {
  request: LocalRequest;
  match: RouteMatch;
  at: Instant;
}): APIGatewayProxyEvent {
  const { method, rawPath: path, query, headers, body } = request;
  const resource = match.route.path;
  const multiValueHeaders = gather(headerPairs(request.rawHeaders));
  const multiValueQuery = gather([...query]);
  return {
    resource,
    path,
    httpMethod: method,
    headers: lastValues(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: orNull(lastValues(multiValueQuery)),
    multiValueQueryStringParameters: orNull(multiValueQuery),
    pathParameters: orNull(match.pathParameters),
    stageVariables: null,
    requestContext: {
      ...STATIC_CONTEXT,
      identity: { ...NOBODY, sourceIp: SOURCE_IP, userAgent: headers['user-agent'] ?? null },
      httpMethod: method,
      path,
      resourcePath: resource,
      requestId: randomUUID(),
      requestTimeEpoch: toEpochMs(at),
    },
    body: body.length > 0 ? body.toString() : null,
    isBase64Encoded: false,
  };
}

const STATIC_CONTEXT = {
  accountId: ACCOUNT,
  apiId: 'local',
  authorizer: null,
  protocol: 'HTTP/1.1',
  resourceId: 'local',
  stage: 'local',
};

/** The REST APIs of this service ask for no identity: tokens are the handlers' matter. */
const NOBODY = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

function headerPairs(rawHeaders: string[]): [string, string][] {
  return rawHeaders.flatMap((name, index): [string, string][] => {
    const isName = index % 2 === 0 && !OF_THE_CONNECTION.has(name.toLowerCase());
    return isName ? [[name, rawHeaders[index + 1] ?? '']] : [];
  });
}

/** All values by name, in their order. */
function gather(pairs: [string, string][]): Record<string, string[]> {
  const groups = Object.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    Object.entries(groups).map(([name, group = []]) => [name, group.map(([, value]) => value)]),
  );
}

function lastValues(values: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? '']));
}

function orNull<T extends object>(fields: T): T | null {
  return Object.keys(fields).length > 0 ? fields : null;
}

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** What a proxy integration may answer; any other field makes the answer malformed. */
const proxyResult = z.strictObject({
  statusCode: z.coerce.number().pipe(z.int().min(200).max(599)),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

type ProxyResult = z.infer<typeof proxyResult>;

/** What a client is told when the function fails or answers nonsense. */
export const BAD_GATEWAY = json({ message: 'Internal server error' }, 502);

/**
 * A function's answer as the client gets it; a malformed one becomes a 502.
 *
 * @param result an `APIGatewayProxyResult`, if all is well
 */
export function toHttpAnswer(result: unknown): LocalAnswer {
  const parsed = proxyResult.safeParse(result);
  const headers = parsed.success ? mergeHeaders(parsed.data) : undefined;
  if (!parsed.success || !headers) return BAD_GATEWAY;
  const { statusCode, body, isBase64Encoded } = parsed.data;
  return {
    status: statusCode,
    headers: { 'content-type': ['application/json'], ...headers },
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

/** Both kinds of headers by their names in lower case, each value once; undefined when HTTP cannot carry one of them. */
function mergeHeaders({ headers, multiValueHeaders }: ProxyResult): Record<string, string[]> | undefined {
  const merged: Record<string, string[]> = {};
  const single = Object.entries(headers ?? {}).map(([name, value]) => [name, [value]] as const);
  try {
    for (const [name, values] of [...single, ...Object.entries(multiValueHeaders ?? {})]) {
      validateHeaderName(name);
      for (const value of values) validateHeaderValue(name, value);
      const key = name.toLowerCase();
      merged[key] = [...new Set([...(merged[key] ?? []), ...values])];
    }
  } catch {
    return undefined;
  }
  return merged;
}
