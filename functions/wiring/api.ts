import type { ApiRuntime } from '../../shared/http/api.ts';
import { discoverKeys, type ReadKeys } from '../../shared/http/issuer-keys.ts';
import { createTokenCheck } from '../../shared/http/tokens.ts';
import { readLocalKeys } from '../../shared/platform/local-keys.ts';
import type { KeyedRuntime } from '../../shared/platform/runtime.ts';

/** What the API of a family of resources needs: who calls is told by the tokens of the configured issuer. */
export function createApiRuntime(runtime: KeyedRuntime): ApiRuntime {
  const { config, logger, pseudonymKey } = runtime;
  const checkToken = createTokenCheck({
    issuer: config.OIDC_ISSUER,
    audience: config.OIDC_AUDIENCE,
    readKeys: keysOf(runtime),
  });
  return { config, logger, identification: { checkToken, key: pseudonymKey } };
}

function keysOf({ config: { OIDC_ISSUER, JWKS_TABLE }, aws }: KeyedRuntime): ReadKeys {
  if (JWKS_TABLE === undefined) return discoverKeys(OIDC_ISSUER);
  const client = aws.dynamoDb();
  return () => readLocalKeys(client, JWKS_TABLE);
}
