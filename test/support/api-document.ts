import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import document from '../../docs/openapi.json' with { type: 'json' };
import type { Example, Scope } from '../../shared/contracts/http/operation.ts';
import type { ApiAnswer } from './api-client.ts';

/** What tests read of a JSON Schema. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  multipleOf?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
}

export interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required?: boolean;
  schema: Schema;
  examples?: Record<string, { value: unknown }>;
}

interface Response {
  headers?: Record<string, unknown>;
  content?: Record<string, { schema: Schema; examples?: Record<string, { value: unknown }> }>;
}

/** An operation as the document describes it, references resolved but for those inside of schemas. */
export interface DocumentedOperation {
  id: string;
  method: string;
  path: string;
  tag: string;
  /** None where it is public. */
  scopes: Scope[];
  parameters: Parameter[];
  body: { schema: Schema; examples?: Record<string, { value: unknown }> } | undefined;
  /** By status. */
  responses: Record<string, Response>;
  examples: Example[];
}

interface RawOperation {
  operationId: string;
  tags: string[];
  security: { bearer?: Scope[] }[];
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { content: { 'application/json': DocumentedOperation['body'] } };
  responses: Record<string, Response | { $ref: string }>;
  'x-examples': Example[];
}

/** Every operation of docs/openapi.json. */
export const DOCUMENTED: readonly DocumentedOperation[] = Object.entries(
  document.paths as unknown as Record<string, Record<string, RawOperation>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, raw]) => ({
    id: raw.operationId,
    method: method.toUpperCase(),
    path,
    tag: raw.tags[0] ?? '',
    scopes: raw.security.flatMap(({ bearer = [] }) => bearer),
    parameters: (raw.parameters ?? []).map((parameter) => resolve<Parameter>(parameter)),
    body: raw.requestBody?.content['application/json'],
    responses: Object.fromEntries(
      Object.entries(raw.responses).map(([status, response]) => [status, resolve<Response>(response)]),
    ),
    examples: raw['x-examples'],
  })),
);

/** What is answered to a method that a resource does not have, and to a path that there is not. */
export const METHOD_NOT_ALLOWED: Response = document.components.responses.MethodNotAllowed;
export const NOT_FOUND: Response = document.components.responses.NotFound;

/** Follows a reference of the document. */
export function resolve<T>(value: T | { $ref: string }): T {
  const reference = (value as { $ref?: string }).$ref;
  if (reference === undefined) return value as T;
  const parts = reference.slice(2).split('/');
  return parts.reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], document) as T;
}

const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema({
  $id: 'document',
  components: document.components,
});
formats.default(ajv);

/** What in a value is not as a schema of the document has it: nothing when it fits. */
export function schemaFaults(schema: Schema, value: unknown): string[] {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(absolute(schema));
    compiled.set(schema, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath}: ${message}`);
}

const compiled = new Map<Schema, ReturnType<typeof ajv.compile>>();

/** The same schema outside of the document. */
function absolute(schema: Schema): Schema {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"document#/');
  return JSON.parse(text) as Schema;
}

/** What in an answer the document does not say: nothing when all is well. */
export function answerFaults({ responses }: Pick<DocumentedOperation, 'responses'>, answer: ApiAnswer) {
  const response = responses[String(answer.status)];
  return response ? responseFaults(response, answer) : [`the status ${answer.status} is not documented`];
}

/** The same for an answer whose response is known. */
export function responseFaults({ headers = {}, content }: Response, answer: ApiAnswer): string[] {
  const missing = ['x-request-id', ...(answer.status < 300 ? Object.keys(headers) : ['content-language'])]
    .filter((name) => answer.headers[name.toLowerCase()] === undefined)
    .map((name) => `the header ${name} is missing`);
  if (!content) return [...missing, ...(answer.text === '' ? [] : ['there is a body'])];
  const [type = ''] = answer.headers['content-type']?.split(';') ?? [];
  const media = content[type];
  if (!media) return [...missing, `the type ${type} is not documented`];
  const value: unknown = type.endsWith('json') ? JSON.parse(answer.text) : answer.text;
  return [...missing, ...schemaFaults(media.schema, value)];
}
