import { createLocalJWKSet, exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { startHttpDouble } from '../../local/http-double.ts';
import { createIssuer, generateKeyPair, type KeyPair } from '../../local/oidc/issuer.ts';
import { SCOPES, type Scope } from '../../shared/contracts/http/operation.ts';
import { systemClock } from '../../shared/platform/clock.ts';

export const AUDIENCE = 'communication-service';

export type TokenIssuer = Awaited<ReturnType<typeof startTokenIssuer>>;

/** Signs tokens of an issuer, good ones and what forgers make of them. */
export async function createForger({ issuer, keys }: { issuer: string; keys: KeyPair }) {
  const seconds = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    aud: AUDIENCE,
    sub: 'staff-1',
    scope: SCOPES.join(' '),
    iat: seconds,
    nbf: seconds,
    exp: seconds + 3600,
  };
  const { kid = '' } = keys.privateKey;
  const privateKey = await importJWK(keys.privateKey, 'RS256');

  /** A token with these claims instead of good ones; undefined leaves one out. */
  const sign = (
    changes: Record<string, unknown> = {},
    header: { kid?: string } = { kid },
    key = privateKey,
  ) => new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'RS256', ...header }).sign(key);

  /** What must never pass, by its name. */
  async function forgeries() {
    const stranger = await generateKeyPair();
    const strangersKey = await importJWK(stranger.privateKey, 'RS256');
    const publicKey = await createLocalJWKSet({ keys: [keys.publicKey] })({ alg: 'RS256', kid });
    const secret = new TextEncoder().encode(await exportSPKI(publicKey));
    const good = await sign();
    const [header = '', , signature = ''] = good.split('.');
    const others = Buffer.from(JSON.stringify({ ...claims, sub: 'staff-2' })).toString('base64url');
    return {
      'no JWT': 'opaque',
      'a token without a signature': `${good.split('.').slice(0, 2).join('.')}.`,
      'a wrong issuer': await sign({ iss: 'https://login.elsewhere.example' }),
      'no issuer': await sign({ iss: undefined }),
      'a wrong audience': await sign({ aud: 'another-service' }),
      'no audience': await sign({ aud: undefined }),
      'an expired token': await sign({ exp: seconds - 60 }),
      'a token that never expires': await sign({ exp: undefined }),
      'a token that is not valid yet': await sign({ nbf: seconds + 120 }),
      'a token of nobody': await sign({ sub: undefined }),
      'alg none': new UnsecuredJWT(claims).encode(),
      'HS256 with the public key as its secret': await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid })
        .sign(secret),
      'a key that the issuer does not have': await sign({}, { kid: 'unknown' }, strangersKey),
      'the name of a key without the key': await sign({}, { kid }, strangersKey),
      'no name of a key': await sign({}, {}),
      'a subject that was not signed': [header, others, signature].join('.'),
    };
  }

  return {
    sign,
    forgeries,
    tokenFor: (scopes: readonly Scope[] = SCOPES, subject = 'staff-1') =>
      sign({ scope: scopes.join(' '), sub: subject }),
  };
}

/** An issuer that is served over HTTP, as the service meets one, and what forgers make of its tokens. */
export async function startTokenIssuer() {
  const keys = await generateKeyPair();
  const asked: string[] = [];
  const server = await startHttpDouble(({ path }) => {
    asked.push(path);
    const known: Record<string, object> = {
      '/.well-known/openid-configuration': issuer.configuration,
      '/jwks.json': issuer.jwks,
    };
    const found = known[path];
    return found ? { status: 200, body: JSON.stringify(found) } : { status: 404 };
  });
  const url = server.endpoint;
  const issuer = createIssuer({ issuer: url, keys, now: systemClock.now });
  return {
    ...(await createForger({ issuer: url, keys })),
    url,
    /** Paths that were asked for. */
    asked,
    jwks: issuer.jwks,
    configuration: issuer.configuration,
    stop: server.stop,
    restart: server.restart,
  };
}
