import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { functionNameOf } from '../constructs/service-function.ts';
import type { AlarmRow } from './alarm-row.ts';
import { ALARMS } from './alarms.ts';
import type { StageMetrics } from './metrics.ts';

/**
 * Makes an alarm of every row of the table that the stage has a use for.
 *
 * @param functionIds the functions of the stage, without its prefix
 */
export function addAlarms(
  scope: Construct,
  stage: StageConfig,
  { metrics, functionIds }: { metrics: StageMetrics; functionIds: readonly string[] },
): Alarm[] {
  return ALARMS.filter(({ brokersOnly }) => !brokersOnly || stage.msk).flatMap((row) =>
    watchedBy(row, { stage, metrics, functionIds }).map(({ name, metric }) => {
      const { entry, why, threshold, statistic, minutes, periods, silence } = row;
      const isFloor = 'below' in threshold;
      return new Alarm(scope, name, {
        alarmName: `communication-${stage.name}-${name}`,
        alarmDescription: `${why} What to do: docs/runbook.md#${entry}`,
        metric: metric.with({ statistic, period: Duration.minutes(minutes) }),
        evaluationPeriods: periods,
        threshold: isFloor ? threshold.below : threshold.atLeast,
        comparisonOperator: isFloor
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData:
          silence === 'alarming' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      });
    }),
  );
}

/** What a row watches: one metric, or one of each function. */
function watchedBy(
  { entry, watches }: AlarmRow,
  {
    stage,
    metrics,
    functionIds,
  }: { stage: StageConfig; metrics: StageMetrics; functionIds: readonly string[] },
): { name: string; metric: Metric }[] {
  switch (watches.of) {
    case 'service':
      return [{ name: entry, metric: metrics.ofService(watches.metric) }];
    case 'ses':
      return [{ name: entry, metric: metrics.ofSes(watches.metric) }];
    case 'api':
      return [{ name: entry, metric: metrics.ofApi(watches.metric) }];
    case 'failure-queue':
      return [{ name: entry, metric: metrics.ofQueue(watches.queue) }];
    case 'function': {
      const ids = watches.functionId === undefined ? functionIds : [watches.functionId];
      return ids.map((id) => ({
        name: `${entry}-${id}`,
        metric: metrics.ofFunction(watches.metric, functionNameOf(stage, id)),
      }));
    }
  }
}
