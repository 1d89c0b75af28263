import type { Engine } from '../../local/engine.ts';
import { createGateway } from '../../local/http/gateway.ts';
import { createIssuer, generateKeyPair, type KeyPair } from '../../local/oidc/issuer.ts';
import { SCOPES, type Scope } from '../../shared/contracts/http/operation.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { putLocalKeys } from '../../shared/platform/local-keys.ts';
import { createApiClient } from './api-client.ts';

export type Api = Awaited<ReturnType<typeof openApi>>;

let keys: Promise<KeyPair> | undefined;

/**
 * The API of an engine as its clients know it: behind the gateway, with tokens of an issuer whose keys the engine was
 * given. Without other options a call carries a token with all scopes.
 */
export async function openApi({
  template,
  client,
  tables,
  runtime,
  invoke,
}: Pick<Engine, 'template' | 'client' | 'tables' | 'runtime' | 'invoke'>) {
  const { OIDC_ISSUER, OIDC_AUDIENCE: audience } = runtime.config;
  keys ??= generateKeyPair();
  const issuer = createIssuer({ issuer: OIDC_ISSUER, keys: await keys, now: systemClock.now });
  await putLocalKeys(client, tables.runtime, issuer.jwks);
  const tokenFor = (scopes: readonly Scope[] = SCOPES, subject = 'staff-1') =>
    issuer.token({ subject, scopes, expiresInSeconds: 600, audience });
  const respond = createGateway({ routes: template.routes, invoke, now: runtime.clock.now });
  return { ...createApiClient(respond, tokenFor), tokenFor };
}
