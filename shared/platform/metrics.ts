import { Metrics as Emf, MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRIC_NAMESPACE, METRIC_SERVICE } from '../domain/metrics.ts';
import type { Metrics } from '../domain/ports.ts';

/** Numbers in CloudWatch's embedded metric format; `flush` writes them when an invocation ends. */
export function createMetrics(stage: string): Metrics & { flush(): void } {
  const emf = new Emf({
    namespace: METRIC_NAMESPACE,
    serviceName: METRIC_SERVICE,
    defaultDimensions: { stage },
  });
  return {
    count: (name, value = 1) => emf.addMetric(name, MetricUnit.Count, value),
    gauge: (name, value) => emf.addMetric(name, MetricUnit.NoUnit, value),
    flush: () => {
      if (emf.hasStoredMetrics()) emf.publishStoredMetrics();
    },
  };
}
