import document from '../../docs/openapi.json' with { type: 'json' };
import { curlLine } from './curl-line.ts';
import type { ConsoleCall, View } from './answers.ts';
import { plainWords, type Words } from './plain-words.ts';

/** What the page reads of a JSON Schema. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  description?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

interface Parameter {
  in: string;
  name: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}

interface Response {
  description: string;
  content?: Record<string, { schema: Schema }>;
}

interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: { bearer?: string[] }[];
  parameters?: (Parameter | Reference)[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, Response | Reference>;
  'x-optional-scopes'?: string[];
  'x-examples': {
    summary: string;
    status: number;
    accept?: string;
    params?: Record<string, string>;
    query?: Record<string, string>;
    body?: unknown;
  }[];
}

interface Reference {
  $ref: string;
}

/** A line of a table: a parameter or a field. */
interface Field {
  name: string;
  type: string;
  /** The schema on this page that the type names. */
  link: string | null;
  required: boolean;
  about: Words;
}

const paths = document.paths as unknown as Record<string, Record<string, Operation>>;
const schemas = document.components.schemas as unknown as Record<string, Schema>;

/** `/_local/api`: the reference of the API, as docs/openapi.json describes it. */
export function apiReference({ request }: ConsoleCall): View {
  const address = `http://${request.headers.host ?? 'localhost'}`;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const families = document.tags.map(({ name, description }) => ({
    name,
    description,
    operations: operations
      .filter(({ operation }) => operation.tags.includes(name))
      .map((place) => toOperation(address, place)),
  }));
  const resources = Object.entries(schemas)
    .filter(([, { properties = {} }]) => !('request_id' in properties))
    .map(([name, schema]) => ({ name, fields: fieldsOf(schema) }));
  const about = document.info.description.split('\n\n').map(plainWords);
  return { template: 'api', variables: { address, about, families, resources } };
}

function toOperation(
  address: string,
  { path, method, operation }: { path: string; method: string; operation: Operation },
) {
  const parameters = (operation.parameters ?? []).map((parameter) => resolve<Parameter>(parameter));
  const body = operation.requestBody?.content['application/json']?.schema;
  return {
    id: operation.operationId,
    method,
    path,
    summary: operation.summary,
    about: plainWords(operation.description ?? ''),
    scopes: operation.security.flatMap(({ bearer = [] }) => bearer),
    optionalScopes: operation['x-optional-scopes'] ?? [],
    parameters: parameters.map(({ name, schema, required = false, description, ...parameter }) => ({
      ...toField(name, { ...schema, ...(description !== undefined && { description }) }, required),
      in: parameter.in,
    })),
    body: body ? fieldsOf(body) : [],
    answers: Object.entries(operation.responses).map(([status, response]) =>
      toAnswer(status, resolve<Response>(response)),
    ),
    examples: operation['x-examples'].map((example) => ({
      summary: example.summary,
      status: example.status,
      curl: curlLine(address, { method, path, isPublic: operation.security.length === 0, ...example }),
    })),
  };
}

function toAnswer(status: string, { description, content = {} }: Response) {
  const schema = content['application/json']?.schema;
  const type = schema && { ...typeOf(schema), fields: schema.$ref === undefined ? fieldsOf(schema) : [] };
  return { status, description, type: type ?? null };
}

function fieldsOf({ properties = {}, required = [] }: Schema): Field[] {
  return Object.entries(properties).map(([name, schema]) => toField(name, schema, required.includes(name)));
}

function toField(name: string, schema: Schema, required: boolean): Field {
  return { name, ...typeOf(schema), required, about: plainWords(schema.description ?? '') };
}

/** A type in a few words, with the schema that it names. */
function typeOf({ $ref, type, format, enum: values, const: only, items }: Schema): {
  type: string;
  link: string | null;
} {
  if ($ref !== undefined) {
    const name = $ref.split('/').at(-1) ?? '';
    return { type: name, link: name };
  }
  if (items) {
    const item = typeOf(items);
    return { ...item, type: `list of ${item.type}` };
  }
  if (values) return { type: values.join(' | '), link: null };
  if (only !== undefined) return { type: JSON.stringify(only), link: null };
  return { type: format ?? [type ?? 'any'].flat().join(' or '), link: null };
}

/** Follows a reference of the document. */
function resolve<T>(value: T | Reference): T {
  const reference = (value as Partial<Reference>).$ref;
  if (reference === undefined) return value as T;
  const names = reference.slice('#/'.length).split('/');
  return names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document) as T;
}
