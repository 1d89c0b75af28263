import type { Metrics } from '../shared/domain/ports.ts';

/** Metrics that only count, for an engine without CloudWatch. */
export function createCounters(): Metrics & { flush(): void; counts: Map<string, number> } {
  const counts = new Map<string, number>();
  return {
    counts,
    count: (name, value = 1) => void counts.set(name, (counts.get(name) ?? 0) + value),
    flush: () => undefined,
  };
}
