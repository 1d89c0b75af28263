import type { Method } from '../contracts/http/operation.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Incoming } from './incoming.ts';
import { refuse, type Refusal } from './refusal.ts';

/** One entity tag, strong or weak (RFC 9110, section 8.8.3). */
const ENTITY_TAG = /^(W\/)?"[\x21\x23-\x7e]*"$/;
/** An entity tag of this API: the version of a resource. */
const VERSION_TAG = /^"(0|[1-9]\d{0,14})"$/;

/** The entity tag of a version. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * The version that a PUT or DELETE is meant for. It has to be one that the client has seen: `*`, which fits any, is
 * refused, and so is a list. `If-Match` compares strongly, so that a weak tag fits nothing (RFC 9110, section 13.1.1).
 *
 * @returns 0 for other methods
 */
export function readVersion(method: Method, { header }: Incoming): Result<number, Refusal> {
  if (method !== 'PUT' && method !== 'DELETE') return ok(0);
  const tag = header('if-match')?.trim();
  if (tag === undefined || tag === '') return refuse('precondition_required');
  const version = VERSION_TAG.exec(tag)?.[1];
  if (version !== undefined) return ok(Number(version));
  if (ENTITY_TAG.test(tag)) return refuse('precondition_failed');
  return refuse('invalid_request', { field: 'If-Match', message: 'must be the ETag of one version' });
}

/** 1 to 255 visible ASCII characters. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** The client's name for this write, so that it may be repeated; undefined when it has none. */
export function readIdempotencyKey(
  method: Method,
  { header }: Incoming,
): Result<string | undefined, Refusal> {
  const key = header('idempotency-key');
  if (method === 'GET' || key === undefined) return ok(undefined);
  return IDEMPOTENCY_KEY.test(key) ? ok(key) : refuse('invalid_idempotency_key');
}
