import { json } from '../http/messages.ts';
import { SCOPES, type Scope } from '../../shared/contracts/http/operation.ts';
import { refusal, type ConsoleAnswer, type ConsoleCall } from './answers.ts';

/** `GET /_local/token?scope=…`: scopes with spaces or commas between them, all of them when none is named. */
export async function issueToken({ engine, request }: ConsoleCall): Promise<ConsoleAnswer> {
  const asked = (request.query.get('scope') ?? '').split(/[\s,]+/).filter((scope) => scope !== '');
  if (!asked.every(isScope)) return refusal(request, 400, `The scopes are: ${SCOPES.join(', ')}.`);
  const scopes = asked.length > 0 ? asked : SCOPES;
  const token = await engine.token(scopes);
  if (request.headers.accept?.includes('application/json'))
    return json({ access_token: token, token_type: 'Bearer', scope: scopes.join(' ') });
  // Bare, so that a shell can put it into a header: curl -H "authorization: Bearer $(curl -s …/_local/token)"
  return { status: 200, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' }, body: token };
}

function isScope(text: string): text is Scope {
  return (SCOPES as readonly string[]).includes(text);
}
