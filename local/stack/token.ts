import { join } from 'node:path';
import { systemClock } from '../../shared/platform/clock.ts';
import { putLocalKeys } from '../../shared/platform/local-keys.ts';
import { ROOT } from '../engine/functions.ts';
import { folderState } from '../engine/state.ts';
import { createIssuer } from '../oidc/issuer.ts';
import { keptKeys } from '../oidc/kept-keys.ts';
import { tokenFor } from '../serve/token.ts';
import type { DeployedStage } from './stage.ts';

const STATE = join(ROOT, '.local', 'stack');

/** A token that the deployed functions take: its public key lies where they read it, its private key on this machine. */
export async function issueToken({ config, client, tables }: DeployedStage): Promise<string> {
  const issuer = createIssuer({
    issuer: config.OIDC_ISSUER,
    keys: await keptKeys(folderState(STATE)),
    now: systemClock.now,
  });
  await putLocalKeys(client, tables.runtime, issuer.jwks);
  return tokenFor(issuer);
}
