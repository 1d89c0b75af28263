import { Annotations, Duration } from 'aws-cdk-lib';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { ManagedKafkaEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import type { Msk, MskScram } from '../msk.ts';

/** Topics of the sibling services. */
export const TOPICS_IN = ['matching-events', 'therapist-events', 'patient-events'];
const TOPIC_OUT = 'communication-events';

/**
 * Feeds a function from the topics of the sibling services. There is no maximum age, no bounded retry and no failure
 * destination, or a long outage would drop good records; the function parks poison itself. Partial batch answers are
 * asked for only where they are understood: with pollers of one's own (CONTRACT §6).
 */
export function consumeTopics(target: IFunction, stage: StageConfig, msk: Msk): void {
  // The construct lets the function read the secret, for the poller; its key is ours to grant.
  const secret =
    msk.scram && Secret.fromSecretCompleteArn(target.stack, 'brokers', msk.scram.MSK_SCRAM_SECRET_ARN);
  if (msk.scram) allowDecryption(target, msk.scram);
  for (const topic of TOPICS_IN) {
    const consumerGroupId = `communication-${stage.name}-${topic}`;
    target.addEventSource(
      new ManagedKafkaEventSource({
        clusterArn: msk.MSK_CLUSTER_ARN,
        topic,
        consumerGroupId,
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        maxBatchingWindow: Duration.seconds(1),
        ...(secret && { secret }),
        ...(stage.provisionedPollers && {
          provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 4 },
          reportBatchItemFailures: true,
        }),
      }),
    );
    allow(target, ['DescribeGroup', 'AlterGroup'], sibling(msk, 'group', consumerGroupId));
    allow(target, ['DescribeTopic', 'ReadData'], sibling(msk, 'topic', topic));
  }
  allow(target, ['Connect', 'DescribeClusterDynamicConfiguration'], msk.MSK_CLUSTER_ARN);
}

/** Feeds a function from the same topics on brokers without authentication, unless somebody outside does. */
export function consumeOwnTopics(target: IFunction, stage: StageConfig, brokers: string): void {
  if (stage.topicPoller === 'outside') return;
  for (const topic of TOPICS_IN) {
    target.addEventSourceMapping(topic, {
      kafkaBootstrapServers: brokers.split(','),
      kafkaTopic: topic,
      kafkaConsumerGroupId: `communication-${stage.name}-${topic}`,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
    });
  }
}

/** Lets a function write to the service's own topic; with user and password the brokers' own lists say who may. */
export function publishToTopic(grantee: IGrantable, msk: Msk): void {
  if (msk.scram) {
    const resources = [msk.scram.MSK_SCRAM_SECRET_ARN];
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources }),
    );
    allowDecryption(grantee, msk.scram);
    return;
  }
  allow(grantee, ['DescribeTopic', 'WriteData'], sibling(msk, 'topic', TOPIC_OUT));
  allow(grantee, ['Connect'], msk.MSK_CLUSTER_ARN);
}

/**
 * Where a function has to run to reach the brokers. Everything is imported by id, so that nothing is looked up; the
 * subnets need a way to DynamoDB and, for a password, Secrets Manager: endpoints will do (docs/deploy.md).
 */
export function brokerNetwork(
  scope: Construct,
  msk: Msk,
): Pick<NodejsFunctionProps, 'vpc' | 'securityGroups'> {
  // Nobody asks the imported subnets for their routes.
  Annotations.of(scope).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId');
  return {
    vpc: Vpc.fromVpcAttributes(scope, 'broker-vpc', {
      vpcId: msk.MSK_VPC_ID,
      // Lambda takes subnets alone; the construct wants zones, however many.
      availabilityZones: ['unknown'],
      privateSubnetIds: msk.MSK_SUBNETS.split(','),
    }),
    securityGroups: [
      SecurityGroup.fromSecurityGroupId(scope, 'broker-security-group', msk.MSK_SECURITY_GROUP, {
        mutable: false,
      }),
    ],
  };
}

function allowDecryption(grantee: IGrantable, { MSK_SCRAM_KEY_ARN }: MskScram): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['kms:Decrypt'], resources: [MSK_SCRAM_KEY_ARN] }),
  );
}

function allow(grantee: IGrantable, actions: string[], resource: string): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: actions.map((action) => `kafka-cluster:${action}`),
      resources: [resource],
    }),
  );
}

/** ARN of a topic or group, which carries the cluster's name and id. */
function sibling(msk: Msk, kind: 'topic' | 'group', name: string): string {
  return `${msk.MSK_CLUSTER_ARN.replace(':cluster/', `:${kind}/`)}/${name}`;
}
