import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_NAMESPACE, METRIC_SERVICE, type MetricName } from '../../shared/domain/metrics.ts';
import type { StageConfig } from '../config.ts';
import type { FailureKind } from '../stateful-stack.ts';

/** Where CloudWatch finds the numbers of one stage. Queues are named by CloudFormation, all else by us. */
export class StageMetrics {
  readonly #stage: StageConfig;
  readonly #queueNames: Record<FailureKind, string>;

  constructor(stage: StageConfig, queueNames: Record<FailureKind, string>) {
    this.#stage = stage;
    this.#queueNames = queueNames;
  }

  /** What the code counts (shared/platform/metrics.ts). */
  ofService(metricName: MetricName): Metric {
    return metricOf(METRIC_NAMESPACE, metricName, { service: METRIC_SERVICE, stage: this.#stage.name });
  }

  ofFunction(metricName: string, functionName: string): Metric {
    return metricOf('AWS/Lambda', metricName, { FunctionName: functionName });
  }

  ofQueue(queue: FailureKind): Metric {
    const QueueName = this.#queueNames[queue];
    return metricOf('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName });
  }

  ofApi(metricName: string): Metric {
    const { name } = this.#stage;
    return metricOf('AWS/ApiGateway', metricName, { ApiName: `communication-${name}`, Stage: name });
  }

  /** Of the whole account: that is what SES reviews and pauses. */
  ofSes(metricName: string): Metric {
    return metricOf('AWS/SES', metricName, {});
  }
}

function metricOf(namespace: string, metricName: string, dimensionsMap: Record<string, string>): Metric {
  return new Metric({ namespace, metricName, dimensionsMap, period: Duration.minutes(5) });
}
