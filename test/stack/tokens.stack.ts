import { APIGatewayClient, paginateGetResources } from '@aws-sdk/client-api-gateway';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATIONS } from '../../local/openapi/document.ts';
import type { DeployedStage } from '../../local/stack/stage.ts';
import { openIssuer, stageKeys } from '../../local/stack/token.ts';
import { SCOPES, type Operation } from '../../shared/contracts/http/operation.ts';
import { createApiClient, type ApiAnswer, type CallOptions } from '../support/api-client.ts';
import { createForger } from '../support/tokens.ts';
import { respondAt } from './staff.ts';
import { emptyStage } from './stage-under-test.ts';

const GUARDED = OPERATIONS.flatMap((operation) =>
  operation.access === 'public' ? [] : [{ ...operation, scopes: operation.access }],
);
const PUBLIC = OPERATIONS.filter(({ access }) => access === 'public');

/** Routes without an operation: the page for objections, and what answers to paths that there are not. */
const OTHER_PATHS = ['/u/{token}', '/', '/{proxy+}'];

let stage: DeployedStage;
let call: (operation: Pick<Operation, 'method' | 'path'>, options: CallOptions) => Promise<ApiAnswer>;
let forger: Awaited<ReturnType<typeof createForger>>;
let refused: Record<string, string | null>;

beforeAll(async () => {
  stage = await emptyStage();
  await openIssuer(stage);
  forger = await createForger({ issuer: stage.config.OIDC_ISSUER, keys: await stageKeys() });
  const forgeries = await forger.forgeries();
  refused = {
    'no token': null,
    'a wrong issuer': forgeries['a wrong issuer'],
    'a wrong audience': forgeries['a wrong audience'],
    'an expired token': forgeries['an expired token'],
    'alg none': forgeries['alg none'],
    'a key that the issuer does not have': forgeries['a key that the issuer does not have'],
  };
  const api = createApiClient(respondAt(stage), (scopes) => forger.tokenFor(scopes));
  // Of nothing that exists, so that whoever gets in changes nothing.
  call = ({ method, path }, options) => api.call(method, path.replaceAll(/\{\w+\}/g, 'nothing'), options);
});

describe.each(GUARDED)('$method $path', (operation) => {
  it('is closed to whoever has no token, a forged one, or one without its scope', async () => {
    for (const [name, token] of Object.entries(refused)) {
      const { status, headers } = await call(operation, { token });
      expect([name, status, headers['content-type']]).toEqual([name, 401, 'application/problem+json']);
    }
    for (const missing of operation.scopes) {
      const { status } = await call(operation, { scopes: SCOPES.filter((scope) => scope !== missing) });
      expect([missing, status]).toEqual([missing, 403]);
    }
  });

  it('lets in whoever has its scopes', async () => {
    const { status } = await call(operation, { scopes: operation.scopes });
    expect([401, 403]).not.toContain(status);
    expect(status).toBeLessThan(500);
  });
});

describe('without a token', () => {
  it.each(PUBLIC)('$method $path answers', async (operation) => {
    expect((await call(operation, { token: null })).status).toBe(200);
  });

  it('the page for objections answers', async () => {
    const { status, headers } = await call({ method: 'GET', path: '/u/{token}' as never }, { token: null });
    expect([status, headers['content-type']]).toEqual([404, expect.stringContaining('text/html')]);
  });
});

describe('the deployed API', () => {
  it('has no route beside those', async () => {
    const gateway = new APIGatewayClient(stage.local.client);
    const restApiId = /execute-api\/(\w+)\//.exec(stage.apiAddress)![1];
    const paths: string[] = [];
    for await (const { items = [] } of paginateGetResources({ client: gateway }, { restApiId, limit: 500 }))
      paths.push(...items.flatMap(({ path = '', resourceMethods }) => (resourceMethods ? [path] : [])));
    const known = new Set([...OPERATIONS.map(({ path }) => path), ...OTHER_PATHS]);
    expect(paths.sort()).toEqual([...known].sort());
  });
});
