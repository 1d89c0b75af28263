import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair as generateRsaKeys,
  importJWK,
  SignJWT,
  type JWK,
} from 'jose';
import { SCOPES, type Scope } from '../../shared/contracts/http/operation.ts';
import { toEpochMs, type Instant } from '../../shared/domain/time.ts';

/** An RSA key pair as JSON, to be kept where the engine keeps its state. Both carry the same `kid`. */
export interface KeyPair {
  publicKey: JWK;
  privateKey: JWK;
}

export interface TokenRequest {
  subject: string;
  scopes: readonly Scope[];
  expiresInSeconds: number;
  audience: string;
}

/** An OpenID provider that knows nobody and gives everybody who asks a token. */
export interface Issuer {
  /** OpenID Connect Discovery 1.0, section 3. */
  configuration: object;
  /** The public key (RFC 7517, section 5). */
  jwks: { keys: JWK[] };
  /** A signed access token (RFC 7519) that is valid from now on; `scope` as in RFC 8693, section 4.2. */
  token: (request: TokenRequest) => Promise<string>;
}

const ALGORITHM = 'RS256';

/** Makes a key pair for RS256. Its `kid` is the thumbprint of the key (RFC 7638). */
export async function generateKeyPair(): Promise<KeyPair> {
  const keys = await generateRsaKeys(ALGORITHM, { extractable: true });
  const publicKey = await exportJWK(keys.publicKey);
  const common = { kid: await calculateJwkThumbprint(publicKey), alg: ALGORITHM, use: 'sig' };
  return {
    publicKey: { ...publicKey, ...common },
    privateKey: { ...(await exportJWK(keys.privateKey)), ...common },
  };
}

/**
 * Makes an issuer of tokens for this machine.
 *
 * @param issuer its URL, under which `/.well-known/openid-configuration` and `/jwks.json` are to be served
 * @param now the engine's clock: `iat`, `nbf` and `exp` follow it
 */
export function createIssuer({
  issuer,
  keys,
  now,
}: {
  issuer: string;
  keys: KeyPair;
  now: () => Instant;
}): Issuer {
  return {
    configuration: {
      issuer,
      jwks_uri: `${issuer}/jwks.json`,
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [ALGORITHM],
      scopes_supported: SCOPES,
    },
    jwks: { keys: [keys.publicKey] },

    async token({ subject, scopes, expiresInSeconds, audience }) {
      const issuedAt = Math.floor(toEpochMs(now()) / 1000);
      return new SignJWT({ scope: scopes.join(' ') })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: keys.privateKey.kid ?? '' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + expiresInSeconds)
        .sign(await importJWK(keys.privateKey, ALGORITHM));
    },
  };
}
