import { z } from 'zod';
import type { StageName } from '../../../infra/config.ts';
import { arnOf } from '../../../local/template/physical-names.ts';
import { openTemplates, type FindResources } from '../../../local/template/resources.ts';
import type { Templates } from '../../../local/template/cloudformation.ts';
import type { AwsRequest } from './aws-requests.ts';
import { LOCAL_KEYS, type Usage } from './usage.ts';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const policyDocument = z.object({
  Statement: z.array(
    z.object({
      Effect: z.literal('Allow'),
      Action: texts,
      Resource: texts,
      Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
    }),
  ),
});

export type PolicyDocument = z.infer<typeof policyDocument>;

/** A function as its stage's templates have it, references resolved. */
export interface DeployedFunction {
  /** Without the prefix of the stage: `outbox-relay`. */
  name: string;
  policy: PolicyDocument;
  /** The policy of the key of all data. */
  keyPolicy: unknown;
  /** What it asks AWS for in that stage, and what AWS's own services ask for in its name. */
  requests: AwsRequest[];
}

/**
 * The functions of a stage, each with its own policy and with what it asks for.
 *
 * @param usage what functions asked for in the stage `local`, where they were run
 */
export function readFunctions(templates: Templates, stage: StageName, usage: Usage): DeployedFunction[] {
  const find = openTemplates(templates);
  const [key] = find('AWS::KMS::Key', z.object({ KeyPolicy: z.unknown() }));
  if (!key) throw new Error('the data have no key of their own');
  const keyArn = arnOf('AWS::KMS::Key', key.name);
  const policies = find(
    'AWS::IAM::Policy',
    z.object({ PolicyDocument: z.unknown(), Roles: z.array(z.string()) }),
  );
  return find('AWS::Lambda::Function', functionProperties).map(({ name, properties, metadata }) => {
    const { Environment, Role } = properties;
    const role = Role.slice(Role.lastIndexOf('/') + 1);
    const Statement = policies
      .filter(({ properties: { Roles } }) => Roles.includes(role))
      .flatMap(({ properties: { PolicyDocument } }) => policyDocument.parse(PolicyDocument).Statement);
    const own = (usage.get(String(metadata['entry'])) ?? []).flatMap((request) =>
      inStage(request, stage, Environment.Variables),
    );
    const requests = [...own, ...ofPlatform(find, name)];
    return {
      name: name.replace(`communication-${stage}-`, ''),
      policy: { Statement },
      keyPolicy: key.properties.KeyPolicy,
      requests: [...requests, ...ofKey(requests, keyArn)],
    };
  });
}

const functionProperties = z.object({
  Role: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});

/** The same request where the stage has another name, another sender and other recipients. */
function inStage(
  { action, resource, context }: AwsRequest,
  stage: StageName,
  { SENDER_EMAIL = '', MAIL_REDIRECT_TO }: Record<string, string>,
): AwsRequest[] {
  const keys = [context['dynamodb:LeadingKeys'] ?? []].flat();
  if (stage !== 'local' && keys.length > 0 && keys.every((key) => LOCAL_KEYS.has(key))) return [];
  const named = resource
    .replaceAll('communication-local', `communication-${stage}`)
    .replace(/(?<=:identity\/).*/, SENDER_EMAIL.split('@')[1] ?? '');
  const mail = context['ses:FromAddress'] !== undefined && {
    'ses:FromAddress': SENDER_EMAIL,
    ...(MAIL_REDIRECT_TO !== undefined && { 'ses:Recipients': [MAIL_REDIRECT_TO] }),
  };
  return [{ action, resource: named, context: { ...context, ...mail } }];
}

/**
 * What Lambda does in a function's name: it writes the log, reads streams for it and hands over what failed.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
function ofPlatform(find: FindResources, functionName: string): AwsRequest[] {
  const request = (action: string, resource: string): AwsRequest => ({ action, resource, context: {} });
  const log = arnOf('AWS::Logs::LogGroup', `/aws/lambda/${functionName}`).replace(/\*$/, 'log-stream:any');
  const isIts = ({ properties }: { properties: { FunctionName: string } }) =>
    properties.FunctionName === functionName;
  const queues = find('AWS::Lambda::EventInvokeConfig', invokeConfig).filter(isIts);
  const streams = find('AWS::Lambda::EventSourceMapping', sourceMapping).filter(isIts);
  return [
    request('logs:CreateLogStream', log),
    request('logs:PutLogEvents', log),
    ...queues.map(({ properties }) =>
      request('sqs:SendMessage', properties.DestinationConfig.OnFailure.Destination),
    ),
    ...streams.flatMap(({ properties: { EventSourceArn } }) => [
      request('dynamodb:ListStreams', '*'),
      ...['DescribeStream', 'GetRecords', 'GetShardIterator'].map((action) =>
        request(`dynamodb:${action}`, EventSourceArn),
      ),
    ]),
  ];
}

const invokeConfig = z.object({
  FunctionName: z.string(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }),
});
const sourceMapping = z.object({ FunctionName: z.string(), EventSourceArn: z.string() });

/** What the services ask of the one key in the function's name (see infra/constructs/access.ts). */
const KEY_USES: Record<string, string[]> = {
  'secretsmanager:GetSecretValue': ['kms:Decrypt'],
  's3:GetObject': ['kms:Decrypt'],
  's3:PutObject': ['kms:GenerateDataKey'],
  'sqs:SendMessage': ['kms:Decrypt', 'kms:GenerateDataKey'],
};

function ofKey(requests: AwsRequest[], keyArn: string): AwsRequest[] {
  const uses = requests.flatMap(
    ({ action }) => KEY_USES[action] ?? (action.startsWith('dynamodb:') ? ['kms:Decrypt'] : []),
  );
  return [...new Set(uses)].map((action) => ({ action, resource: keyArn, context: {} }));
}
