import type { Clock } from '../../shared/domain/ports.ts';
import { LOCAL_REGION } from '../clients.ts';
import type { BusEntry } from '../eventbridge-double.ts';
import { ACCOUNT } from '../template/physical-names.ts';
import type { RuleResource } from '../template/service-template.ts';
import type { AppendLog } from './append-log.ts';
import { matchesPattern } from './event-pattern.ts';
import type { StateValue } from './state.ts';

/** As asynchronous invocations of Lambda: one try and two more, here without the minutes in between. */
const TRIES = 3;
const RETRY_MS = 1000;

/** Hands the entries of the buses to the functions that rules name, in order, at least once. */
export interface Deliveries {
  /** Delivers until nothing is left. */
  drain(): Promise<void>;
}

/**
 * Makes the rules of EventBridge work.
 *
 * @param log what the buses took
 * @param delivered how many entries of the log were delivered; what was under way at a restart comes again
 * @param onFailure is told of an event that no try could deliver; on AWS the failure queue holds it
 */
export function createDeliveries(parts: {
  log: AppendLog<BusEntry>;
  delivered: StateValue<number>;
  rules: RuleResource[];
  clock: Clock;
  invoke: (functionName: string, event: unknown) => Promise<unknown>;
  onFailure: (functionName: string, error: unknown) => void;
}): Deliveries {
  const { log, delivered, rules, clock, invoke, onFailure } = parts;
  let running: Promise<void> | undefined;

  async function deliver(functionName: string, event: object): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await invoke(functionName, event);
        return;
      } catch (error) {
        if (tries === TRIES) return onFailure(functionName, error);
        await clock.sleep(RETRY_MS);
      }
    }
  }

  async function deliverAll(): Promise<void> {
    for (;;) {
      const index = delivered.get();
      const entry = log.entries[index];
      if (!entry) return;
      const event = toRuleEvent(entry, index, clock);
      const matching = rules.filter(
        ({ bus, pattern }) => bus === busOf(entry) && matchesPattern(pattern, event),
      );
      for (const { functionName } of matching) await deliver(functionName, event);
      delivered.set(index + 1);
    }
  }

  return {
    async drain() {
      while (delivered.get() < log.entries.length) {
        running ??= deliverAll().finally(() => (running = undefined));
        await running;
      }
    },
  };
}

/** The bus of an entry, which may name it by its ARN. */
function busOf({ EventBusName = 'default' }: BusEntry): string {
  return EventBusName.slice(EventBusName.lastIndexOf('/') + 1);
}

/** EventBridge's event of an entry; the same entry has the same id whenever it is delivered. */
function toRuleEvent(entry: BusEntry, index: number, clock: Clock) {
  const at = entry.Time === undefined ? clock.now() : new Date(entry.Time * 1000).toISOString();
  return {
    version: '0',
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    'detail-type': entry.DetailType,
    source: entry.Source,
    account: ACCOUNT,
    time: `${at.slice(0, 19)}Z`,
    region: LOCAL_REGION,
    resources: entry.Resources ?? [],
    detail: JSON.parse(entry.Detail ?? '{}') as unknown,
  };
}
