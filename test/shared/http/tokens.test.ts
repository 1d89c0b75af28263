import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { importJWK, SignJWT } from 'jose';
import { generateKeyPairSync } from 'node:crypto';
import { startHttpDouble } from '../../../local/http-double.ts';
import { discoverKeys, KeysUnavailable } from '../../../shared/http/issuer-keys.ts';
import { createTokenCheck, type TokenRules } from '../../../shared/http/tokens.ts';
import { AUDIENCE, startTokenIssuer, type TokenIssuer } from '../../support/tokens.ts';

let issuer: TokenIssuer;
let forgeries: Record<string, string>;
beforeAll(async () => {
  issuer = await startTokenIssuer();
  forgeries = await issuer.forgeries();
});
beforeEach(() => {
  issuer.asked.length = 0;
});
afterAll(() => issuer.stop());

const tokenCheck = (rules: Partial<TokenRules> = {}) =>
  createTokenCheck({
    issuer: issuer.url,
    audience: AUDIENCE,
    readKeys: discoverKeys(issuer.url),
    ...rules,
  });

describe('a token', () => {
  it('of the issuer names its caller, with the scopes that the API knows', async () => {
    const token = await issuer.sign({ scope: 'openid email.read call.write' });
    expect(await tokenCheck()(token)).toEqual({
      subject: 'staff-1',
      scopes: new Set(['email.read', 'call.write']),
    });
  });

  it.each([
    ['a text', 'email.read email.write'],
    ['a list', ['email.read', 'email.write', 7]],
  ])('may bring its scopes as %s in scp', async (_, scp) => {
    const token = await issuer.sign({ scope: undefined, scp });
    expect((await tokenCheck()(token))?.scopes).toEqual(new Set(['email.read', 'email.write']));
  });

  it.each([[undefined], [''], ['EMAIL.READ'], ['email.readwrite']])('has no scopes by %j', async (scope) => {
    expect((await tokenCheck()(await issuer.sign({ scope })))?.scopes).toEqual(new Set());
  });

  it('may be for others as well', async () => {
    expect(await tokenCheck()(await issuer.sign({ aud: ['elsewhere', AUDIENCE] }))).toBeDefined();
  });

  it('may come from a clock that is a little ahead', async () => {
    const soon = Math.floor(Date.now() / 1000) + 10;
    expect(await tokenCheck()(await issuer.sign({ iat: soon, nbf: soon }))).toBeDefined();
  });

  it('is refused when it is forged, in any known way', async () => {
    const check = tokenCheck();
    expect(Object.keys(forgeries)).toHaveLength(16);
    for (const [name, token] of Object.entries(forgeries)) {
      expect([name, await check(token)]).toEqual([name, undefined]);
    }
  });

  it('may be signed with an elliptic key, and not with an Edwards curve', async () => {
    const keyPair = (type: 'ec' | 'ed25519') =>
      type === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
    for (const [type, alg, taken] of [
      ['ec', 'ES256', true],
      ['ed25519', 'EdDSA', false],
    ] as const) {
      const { publicKey, privateKey } = keyPair(type);
      const jwk = { ...publicKey.export({ format: 'jwk' }), kid: type, use: 'sig' };
      const check = tokenCheck({ readKeys: () => Promise.resolve(JSON.stringify({ keys: [jwk] })) });
      const key = await importJWK({ ...privateKey.export({ format: 'jwk' }) } as never, alg);
      const token = await new SignJWT({
        iss: issuer.url,
        aud: AUDIENCE,
        sub: 'staff-1',
        exp: Math.floor(Date.now() / 1000) + 60,
      })
        .setProtectedHeader({ alg, kid: type })
        .sign(key);
      expect([alg, (await check(token)) !== undefined]).toEqual([alg, taken]);
    }
  });
});

describe('the keys of the issuer', () => {
  it('are found by discovery, once for many tokens', async () => {
    const check = tokenCheck();
    for (let count = 0; count < 3; count++) await check(await issuer.tokenFor());
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/jwks.json']);
  });

  it('are asked for once, however many tokens name a key that does not exist', async () => {
    const check = tokenCheck();
    await check(await issuer.tokenFor());
    for (let count = 0; count < 5; count++)
      await check(forgeries['a key that the issuer does not have'] ?? '');
    expect(issuer.asked).toHaveLength(4);
  });

  it('are read again when they have been kept long enough, so that a withdrawn key ends', async () => {
    let keys: object[] = issuer.jwks.keys;
    const readKeys = () => Promise.resolve(JSON.stringify({ keys }));
    const check = tokenCheck({ readKeys, keysForMs: 0 });
    const token = await issuer.tokenFor();
    expect(await check(token)).toBeDefined();
    keys = [];
    expect(await check(token)).toBeUndefined();
  });

  it('go on when the issuer cannot be asked again', async () => {
    let reads = 0;
    const readKeys = () =>
      ++reads > 1 ? Promise.reject(new KeysUnavailable()) : Promise.resolve(JSON.stringify(issuer.jwks));
    const check = tokenCheck({ readKeys, keysForMs: 0 });
    const token = await issuer.tokenFor();
    expect(await check(token)).toBeDefined();
    expect(await check(token)).toBeDefined();
    expect(reads).toBe(2);
  });
});

describe('an issuer that cannot be understood', () => {
  it('leaves the question open when it does not answer', async () => {
    await issuer.stop();
    try {
      await expect(tokenCheck()(await issuer.tokenFor())).rejects.toThrow(KeysUnavailable);
    } finally {
      await issuer.restart();
    }
  });

  it.each([
    ['names another issuer', { issuer: 'https://elsewhere.example', jwks_uri: 'http://127.0.0.1:1' }, ''],
    ['has no keys', 'own', '{}'],
    ['has keys that are none', 'own', '{"keys":[7]}'],
    ['writes no JSON', 'own', '<html>'],
    ['writes too much', 'own', ' '.repeat(100_001)],
  ] as const)('leaves the question open when it %s', async (_, described, jwks) => {
    const server = await startHttpDouble(({ path }) => {
      const own = { issuer: server.endpoint, jwks_uri: `${server.endpoint}/jwks` };
      const description = JSON.stringify(described === 'own' ? own : described);
      return { status: 200, body: path === '/jwks' ? jwks : description };
    });
    const check = tokenCheck({ issuer: server.endpoint, readKeys: discoverKeys(server.endpoint) });
    await expect(check(await issuer.sign({ iss: server.endpoint }))).rejects.toThrow(KeysUnavailable);
    await server.stop();
  });

  it('is not followed from TLS to plain HTTP', async () => {
    const described = { issuer: 'https://login.example', jwks_uri: 'http://login.example/jwks' };
    const original = globalThis.fetch;
    const asked: string[] = [];
    globalThis.fetch = (url) => {
      asked.push(url as string);
      return Promise.resolve(Response.json(described));
    };
    try {
      await expect(discoverKeys('https://login.example')()).rejects.toThrow(KeysUnavailable);
      expect(asked).toEqual(['https://login.example/.well-known/openid-configuration']);
    } finally {
      globalThis.fetch = original;
    }
  });
});
