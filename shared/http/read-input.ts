import type { Operation } from '../contracts/http/operation.ts';
import { readJson, type JsonObject } from '../contracts/json.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { fieldFaults, pointer, queryName } from './field-faults.ts';
import { fieldMessage } from './field-messages.ts';
import type { Incoming } from './incoming.ts';
import { refuse, type Refusal } from './refusal.ts';

/** Bodies are JSON in UTF-8 (RFC 8259, section 8.1). */
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** The parameters of the path. What no resource of this kind can be called is not found. */
export function readParams({ params: schema }: Operation, { params }: Incoming): Result<unknown, Refusal> {
  const parsed = schema.safeParse(params);
  return parsed.success ? ok(parsed.data) : refuse('not_found');
}

/** The query: every parameter known and given once. */
export function readQuery({ query: schema }: Operation, { query }: Incoming): Result<unknown, Refusal> {
  const repeated = Object.keys(query).filter((name) => query[name]?.length !== 1);
  if (repeated.length > 0) {
    const errors = repeated.map((name) => ({ field: queryName([name]), message: 'must be given once' }));
    return refuse('invalid_request', ...errors);
  }
  const single = Object.entries(query).map(([name, values]) => [name, values[0]]);
  const parsed = schema.safeParse(Object.fromEntries(single), { error: fieldMessage });
  return parsed.success
    ? ok(parsed.data)
    : refuse('invalid_request', ...fieldFaults(parsed.error, queryName));
}

/** A body as it was sent and as its schema reads it; both undefined where the operation takes none. */
export interface Body {
  raw: JsonObject | undefined;
  value: unknown;
}

/** The body: JSON of at most 1 MB (CONTRACT §6) that fits the schema, and none where none is taken. */
export function readBody({ body: schema }: Operation, { body, header }: Incoming): Result<Body, Refusal> {
  if (!schema) {
    if (body.length > 0) return refuse('invalid_request', { field: '', message: 'no body is taken' });
    return ok({ raw: undefined, value: undefined });
  }
  if (!JSON_TYPE.test(header('content-type') ?? '')) return refuse('unsupported_media_type');
  const json = readJson(body);
  if (!json.ok) {
    if (json.error === 'too_large') return refuse('payload_too_large');
    return fail({ code: 'invalid_json', details: { reason: json.error } });
  }
  const parsed = schema.safeParse(json.value, { error: fieldMessage });
  if (!parsed.success) return refuse('invalid_request', ...fieldFaults(parsed.error, pointer));
  return ok({ raw: json.value, value: parsed.data });
}
