import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Operation } from '../contracts/http/operation.ts';
import { PROBLEMS } from '../contracts/http/problems.ts';
import { entityTag } from './conditions.ts';
import type { ApiReply } from './exchange.ts';
import type { Incoming } from './incoming.ts';
import { chooseLanguage } from './negotiation.ts';
import type { Refusal } from './refusal.ts';

type Headers = Record<string, string>;

/** An answer of Lambda's proxy integration, always with headers. */
export type HttpAnswer = APIGatewayProxyResult & { headers: Headers };

/** Seconds after which a client may try again what could not be done at this moment. */
const RETRY_AFTER_SECONDS = 1;

/** The answer to an operation that was done. */
export function successAnswer(
  { success }: Pick<Operation, 'success'>,
  { body, version, location, contentType }: ApiReply,
): HttpAnswer {
  const headers = {
    ...(version !== undefined && { etag: entityTag(version) }),
    ...(location !== undefined && { location }),
  };
  if (body === undefined) return { statusCode: success.status, headers, body: '' };
  return {
    statusCode: success.status,
    headers: { 'content-type': contentType ?? 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** A problem as RFC 9457 has it, its title in the language of the client. It quotes nothing of the request (I8). */
export function problemAnswer(
  { code, errors, details, headers }: Refusal,
  { header, requestId }: Incoming,
): HttpAnswer {
  const { status, ...titles } = PROBLEMS[code];
  const language = chooseLanguage(header('accept-language'));
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': language,
      ...(status === 503 && { 'retry-after': String(RETRY_AFTER_SECONDS) }),
      ...headers,
    },
    body: JSON.stringify({
      ...details,
      type: `/problems/${code.replaceAll('_', '-')}`,
      title: titles[language],
      status,
      instance: `urn:uuid:${requestId}`,
      request_id: requestId,
      ...(errors && { errors }),
    }),
  };
}
