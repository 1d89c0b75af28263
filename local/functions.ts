import type { Context } from 'aws-lambda';
import { build as buildMatchingEvents } from '../functions/events/matching-events.ts';
import { build as buildOutboxRelay } from '../functions/events/outbox-relay.ts';
import { build as buildSesEvents } from '../functions/feedback/ses-events.ts';
import { build as buildCheckUnansweredEmails } from '../functions/schedules/check-unanswered-emails.ts';
import { build as buildDailyBatch } from '../functions/schedules/daily-batch-processing.ts';
import { build as buildProcessEmailQueue } from '../functions/schedules/process-email-queue.ts';
import { withMiddleware, type BuildHandler } from '../shared/platform/lambda.ts';
import type { KeyedRuntime } from '../shared/platform/runtime.ts';

/** How long an invocation may run, in real milliseconds. */
const INVOCATION_MS = 60_000;

/** The service's functions, each behind its middleware and wired to one runtime: one "process" of the service. */
export function createFunctions(runtime: KeyedRuntime) {
  return {
    matchingEvents: invoker(runtime, buildMatchingEvents),
    outboxRelay: invoker(runtime, buildOutboxRelay),
    sesEvents: invoker(runtime, buildSesEvents),
    dailyBatch: invoker(runtime, buildDailyBatch),
    processEmailQueue: invoker(runtime, buildProcessEmailQueue),
    checkUnansweredEmails: invoker(runtime, buildCheckUnansweredEmails),
  };
}

export type Functions = ReturnType<typeof createFunctions>;

/** Invokes a function as Lambda would, with a context that counts down. */
function invoker<Event, Answer>(
  runtime: KeyedRuntime,
  build: BuildHandler<Event, Answer, KeyedRuntime>,
): (event: Event) => Promise<Answer> {
  const handler = withMiddleware(runtime, build(runtime));
  let invocations = 0;
  return (event) => {
    const startedAt = performance.now();
    const context = {
      functionName: 'local',
      awsRequestId: `local-${++invocations}`,
      getRemainingTimeInMillis: () => INVOCATION_MS - (performance.now() - startedAt),
    } as Context;
    return handler(event, context);
  };
}
