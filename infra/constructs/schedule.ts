import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
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
  // The library's own role may invoke any version of the function, too.
  const role = new Role(scope, `${id}-schedule-role`, {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  });
  role.addToPolicy(
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [props.target.functionArn] }),
  );
  return new Schedule(scope, `${id}-schedule`, {
    scheduleName: `communication-${props.stage.name}-${id}`,
    schedule: props.expression,
    target: new LambdaInvoke(props.target, {
      role: role.withoutPolicyUpdates(),
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
    }),
  });
}
