import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * A queue for invocations that failed for good, with an alarm for as long as it holds any. It is encrypted, because it
 * holds the events as they came. EventBridge may write from any rule of the account: a statement per rule would tie this
 * queue to the stack of the rules.
 */
export function failureQueue(scope: Construct, id: string, key: IKey): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  new Alarm(scope, `${id}-alarm`, {
    alarmDescription: `There are ${id.replaceAll('-', ' ')}: invocations that failed for good`,
    metric: queue.metricApproximateNumberOfMessagesVisible(),
    threshold: 0,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    // SQS stops reporting an idle queue.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  return queue;
}
