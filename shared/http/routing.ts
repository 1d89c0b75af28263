import { ok, type Result } from '../domain/result.ts';
import type { HandledOperation } from './exchange.ts';
import type { Incoming } from './incoming.ts';
import { refuse, refuseWith, type Refusal } from './refusal.ts';

/** Finds the operation for a method on a resource of API Gateway. `HEAD` is `GET` without the body of the answer. */
export type FindOperation = (
  request: Pick<Incoming, 'resource' | 'method'>,
) => Result<HandledOperation, Refusal>;

/** The operations of a family by resource and method: 404 for resources that have none, 405 with `Allow` for methods. */
export function createRouter(operations: readonly HandledOperation[]): FindOperation {
  const resources = Map.groupBy(operations, ({ operation }) => operation.path as string);

  return ({ resource, method }) => {
    const found = resources.get(resource);
    if (!found) return refuse('not_found');
    const wanted = method === 'HEAD' ? 'GET' : method;
    const handled = found.find(({ operation }) => operation.method === wanted);
    return handled ? ok(handled) : refuseWith('method_not_allowed', { allow: methodsOf(found).join(', ') });
  };
}

function methodsOf(operations: readonly HandledOperation[]): string[] {
  const own = operations.map(({ operation }) => operation.method);
  return [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}
