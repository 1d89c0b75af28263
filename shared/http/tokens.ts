import { JwtVerifier } from 'aws-jwt-verify';
import { assertIsJwks, type Jwks, SimpleJwksCache, SimplePenaltyBox } from 'aws-jwt-verify/jwk';
import { safeJsonParse } from 'aws-jwt-verify/safe-json-parse';
import { SCOPES, type Scope } from '../contracts/http/operation.ts';
import { HOUR_MS, MINUTE_MS } from '../domain/time.ts';
import type { Caller } from './exchange.ts';
import { KeysUnavailable, type ReadKeys } from './issuer-keys.ts';

/**
 * Checks a bearer token.
 *
 * @returns undefined when it is not a token of our issuer for us that is valid now
 * @throws KeysUnavailable when nobody can tell, because the issuer's keys cannot be had
 */
export type CheckToken = (token: string) => Promise<Caller | undefined>;

export interface TokenRules {
  issuer: string;
  audience: string;
  readKeys: ReadKeys;
  /** After this many milliseconds keys are read again, so that a withdrawn one ends; an hour unless told. */
  keysForMs?: number;
}

/** Signatures with a private key. `none` and shared secrets (HS256) are what forgers would like (RFC 8725, section 3.1). */
const ALGORITHMS = new Set(['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512']);
/** How far the clocks of issuer and service may be apart. */
const GRACE_SECONDS = 30;
/** An unknown key id makes us ask the issuer, but not more often than this: anybody can make one up. */
const UNKNOWN_KEY_WAIT_SECONDS = 10;

/**
 * Tokens of an OIDC issuer: JWTs (RFC 9068) with issuer, audience, subject, a time of expiry, and scopes in `scope` (RFC
 * 8693, section 4.2) or `scp`. The machine's clock counts, whatever the service's own says.
 */
export function createTokenCheck({
  issuer,
  audience,
  readKeys,
  keysForMs = HOUR_MS,
}: TokenRules): CheckToken {
  let freshUntil = Infinity;
  const fetch = async (): Promise<ArrayBuffer> => {
    const text = await readKeys();
    freshUntil = performance.now() + keysForMs;
    return new TextEncoder().encode(text).buffer;
  };
  const jwksCache = new SimpleJwksCache({
    fetcher: { fetch },
    penaltyBox: new SimplePenaltyBox({ waitSeconds: UNKNOWN_KEY_WAIT_SECONDS }),
    jwksParser: parseKeys,
  });
  const verifier = JwtVerifier.create(
    { issuer, audience, jwksUri: issuer, graceSeconds: GRACE_SECONDS, customJwtCheck: checkClaims },
    { jwksCache },
  );

  /** Where the issuer cannot be asked, the keys that it had go on. */
  async function renewKeys(): Promise<void> {
    if (performance.now() < freshUntil) return;
    freshUntil = performance.now() + MINUTE_MS;
    await verifier.hydrate().catch(() => undefined);
  }

  return async (token) => {
    await renewKeys();
    try {
      return toCaller(await verifier.verify(token));
    } catch (error) {
      if (error instanceof KeysUnavailable) throw error;
      return undefined;
    }
  };
}

function parseKeys(bytes: ArrayBuffer): Jwks {
  try {
    const keys = safeJsonParse(Buffer.from(bytes).toString());
    assertIsJwks(keys);
    return keys;
  } catch (cause) {
    throw new KeysUnavailable('the issuer has no keys that can be read', { cause });
  }
}

type Claims = Record<string, unknown>;

/** What the verifier leaves open: it takes a token without an end, and signatures of any kind that it knows. */
function checkClaims({ header, payload }: { header: { alg?: string }; payload: Claims }): void {
  if (!ALGORITHMS.has(header.alg ?? '')) throw new Error('the algorithm is not taken');
  if (typeof payload['exp'] !== 'number') throw new Error('the token never expires');
  if (typeof payload['sub'] !== 'string' || payload['sub'] === '') throw new Error('the token is nobody’s');
}

function toCaller(payload: Claims): Caller {
  return { subject: String(payload['sub']), scopes: readScopes(payload['scope'] ?? payload['scp']) };
}

/** The scopes that this API knows, from a list or from words in one text. */
function readScopes(claim: unknown): ReadonlySet<Scope> {
  const words =
    typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? (claim as unknown[]) : [];
  return new Set(SCOPES.filter((scope) => words.includes(scope)));
}
