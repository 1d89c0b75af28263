import { createApi } from '../../shared/http/api.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startRuntime, type Runtime } from '../../shared/platform/runtime.ts';

/** Everything that is not a route of the API: an API without operations, which knows no path. */
export function build(runtime: Runtime) {
  return createApi(runtime, []);
}

export const handler = toLambda(startRuntime, build);
