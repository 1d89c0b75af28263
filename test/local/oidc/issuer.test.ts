import { beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { createIssuer, generateKeyPair, type KeyPair } from '../../../local/oidc/issuer.ts';
import { plus, toEpochMs } from '../../../shared/domain/time.ts';

const ISSUER = 'http://127.0.0.1:3000/_local/oidc';
const NOW = '2026-03-02T08:00:00.000Z';
const REQUEST = {
  subject: 'developer',
  scopes: ['email.read', 'email.write'],
  expiresInSeconds: 600,
  audience: 'communication',
} as const;

let keys: KeyPair;

beforeAll(async () => {
  keys = await generateKeyPair();
});

const issuer = (pair = keys) => createIssuer({ issuer: ISSUER, keys: pair, now: () => NOW });

const verify = (token: string, at = NOW, { jwks } = issuer()) =>
  jwtVerify(token, createLocalJWKSet(jwks), {
    issuer: ISSUER,
    audience: REQUEST.audience,
    currentDate: new Date(at),
  });

describe('issuer', () => {
  it('issues tokens that its published key verifies', async () => {
    const token = await issuer().token(REQUEST);
    const seconds = toEpochMs(NOW) / 1000;
    expect((await verify(token)).payload).toEqual({
      iss: ISSUER,
      aud: 'communication',
      sub: 'developer',
      scope: 'email.read email.write',
      iat: seconds,
      nbf: seconds,
      exp: seconds + 600,
    });
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256', typ: 'JWT', kid: keys.publicKey.kid });
  });

  it('lets tokens end by its clock', async () => {
    const token = await issuer().token(REQUEST);
    await expect(verify(token, plus(NOW, 599_000))).resolves.toBeDefined();
    await expect(verify(token, plus(NOW, 600_000))).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
    await expect(verify(token, plus(NOW, -1000))).rejects.toMatchObject({ claim: 'nbf' });
  });

  it('goes on with keys that were written as JSON', async () => {
    const kept = JSON.parse(JSON.stringify(keys)) as KeyPair;
    await expect(verify(await issuer(kept).token(REQUEST))).resolves.toBeDefined();
  });

  it('does not verify what other keys signed', async () => {
    const other = { ...(await generateKeyPair()) };
    expect(other.publicKey.kid).not.toBe(keys.publicKey.kid);
    await expect(verify(await issuer(other).token(REQUEST))).rejects.toMatchObject({
      code: 'ERR_JWKS_NO_MATCHING_KEY',
    });
  });

  it('publishes the public part of its key only', () => {
    const [key, ...more] = issuer().jwks.keys;
    expect(more).toEqual([]);
    expect(Object.keys(key ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('says where its keys are', () => {
    expect(issuer().configuration).toMatchObject({ issuer: ISSUER, jwks_uri: `${ISSUER}/jwks.json` });
  });
});
