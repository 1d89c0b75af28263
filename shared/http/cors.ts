import type { Incoming } from './incoming.ts';

/** What a browser's program may send and read beside the safe headers (WHATWG Fetch, "CORS protocol"). */
const SENDABLE = 'Authorization, Content-Type, Idempotency-Key, If-Match';
const READABLE = 'ETag, Location, Retry-After, WWW-Authenticate, X-Request-Id';
const PREFLIGHT_KEPT_SECONDS = 600;

/**
 * Headers that let a page of a configured origin read the answer. Tokens come in a header of the program's own making, so
 * that no credentials of the browser are allowed.
 *
 * @param origins as browsers write them, e.g. `https://staff.example`
 */
export function corsHeaders(origins: readonly string[], { header }: Incoming): Record<string, string> {
  const origin = header('origin');
  if (origin === undefined || !origins.includes(origin)) return {};
  return { 'access-control-allow-origin': origin, 'access-control-expose-headers': READABLE };
}

/** Headers of the answer to `OPTIONS`: what the resource can do, for everybody and for preflights. */
export function optionsHeaders(allow: string): Record<string, string> {
  return {
    allow,
    'access-control-allow-methods': allow,
    'access-control-allow-headers': SENDABLE,
    'access-control-max-age': String(PREFLIGHT_KEPT_SECONDS),
  };
}
