import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { loadConfig } from '../../shared/platform/config.ts';
import { withMiddleware, type BuildHandler, type Handler } from '../../shared/platform/lambda.ts';
import type { KeyedRuntime } from '../../shared/platform/runtime.ts';
import { arnOf } from '../template/physical-names.ts';
import type { FunctionResource } from '../template/service-template.ts';

export const ROOT = join(import.meta.dirname, '../..');

/** What the file of a function exports for whoever brings the runtime. */
interface FunctionModule {
  build: BuildHandler<unknown, unknown, KeyedRuntime>;
}

/** Loads the file of a function, given relative to the project; `version` changes when its source did. */
export interface Loader {
  readonly version: number;
  load(entry: string): Promise<unknown>;
}

/** Source as it was when the process first read it. */
export const onceLoader: Loader = {
  version: 0,
  load: (entry) => import(pathToFileURL(join(ROOT, entry)).href),
};

/** Invokes a function by its full name, as Lambda would. Rejects with what the function throws. */
export type Invoke = (functionName: string, event: unknown) => Promise<unknown>;

/**
 * The functions of the template as one "process" of the service: each is built when it is first needed, and again after
 * its source changed.
 *
 * @param surroundings the runtime of all of them, but for the configuration, which is each function's own environment
 * @param environment variables that differ from the template's
 */
export function createFunctions(parts: {
  functions: FunctionResource[];
  surroundings: Omit<KeyedRuntime, 'config'>;
  environment: Record<string, string>;
  loader: Loader;
}): Invoke {
  const { functions, surroundings, environment, loader } = parts;
  const built = new Map<string, Handler<unknown, unknown>>();
  let invocations = 0;

  async function handlerOf({ name, entry, ...resource }: FunctionResource) {
    const key = `${name} ${loader.version}`;
    const known = built.get(key);
    if (known) return known;
    const runtime = { ...surroundings, config: loadConfig({ ...resource.environment, ...environment }) };
    const module = (await loader.load(entry)) as Partial<FunctionModule>;
    if (!module.build) throw new Error(`${entry} exports no function named build`);
    const handler = withMiddleware(runtime, module.build(runtime));
    built.set(key, handler);
    return handler;
  }

  return async (functionName, event) => {
    const resource = functions.find(({ name }) => name === functionName);
    if (!resource) throw new Error(`the template has no function ${functionName}`);
    const handler = await handlerOf(resource);
    const startedAt = performance.now();
    const context = {
      functionName,
      invokedFunctionArn: arnOf('AWS::Lambda::Function', functionName),
      awsRequestId: `local-${++invocations}`,
      getRemainingTimeInMillis: () => resource.timeoutMs - (performance.now() - startedAt),
    } as Context;
    return handler(event, context);
  };
}
