import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Clock } from '../domain/ports.ts';
import { plus, type Instant } from '../domain/time.ts';
import { describeError } from './logger.ts';
import type { Runtime } from './runtime.ts';

/** What a function does with an event, wired to its runtime. */
export type Handler<Event, Answer> = (event: Event, context: Context) => Promise<Answer>;
export type BuildHandler<Event, Answer, R extends Runtime> = (runtime: R) => Handler<Event, Answer>;

/** Time that a run leaves at its end, to finish what it has started and to write its report. */
const RESERVE_MS = 10_000;

/**
 * The Lambda entry point of a handler: at the first event its runtime is started, it is built and the shared middleware
 * put around it. A start that failed is tried again by the next event.
 */
export function toLambda<Event, Answer, R extends Runtime>(
  startRuntime: () => R | Promise<R>,
  build: BuildHandler<Event, Answer, R>,
): Handler<Event, Answer> {
  let built: Promise<Handler<Event, Answer>> | undefined;
  const start = async (): Promise<Handler<Event, Answer>> => {
    const runtime = await startRuntime();
    const handler = withMiddleware(runtime, build(runtime));
    return async (event, context) => {
      await runtime.refresh?.();
      return handler(event, context);
    };
  };
  return async (event, context) => {
    built ??= start().catch((error: unknown) => {
      built = undefined;
      throw error;
    });
    const handler = await built;
    try {
      return await handler(event, context);
    } catch (error) {
      throw new InvocationFailed(error);
    }
  };
}

/** Lambda logs what a handler throws and hands it to failure destinations: what failed, not what the error quotes (I8). */
export class InvocationFailed extends Error {
  override readonly name = 'InvocationFailed';
  constructor(error: unknown) {
    const { name, code, at } = describeError(error);
    super([name, code, at].filter((part) => part !== undefined).join(' '));
  }
}

/** The shared middleware: log context of the invocation, errors logged without what they quote, metrics written. */
export function withMiddleware<Event, Answer>(
  runtime: Runtime,
  handler: Handler<Event, Answer>,
): Handler<Event, Answer> {
  const { logger, metrics } = runtime;
  const stack = middy<Event, Answer>()
    .use({
      // Braces: what a hook returns would become the function's answer.
      before: ({ context }: { context: Context }) => {
        logger.addContext(context);
      },
      after: () => {
        metrics.flush();
      },
      onError: ({ error }) => {
        logger.error('invocation failed', { error: describeError(error) });
        metrics.flush();
      },
    })
    .handler(handler);
  return (event, context) => stack(event, context);
}

/** When a run has to stop starting new work, so that the invocation ends in time. */
export function stopAt(clock: Clock, context: Pick<Context, 'getRemainingTimeInMillis'>): Instant {
  return plus(clock.now(), context.getRemainingTimeInMillis() - RESERVE_MS);
}
