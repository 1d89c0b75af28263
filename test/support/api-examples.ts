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
  const { method } = operation;
  const path = pathOf(operation, example);
  const isChange = method === 'PUT' || method === 'DELETE';
  const tag = isChange ? (await api.get(path)).headers['etag'] : undefined;
  return api.call(method, path, {
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
