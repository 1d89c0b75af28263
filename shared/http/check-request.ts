import type { Operation } from '../contracts/http/operation.ts';
import { ok, type Result } from '../domain/result.ts';
import { admit } from './callers.ts';
import { readIdempotencyKey, readVersion } from './conditions.ts';
import type { ApiRequest, Caller } from './exchange.ts';
import type { Incoming } from './incoming.ts';
import { chooseMediaType } from './negotiation.ts';
import { onceOf } from './once-of.ts';
import { readBody, readParams, readQuery } from './read-input.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { CheckToken } from './tokens.ts';

/** How callers are known, and their repeated writes recognised. */
export interface Identification {
  checkToken: CheckToken;
  /** Of all HMACs of the service. */
  key: string;
}

/**
 * Everything that is checked before an operation runs: who calls, the answer's format, the headers of writes, path, query
 * and body, in this order, so that strangers learn nothing.
 *
 * @throws KeysUnavailable when a token cannot be checked
 */
export async function checkRequest(
  operation: Operation,
  incoming: Incoming,
  identification: Identification,
): Promise<Result<ApiRequest<unknown, unknown, unknown>, Refusal>> {
  const caller = await admit(operation.access, incoming.header('authorization'), identification.checkToken);
  return caller.ok
    ? checkContent(operation, incoming, { caller: caller.value, key: identification.key })
    : caller;
}

function checkContent(
  operation: Operation,
  incoming: Incoming,
  { caller, key }: { caller: Caller; key: string },
): Result<ApiRequest<unknown, unknown, unknown>, Refusal> {
  const { id: operationId, method, success } = operation;
  const offered = ['application/json', ...(success.alternatives ?? [])] as const;
  const mediaType = chooseMediaType(incoming.header('accept'), offered);
  if (mediaType === undefined && success.status !== 204) return refuse('not_acceptable');
  const params = readParams(operation, incoming);
  if (!params.ok) return params;
  const version = readVersion(method, incoming);
  if (!version.ok) return version;
  const idempotencyKey = readIdempotencyKey(method, incoming);
  if (!idempotencyKey.ok) return idempotencyKey;
  const query = readQuery(operation, incoming);
  if (!query.ok) return query;
  const body = readBody(operation, incoming);
  if (!body.ok) return body;

  const { subject } = caller;
  const write = { subject, operationId, params: params.value, body: body.value.raw };
  return ok({
    params: params.value,
    query: query.value,
    body: body.value.value,
    caller,
    version: version.value,
    ...(idempotencyKey.value !== undefined && {
      once: onceOf(key, { ...write, idempotencyKey: idempotencyKey.value }),
    }),
    accepts: (type) => type === mediaType,
  });
}
