import type { FunctionName } from '../../../infra/function-access.ts';
import type { Api } from '../../support/api.ts';
import type { ApiAnswer } from '../../support/api-client.ts';
import type { World } from '../../support/world.ts';

/** Some life of the service in which functions do all that they ever do. */
export interface Story {
  /** Whose calls it is to bring about; what others do in it counts as well. */
  about: readonly FunctionName[];
  tell(world: World, api: Api): Promise<void>;
}

/** What a call that has to succeed answers: a story that is refused tells nothing. */
export async function done(call: Promise<ApiAnswer>): Promise<ApiAnswer> {
  const answer = await call;
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`);
  return answer;
}

/** The version of a resource as `If-Match` takes it. */
export async function tagOf(api: Api, path: string): Promise<{ headers: Record<string, string> }> {
  const { headers } = await done(api.get(path));
  return { headers: { 'if-match': headers['etag'] ?? '' } };
}
