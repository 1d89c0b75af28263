import { openIssuer } from '../../local/stack/token.ts';
import type { DeployedStage } from '../../local/stack/stage.ts';
import type { Respond } from '../../local/http/messages.ts';
import { SCOPES } from '../../shared/contracts/http/operation.ts';
import { createApiClient } from '../support/api-client.ts';

/** The deployed API, as a program of staff calls it: over HTTP, with a token of the stage's issuer. */
export async function openDeployedApi(stage: DeployedStage) {
  const issuer = await openIssuer(stage);
  const audience = stage.config.OIDC_AUDIENCE;
  return createApiClient(respondAt(stage), (scopes = SCOPES, subject = 'staff-1') =>
    issuer.token({ subject, scopes, expiresInSeconds: 3600, audience }),
  );
}

export type DeployedApi = Awaited<ReturnType<typeof openDeployedApi>>;

/** What answers at the address of the deployed API. */
export function respondAt({ apiAddress }: DeployedStage): Respond {
  return async ({ method, path, query, headers, body }) => {
    const search = query.size > 0 ? `?${query.toString()}` : '';
    const answer = await fetch(`${apiAddress}${path}${search}`, {
      method,
      headers: headers as Record<string, string>,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: await answer.text(),
    };
  };
}
