import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGateway } from '../../../local/http/gateway.ts';
import { OPERATIONS } from '../../../local/openapi/document.ts';
import { SCOPES, type Operation, type Scope } from '../../../shared/contracts/http/operation.ts';
import { createApiClient, type ApiClient } from '../../support/api-client.ts';
import { AUDIENCE, startTokenIssuer, type TokenIssuer } from '../../support/tokens.ts';
import { startWorld, type World } from '../../support/world.ts';

const GUARDED = OPERATIONS.flatMap((operation) =>
  operation.access === 'public' ? [] : [{ ...operation, scopes: operation.access }],
);
/** What is open to everybody, by intent. */
const PUBLIC = ['/api/health', '/api/openapi.json'];

let issuer: TokenIssuer;
let world: World;
let api: ApiClient;
let forgeries: Record<string, string>;
beforeAll(async () => {
  issuer = await startTokenIssuer();
  forgeries = await issuer.forgeries();
  world = await startWorld({
    environment: { OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: AUDIENCE, JWKS_TABLE: '' },
  });
  const { template, invoke, clock } = world;
  api = createApiClient(
    createGateway({ routes: template.routes, invoke, now: clock.now }),
    (scopes, subject) => issuer.tokenFor(scopes, subject),
  );
});
afterAll(async () => {
  await world.stop();
  await issuer.stop();
});

/** Of nothing that exists, so that whoever gets in changes nothing. */
const pathOf = ({ path }: Pick<Operation, 'path'>) => path.replaceAll(/\{\w+\}/g, 'nothing');
const status = async (
  operation: Pick<Operation, 'method' | 'path'>,
  options: Parameters<ApiClient['get']>[1],
) => (await api.call(operation.method, pathOf(operation), options)).status;

describe.each(GUARDED)('$method $path', (operation) => {
  it('is closed to whoever has no token', async () => {
    expect(await status(operation, { token: null })).toBe(401);
  });

  it('is closed to every forgery', async () => {
    for (const [name, token] of Object.entries(forgeries))
      expect([name, await status(operation, { token })]).toEqual([name, 401]);
  });

  it('is closed to whoever lacks one of its scopes, whatever others there are', async () => {
    for (const missing of operation.scopes) {
      const scopes = SCOPES.filter((scope) => scope !== missing);
      expect([missing, await status(operation, { scopes })]).toEqual([missing, 403]);
    }
  });

  it('is open to whoever has its scopes and no others', async () => {
    const answer = await status(operation, { scopes: operation.scopes });
    expect([401, 403]).not.toContain(answer);
    expect(answer).toBeLessThan(500);
  });
});

describe('what is open to everybody', () => {
  it('is named here', () => {
    const open = OPERATIONS.filter(({ access }) => access === 'public').map(({ path }) => path);
    for (const path of open) expect(PUBLIC).toContain(path);
  });

  it('is no other method of a resource, and no resource that there is not', async () => {
    for (const operation of OPERATIONS)
      expect(await status({ ...operation, method: 'PATCH' as never }, { token: null })).toBe(405);
    for (const path of [
      '/',
      '/api',
      '/api/emails/nothing/nothing',
      '/api/../api/emails',
      '/API/emails',
    ] as const)
      expect(await status({ method: 'GET', path: path as never }, { token: null })).toBe(404);
  });
});

describe('the scopes', () => {
  it('of every reading operation are for reading, and of every writing one for writing', () => {
    const reading: Scope[] = ['email.read', 'email.content', 'call.read', 'ops.read'];
    // Who was erased is seen by nobody but those who may erase.
    const others = GUARDED.filter(({ scopes }) => !scopes.includes('privacy.erase'));
    for (const { id, method, scopes } of others)
      expect([id, scopes.every((scope) => reading.includes(scope))]).toEqual([id, method === 'GET']);
  });
});
