import type { Example } from '../../shared/contracts/http/operation.ts';
import type { ApiAnswer, ApiClient, CallOptions } from './api-client.ts';
import type { DocumentedOperation } from './api-document.ts';

/** The path of an operation with the parameters of an example. */
export function pathOf(
  { path }: Pick<DocumentedOperation, 'path'>,
  { params = {} }: Pick<Example, 'params'>,
): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
}

/** Sends an example; a change is meant for the present version, which is read before. */
export async function sendExample(
  api: ApiClient,
  operation: DocumentedOperation,
  example: Pick<Example, 'accept' | 'params' | 'query' | 'body'>,
  options: CallOptions = {},
): Promise<ApiAnswer> {
  const tag = await tagFor(api, operation, example);
  return api.call(operation.method, pathOf(operation, example), {
    ...(example.query && { query: example.query }),
    ...(example.body !== undefined && { body: example.body }),
    ...options,
    headers: {
      ...(example.accept !== undefined && { accept: example.accept }),
      ...(tag !== undefined && { 'if-match': tag }),
      ...options.headers,
    },
  });
}

/** The present version of what an example changes, as `If-Match` takes it; undefined where nothing is changed. */
export async function tagFor(
  api: ApiClient,
  operation: DocumentedOperation,
  example: Pick<Example, 'params'>,
): Promise<string | undefined> {
  const isChange = operation.method === 'PUT' || operation.method === 'DELETE';
  return isChange ? (await api.get(pathOf(operation, example))).headers['etag'] : undefined;
}
