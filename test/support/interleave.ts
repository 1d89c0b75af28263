import type { Scheduler } from 'fast-check';
import type { Runtime } from '../../shared/platform/runtime.ts';

/** One call of an actor's SDK clients; `n` counts the calls of the same operation from 1. */
export interface OperationCall {
  operation: string;
  n: number;
}

type Next = (args: object) => Promise<unknown>;

interface Stack {
  add: (
    middleware: (next: Next, context: { commandName?: string }) => Next,
    options: { step: 'build' },
  ) => void;
}

/** The n-th transaction of a process. */
export const transaction =
  (nth: number) =>
  ({ operation, n }: OperationCall): boolean =>
    operation === 'TransactWriteItems' && n === nth;

/**
 * Lets something else happen at a certain point of a process, as if another process came in between.
 *
 * @param effect runs to its end right before the first call that `at` picks
 * @returns `done` tells whether the point was reached
 */
export function interrupt(
  { runtime }: { runtime: Runtime },
  at: (call: OperationCall) => boolean,
  effect: () => Promise<unknown>,
): { done: boolean } {
  const counts = new Map<string, number>();
  const interruption = { done: false };
  beforeEachCall(runtime, async (operation) => {
    const n = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, n);
    if (interruption.done || !at({ operation, n })) return;
    interruption.done = true;
    await effect();
  });
  return interruption;
}

/** Makes every call of a process wait for its turn in fast-check's order of events. */
export function schedule({ runtime }: { runtime: Runtime }, scheduler: Scheduler): void {
  beforeEachCall(runtime, async (operation) => {
    await scheduler.schedule(Promise.resolve(), operation);
  });
}

function beforeEachCall({ aws }: Runtime, effect: (operation: string) => Promise<void>): void {
  for (const { middlewareStack } of [aws.dynamoDb(), aws.ses()]) {
    (middlewareStack as unknown as Stack).add(
      (next, { commandName = '' }) =>
        async (args) => {
          await effect(commandName.replace(/Command$/, ''));
          return next(args);
        },
      { step: 'build' },
    );
  }
}
