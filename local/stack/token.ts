import { join } from 'node:path';
import { systemClock } from '../../shared/platform/clock.ts';
import { putLocalKeys } from '../../shared/platform/local-keys.ts';
import { ROOT } from '../engine/functions.ts';
import { folderState } from '../engine/state.ts';
import { createIssuer, type Issuer, type KeyPair } from '../oidc/issuer.ts';
import { keptKeys } from '../oidc/kept-keys.ts';
import { tokenFor } from '../serve/token.ts';
import type { DeployedStage } from './stage.ts';

const STATE = join(ROOT, '.local', 'stack');

/** The keys of the stage's tokens, kept on this machine. */
export function stageKeys(): Promise<KeyPair> {
  return keptKeys(folderState(STATE));
}

/** The issuer whose tokens the deployed functions take: its public key is put where they read it. */
export async function openIssuer({ config, client, tables }: DeployedStage): Promise<Issuer> {
  const issuer = createIssuer({
    issuer: config.OIDC_ISSUER,
    keys: await stageKeys(),
    now: systemClock.now,
  });
  await putLocalKeys(client, tables.runtime, issuer.jwks);
  return issuer;
}

/** A token with all scopes that the deployed functions take. */
export async function issueToken(stage: DeployedStage): Promise<string> {
  return tokenFor(await openIssuer(stage));
}
