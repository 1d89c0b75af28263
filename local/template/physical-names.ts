import type { CloudFormationResource, CloudFormationTemplate, Templates } from './cloudformation.ts';

export const REGION = 'eu-central-1';
export const ACCOUNT = '000000000000';
export const PARTITION = 'aws';

/** Properties that name a resource, in the order in which they count. `Name` alone would name tags and parameters too. */
const NAME_PROPERTIES: Record<string, string> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::SecretsManager::Secret': 'Name',
};

/** The name that the author of a resource gave it, still with its references. */
export function givenName({ Type, Properties }: CloudFormationResource): unknown {
  const property = NAME_PROPERTIES[Type];
  return property === undefined ? undefined : Properties?.[property];
}

/**
 * The name of a resource that has none: stack and logical id, without the CDK's hash unless two of a kind differ in it
 * alone. Lower-case letters, digits and hyphens, which every kind takes; the same at every run.
 */
export function madeUpName(templates: Templates, stack: string, logicalId: string): string {
  const resources = templates[stack]?.Resources ?? {};
  const kind = shortName(logicalId, resources[logicalId]?.Type);
  const isAmbiguous = (countShortNames(resources).get(kind) ?? 0) > 1;
  const name = `${stack}-${isAmbiguous ? logicalId : withoutHash(logicalId)}`;
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

type Resources = CloudFormationTemplate['Resources'];

/** Every reference asks for them: each template is counted once. */
const counted = new WeakMap<Resources, Map<string, number>>();

/** How many resources of a template share their type and their logical id without its hash. */
function countShortNames(resources: Resources): Map<string, number> {
  const known = counted.get(resources);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const [id, { Type }] of Object.entries(resources)) {
    const kind = shortName(id, Type);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  counted.set(resources, counts);
  return counts;
}

const shortName = (logicalId: string, type = '') => `${type} ${withoutHash(logicalId)}`;

const withoutHash = (logicalId: string) => logicalId.replace(/(?<=.)[0-9A-F]{8}$/, '');

/** What stands between account and name where it is not `kind/`. */
const ARN_SEPARATORS: Record<string, string> = {
  'AWS::Lambda::Function': 'function:',
  'AWS::SecretsManager::Secret': 'secret:',
  'AWS::SQS::Queue': '',
};

/** The ARN of a resource: `arn:aws:dynamodb:eu-central-1:000000000000:table/name`; that of a log group means its streams. */
export function arnOf(type: string, name: string): string {
  if (type === 'AWS::Logs::LogGroup') return `arn:${PARTITION}:logs:${REGION}:${ACCOUNT}:log-group:${name}:*`;
  if (type === 'AWS::S3::Bucket') return `arn:${PARTITION}:s3:::${name}`;
  const [, service = '', kind = ''] = type.split('::');
  const separator = ARN_SEPARATORS[type] ?? `${hyphenated(kind)}/`;
  return `arn:${PARTITION}:${service.toLowerCase()}:${REGION}:${ACCOUNT}:${separator}${name}`;
}

/** `EventBus` → `event-bus`. */
const hyphenated = (kind: string) => kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
