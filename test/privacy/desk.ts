import { SCOPES } from '../../shared/contracts/http/operation.ts';
import type { AnswerBody, ApiAnswer, CallOptions } from '../support/api-client.ts';
import { openApi } from '../support/api.ts';
import type { Stage } from './stage.ts';

/** All that somebody may be allowed but to see content. */
export const WITHOUT_CONTENT = SCOPES.filter((scope) => scope !== 'email.content');

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Clients of the API, with and without the right to see content, whose answers are all heard. */
export async function openDesk({ world, invoke, hear, see }: Stage) {
  const api = await openApi({ ...world, invoke });

  async function call(method: string, path: string, options: CallOptions = {}): Promise<ApiAnswer> {
    const answer = await api.call(method, path, options);
    see('given', [path, options]);
    hear('headers of the API', answer.headers);
    if (answer.status >= 400) hear('problems of the API', answer.text);
    else if (options.scopes?.includes('email.content') === false)
      hear('answers of the API without email.content', answer.text);
    else see('shown', answer.text);
    return answer;
  }

  /** Writes as somebody who does not see content; a refusal is a defect of the scenario. */
  async function write(
    method: string,
    path: string,
    body: unknown,
    options: CallOptions = {},
  ): Promise<AnswerBody> {
    const answer = await call(method, path, { scopes: WITHOUT_CONTENT, body, ...options });
    if (answer.status >= 300) throw new Error(`${method} ${path} was refused: ${answer.text}`);
    return answer.body;
  }

  const versionOf = async (path: string) => {
    const { headers } = await call('GET', path, { scopes: WITHOUT_CONTENT });
    return Number(headers['etag']?.replaceAll('"', ''));
  };

  return {
    call,
    post: (path: string, body: unknown, options?: CallOptions) => write('POST', path, body, options),
    put: async (path: string, body: unknown, options?: CallOptions) =>
      write('PUT', path, body, { version: await versionOf(path), ...options }),
    delete: async (path: string) => write('DELETE', path, undefined, { version: await versionOf(path) }),
    /** Reads as somebody who sees content and as somebody who does not. */
    async read(path: string, options: CallOptions = {}): Promise<AnswerBody> {
      await call('GET', path, { ...options, scopes: WITHOUT_CONTENT });
      return (await call('GET', path, options)).body;
    },
  };
}
