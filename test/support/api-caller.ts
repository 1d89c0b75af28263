import type { Scope } from '../../shared/contracts/http/operation.ts';
import type { ApiClient, CallOptions } from './api-client.ts';

/** Somebody who calls the API again and again with the same token. */
export type ApiCaller = ReturnType<typeof callerOf>;

/** @param who with all scopes unless told */
export function callerOf(api: ApiClient, who: { scopes?: readonly Scope[]; subject?: string } = {}) {
  const get = (path: string, query: Record<string, string> = {}) => api.get(path, { ...who, query });

  /** The version to be changed: the present one, read just before, unless told. */
  async function versionOf(path: string, version: number | undefined): Promise<number> {
    return version ?? Number(/^"(\d+)"$/.exec((await get(path)).headers['etag'] ?? '"0"')?.[1]);
  }

  return {
    get,
    post: (path: string, body: unknown, options: CallOptions = {}) =>
      api.post(path, body, { ...who, ...options }),
    put: async (path: string, body: unknown, version?: number) =>
      api.put(path, body, { ...who, version: await versionOf(path, version) }),
    delete: async (path: string, version?: number) =>
      api.delete(path, { ...who, version: await versionOf(path, version) }),
  };
}
