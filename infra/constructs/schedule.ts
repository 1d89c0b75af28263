import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, type ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

/** Invokes a function on a schedule. A tick that could not be delivered is dropped: the next one does its work. */
export function runOnSchedule(
  scope: Construct,
  id: string,
  props: { stage: StageConfig; target: IFunction; expression: ScheduleExpression },
): Schedule {
  return new Schedule(scope, `${id}-schedule`, {
    scheduleName: `communication-${props.stage.name}-${id}`,
    schedule: props.expression,
    target: new LambdaInvoke(props.target, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
  });
}
