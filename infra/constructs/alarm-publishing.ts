import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Conditions } from 'aws-cdk-lib/aws-iam';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { StageConfig } from '../config.ts';

/** CloudWatch, as far as it acts for alarms of the stage. */
export function alarmsOf(stack: Stack, stage: StageConfig): Conditions {
  const alarms = stack.formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: `communication-${stage.name}-*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': alarms } };
}

/**
 * Lets alarms publish to a topic that is encrypted with the stage's key (SNS guide, "Enable compatibility between event
 * sources from AWS services and encrypted topics"): without it they would tell nobody, and say nothing of it.
 */
export function letAlarmsUseKey(key: Key, stage: StageConfig): void {
  const conditions = alarmsOf(Stack.of(key), stage);
  key.grant(
    new ServicePrincipal('cloudwatch.amazonaws.com', { conditions }),
    'kms:Decrypt',
    'kms:GenerateDataKey*',
  );
}
