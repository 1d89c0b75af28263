import { SCOPES, type Scope } from '../../shared/contracts/http/operation.ts';
import { type Issuer } from '../oidc/issuer.ts';

/** Whom local tokens are for. */
export const AUDIENCE = 'communication-service';
const SUBJECT = 'local-user';
const SECONDS = 30 * 24 * 60 * 60;

/** A token of the local issuer, good for thirty days; with all scopes unless told otherwise. */
export function tokenFor(issuer: Issuer, scopes: readonly Scope[] = SCOPES): Promise<string> {
  return issuer.token({ subject: SUBJECT, scopes, expiresInSeconds: SECONDS, audience: AUDIENCE });
}
