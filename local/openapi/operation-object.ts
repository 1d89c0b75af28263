import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import type { Operation } from '../../shared/contracts/http/operation.ts';
import { examplesOf, withExamples } from './examples.ts';
import { headerParameters, headers } from './headers.ts';
import { problemResponses } from './problem-responses.ts';

/** The name of the only way to say who calls. */
export const BEARER = 'bearer';

/**
 * An operation as OpenAPI describes it. Beside that stand the scopes that open more of it (`x-optional-scopes`) and whole
 * examples with the names of what a seeded engine has in braces (`x-examples`): OpenAPI knows them by their parts only.
 */
export function toOperationObject(operation: Operation, tag: string): ZodOpenApiOperationObject {
  const { id, method, summary, description, access, optionalScopes, params, query, examples } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: access === 'public' ? [] : [{ [BEARER]: [...access] }],
    ...(optionalScopes && { 'x-optional-scopes': optionalScopes }),
    parameters: headerParameters(method),
    requestParams: {
      path: withExamples(params, operation, 'params'),
      query: withExamples(query, operation, 'query'),
    },
    ...requestBody(operation),
    responses: { [String(operation.success.status)]: success(operation), ...problemResponses(operation) },
    'x-examples': examples,
  };
}

function requestBody(operation: Operation): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (!operation.body) return {};
  const examples = examplesOf(operation, ({ body }) => body);
  return {
    requestBody: { required: true, content: { 'application/json': { schema: operation.body, examples } } },
  };
}

function success({ access, success, problems }: Operation): ZodOpenApiResponseObject {
  const { status, description, schema, unversioned = false, alternatives = [] } = success;
  const isPage = problems.includes('invalid_cursor');
  const isVersioned = schema !== undefined && access !== 'public' && !isPage && !unversioned;
  const others = alternatives.map((type) => [type, { schema: { type: 'string' } }] as const);
  return {
    description,
    headers: headers(
      'X-Request-Id',
      ...(isVersioned ? (['ETag'] as const) : []),
      ...(status === 201 ? (['Location'] as const) : []),
    ),
    ...(schema && { content: { 'application/json': { schema }, ...Object.fromEntries(others) } }),
  };
}
