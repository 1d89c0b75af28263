import type { Metrics } from '../shared/domain/ports.ts';

/** Metrics that are only kept, for an engine without CloudWatch: sums of counts, and how gauges stood last. */
export function createCounters(): Metrics & {
  flush(): void;
  counts: Map<string, number>;
  gauges: Map<string, number>;
} {
  const counts = new Map<string, number>();
  const gauges = new Map<string, number>();
  return {
    counts,
    gauges,
    count: (name, value = 1) => void counts.set(name, (counts.get(name) ?? 0) + value),
    gauge: (name, value) => void gauges.set(name, value),
    flush: () => undefined,
  };
}
