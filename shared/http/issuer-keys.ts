import { z } from 'zod';
import { readJson } from '../contracts/json.ts';
import { readCapped } from '../platform/capped-body.ts';

/** Reads the present keys (JWKS, RFC 7517) of an issuer as JSON text. Rejects when they cannot be had. */
export type ReadKeys = () => Promise<string>;

const TIMEOUT_MS = 3000;
const MAX_BYTES = 100_000;

/** The keys of an issuer could not be read: a token may well be right, only nobody can tell. */
export class KeysUnavailable extends Error {
  readonly code = 'keys_unavailable';
}

/**
 * Keys of an issuer that describes itself (OpenID Connect Discovery 1.0, section 4). Its description must name the issuer
 * that was asked, and lead to keys over TLS unless the issuer itself is reached without.
 *
 * @param issuer URL of the issuer, as tokens name it
 */
export function discoverKeys(issuer: string): ReadKeys {
  const description = z.looseObject({
    issuer: z.literal(issuer),
    jwks_uri: z.url({ protocol: issuer.startsWith('https:') ? /^https$/ : /^https?$/ }),
  });
  return async () => {
    const described = await fetchText(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const json = readJson(Buffer.from(described));
    const parsed = description.safeParse(json.ok ? json.value : undefined);
    if (!parsed.success) throw new KeysUnavailable('the issuer does not describe itself');
    return fetchText(parsed.data.jwks_uri);
  };
}

async function fetchText(url: string): Promise<string> {
  const body = await fetchCapped(url).catch((cause: unknown) => {
    throw new KeysUnavailable('the issuer does not answer', { cause });
  });
  if (!body) throw new KeysUnavailable('the issuer answers something else');
  return Buffer.from(body).toString();
}

/** The body; undefined when the answer is no success or too long. */
async function fetchCapped(url: string): Promise<Uint8Array | undefined> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status === 200) return readCapped(response, MAX_BYTES);
  await response.body?.cancel();
  return undefined;
}
