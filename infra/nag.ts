import { CfnResource, type Stack, Validations } from 'aws-cdk-lib';
import type { StageConfig } from './config.ts';

/** A finding of cdk-nag that stays, and why. */
export interface Acknowledgement {
  /** As cdk-nag prints it, the stage's name in it as `{stage}`. */
  rule: string;
  /** Type of the resources that it concerns, in CloudFormation. */
  type: string;
  /** Which of them, by the end of their path from their stack; all unless told. */
  at?: RegExp;
  /** In which stages; in all unless told. */
  when?: (stage: StageConfig) => boolean;
  reason: string;
}

const METHOD = 'AWS::ApiGateway::Method';
const POLICY = 'AWS::IAM::Policy';
/** The bucket as the stateless stack imports it. */
const BUCKET = 'communication-{stage}-stateful:ExportsOutputFnGetAttbucket43879C71Arn20063EB0';

const withBrokers = ({ msk }: StageConfig) => msk !== undefined;
const NO_RESOURCE = 'The action knows no resource.';

/** Every finding that is not mended, in one place. A test holds each against the templates: it must be needed. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    rule: 'AwsSolutions-APIG4',
    type: METHOD,
    reason:
      'Functions check tokens themselves, the same on AWS, LocalStack and the local engine; a route cannot be built without a scope (docs/decisions/0015).',
  },
  {
    rule: 'AwsSolutions-COG4',
    type: METHOD,
    reason: 'Tokens may come from any OIDC issuer, not from Cognito alone (docs/decisions/0015).',
  },
  {
    rule: 'AwsSolutions-APIG2',
    type: 'AWS::ApiGateway::RestApi',
    reason: 'Functions validate every request by the schemas of the contract, and answer with field paths.',
  },
  {
    rule: 'AwsSolutions-APIG6',
    type: 'AWS::ApiGateway::Stage',
    reason:
      "Execution logs hold path parameters, and tokens of mails' links among them; the access log and the functions' own logs say what came of a request.",
  },
  {
    rule: 'AwsSolutions-APIG1',
    type: 'AWS::ApiGateway::Stage',
    when: ({ accessLog }) => !accessLog,
    reason: 'LocalStack knows no access log.',
  },
  {
    rule: 'AwsSolutions-APIG3',
    type: 'AWS::ApiGateway::Stage',
    when: ({ firewall }) => !firewall,
    reason: 'A firewall costs by the month; only production is attacked (docs/decisions/0039).',
  },
  {
    rule: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    type: 'AWS::IAM::Role',
    at: /^api\/CloudWatchRole\//,
    when: ({ accessLog }) => accessLog,
    reason:
      "The role is the account's, for the logs of all its APIs: a narrower one would stop those of others.",
  },
  {
    rule: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaMSKExecutionRole]',
    type: 'AWS::IAM::Role',
    at: /^matching-events-role\//,
    when: withBrokers,
    reason: "The construct of the Kafka source attaches what AWS's own pollers need in a network.",
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    type: POLICY,
    at: /^outbox-relay-role\//,
    reason: `dynamodb:ListStreams, for the stream that wakes the relay; with brokers network interfaces. ${NO_RESOURCE}`,
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    type: POLICY,
    at: /^process-email-queue-role\//,
    reason: `ses:GetSendQuota, without which nothing is sent. ${NO_RESOURCE}`,
  },
  {
    rule: `AwsSolutions-IAM5[Resource::${BUCKET}/parked/*]`,
    type: POLICY,
    at: /^(apply-erasures|erasures|matching-events|outbox|parked-records)-role\//,
    reason: 'Keys below the prefix are the coordinates of records, which nobody knows before.',
  },
  {
    rule: `AwsSolutions-IAM5[Resource::${BUCKET}/inbound/*]`,
    type: POLICY,
    at: /^(apply-erasures|apply-retention|erasures|inbound-mails?)-role\//,
    reason: 'Keys below the prefix are made by SES, one for every mail.',
  },
  {
    rule: 'AwsSolutions-SMG4',
    type: 'AWS::SecretsManager::Secret',
    reason:
      'The key of all pseudonyms must never change: guards are found by it, and a therapist would be written to twice.',
  },
  {
    rule: 'AwsSolutions-SQS3',
    type: 'AWS::SQS::Queue',
    reason: 'These queues are where failures go: nobody consumes them but a person who redrives.',
  },
  {
    rule: 'AwsSolutions-S1',
    type: 'AWS::S3::Bucket',
    reason:
      'A log of accesses would keep names of objects longer than their 30 days, in another bucket that has the same finding; CloudTrail has who reads, where the account records it.',
  },
  {
    rule: 'AwsSolutions-DDB3',
    type: 'AWS::DynamoDB::Table',
    when: ({ gaps }) => gaps.includes('backups'),
    reason: 'There is nothing to restore in the stage local.',
  },
];

/**
 * Acknowledges the findings that stay, each on the resources that it concerns and nowhere else.
 *
 * @returns what was acknowledged: the rule and the path of the resource, with a blank between
 */
export function acknowledgeFindings(stage: StageConfig, stacks: Record<string, Stack | undefined>): string[] {
  const resources = Object.values(stacks).flatMap((stack) =>
    (stack?.node.findAll() ?? []).filter((node): node is CfnResource => CfnResource.isCfnResource(node)),
  );
  return ACKNOWLEDGEMENTS.filter(({ when }) => !when || when(stage)).flatMap(
    ({ rule, type, at = /^/, reason }) => {
      const id = rule.replace('{stage}', stage.name);
      const concerned = resources.filter(
        (resource) => resource.cfnResourceType === type && at.test(pathOf(resource)),
      );
      for (const resource of concerned) Validations.of(resource).acknowledge({ id, reason });
      return concerned.map(({ node }) => `${id} ${node.path}`);
    },
  );
}

function pathOf({ node, stack }: CfnResource): string {
  return node.path.slice(stack.node.path.length + 1);
}
