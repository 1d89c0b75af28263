import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import type { Operation } from '../../shared/contracts/http/operation.ts';
import { PROBLEMS, type ProblemCode } from '../../shared/contracts/http/problems.ts';
import { headers, type HeaderName } from './headers.ts';
import { problemsOf } from './problem-codes.ts';
import { nameOf, problemExample, problemSchema } from './problem-schemas.ts';

/** Headers of a problem's own, where a function answers it; the gateway's answers have none. */
const OWN_HEADERS: Partial<Record<ProblemCode, HeaderName>> = {
  unauthorized: 'WWW-Authenticate',
  forbidden: 'WWW-Authenticate',
  method_not_allowed: 'Allow',
  unavailable: 'Retry-After',
};

/** The response to one problem alone, which operations have in common; always the same object. */
const SHARED = Object.fromEntries(
  (Object.keys(PROBLEMS) as ProblemCode[]).map((code) => [
    code,
    { id: nameOf(code), ...responseTo(problemSchema(code), [code]) },
  ]),
) as Record<ProblemCode, ZodOpenApiResponseObject>;

/** What is answered to a method that a resource does not have: it belongs to no operation. */
export const METHOD_NOT_ALLOWED = SHARED.method_not_allowed;

/** Responses to everything that an operation may refuse, by status. */
export function problemResponses(operation: Operation): Record<string, ZodOpenApiResponseObject> {
  const byStatus = Map.groupBy(problemsOf(operation), (code) => PROBLEMS[code].status);
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, responseToAny(codes)]));
}

function responseToAny(codes: ProblemCode[]): ZodOpenApiResponseObject {
  const [first, ...others] = codes.map(problemSchema);
  const [code] = codes;
  if (!first || !code) throw new Error('there is no problem to answer');
  return others.length === 0
    ? SHARED[code]
    : responseTo(z.discriminatedUnion('type', [first, ...others]), codes);
}

function responseTo(schema: z.ZodType, codes: ProblemCode[]): ZodOpenApiResponseObject {
  const own = codes.flatMap((code) => OWN_HEADERS[code] ?? []);
  const examples = Object.fromEntries(
    codes.map((code) => [code, { summary: PROBLEMS[code].en, value: problemExample(code) }]),
  );
  return {
    description: `${codes.map((code) => PROBLEMS[code].en).join('; ')}.`,
    headers: headers('X-Request-Id', 'Content-Language', ...own),
    content: { 'application/problem+json': { schema, examples } },
  };
}
