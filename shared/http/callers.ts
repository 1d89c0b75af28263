import type { Access } from '../contracts/http/operation.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Caller } from './exchange.ts';
import { refuseWith, type Refusal } from './refusal.ts';
import type { CheckToken } from './tokens.ts';

const NOBODY: Caller = { subject: '', scopes: new Set() };

/** RFC 6750, section 2.1; the scheme's name in any case (RFC 9110, section 11.1). */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * Who calls, if that is somebody who may (RFC 6750, section 3): 401 without a valid token, 403 without a scope.
 *
 * @param authorization the header
 * @throws KeysUnavailable when nobody can tell
 */
export async function admit(
  access: Access,
  authorization: string | undefined,
  checkToken: CheckToken,
): Promise<Result<Caller, Refusal>> {
  if (access === 'public') return ok(NOBODY);
  if (authorization === undefined) return refuseWith('unauthorized', challenge());
  const token = BEARER.exec(authorization.trim())?.[1];
  const caller = token === undefined ? undefined : await checkToken(token);
  if (!caller) return refuseWith('unauthorized', challenge('error="invalid_token"'));
  if (access.every((scope) => caller.scopes.has(scope))) return ok(caller);
  return refuseWith('forbidden', challenge('error="insufficient_scope"', `scope="${access.join(' ')}"`));
}

function challenge(...parameters: string[]): Record<string, string> {
  return { 'www-authenticate': `Bearer ${['realm="communication-service"', ...parameters].join(', ')}` };
}
