import type { EngineState } from '../engine/state.ts';
import { generateKeyPair, type KeyPair } from './issuer.ts';

/** The key pair of a state, made when it has none: tokens outlive a restart with it. */
export async function keptKeys(state: EngineState): Promise<KeyPair> {
  const keys = state.value<KeyPair | null>('oidc-keys', () => null);
  const known = keys.get();
  if (known) return known;
  const made = await generateKeyPair();
  keys.set(made);
  return made;
}
