import { rmSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { loadStage, type StageName } from '../../infra/config.ts';
import { addStage, createApp } from '../../infra/stage.ts';

/** Who sends, whose data are read and who lets callers in. */
export const IDENTITY: Record<string, string> = {
  SENDER_EMAIL: 'platzsuche@praxis.example',
  SENDER_NAME: 'Musterpraxis',
  REPLY_DOMAIN: 'antwort.praxis.example',
  LEGAL_FOOTER: 'Musterpraxis, Musterstadt',
  THERAPIST_SERVICE_URL: 'https://therapists.praxis.example',
  PATIENT_SERVICE_URL: 'https://patients.praxis.example',
  OIDC_ISSUER: 'https://login.praxis.example',
  OIDC_AUDIENCE: 'platzsuche',
};

/** Enough for a stage with brokers; the account and the ids are AWS's documentation ones. */
export const MSK: Record<string, string> = {
  MSK_CLUSTER_ARN: 'arn:aws:kafka:eu-central-1:111122223333:cluster/platform/0a1b2c3d-1',
  MSK_BROKERS: 'b-1.platform.example:9098,b-2.platform.example:9098',
  MSK_VPC_ID: 'vpc-0a1b2c3d4e5f60718',
  MSK_SUBNETS: 'subnet-0aaaaaaaaaaaaaaaa,subnet-0bbbbbbbbbbbbbbbb',
  MSK_SECURITY_GROUP: 'sg-0a1b2c3d4e5f60718',
};

export const MSK_SCRAM = {
  MSK_SCRAM_SECRET_ARN:
    'arn:aws:secretsmanager:eu-central-1:111122223333:secret:AmazonMSK_communication-AbCdEf',
  MSK_SCRAM_KEY_ARN: 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000',
};

/** Tables that a restore has made. */
export const RESTORED = {
  RESTORED_TABLES: 'communication-prod-r1',
  RESTORED_OUTBOX_STREAM_ARN:
    'arn:aws:dynamodb:eu-central-1:111122223333:table/communication-prod-r1-outbox/stream/2026-11-29T10:00:00.000',
};

export interface Resource {
  Type: string;
  DeletionPolicy?: string;
  Metadata?: Record<string, unknown>;
  Properties: Record<string, unknown>;
}

/** Suites make templates by the dozen: nag.test.ts and `npm run synth` hold them against CloudFormation's rules. */
const UNCHECKED = { builtinCloudFormationValidation: false, stackTraces: false };

/** The templates of one stage, without bundling the functions. Settings come from the argument, never from the machine. */
export function synthesizeStage(name: StageName, settings: Record<string, string> = {}) {
  const app = createApp({ context: { 'aws:cdk:bundling-stacks': [] }, ...UNCHECKED });
  const { stateful, stateless, operations, brokers } = addStage(
    app,
    loadStage(name, (setting) => settings[setting]),
  );
  const templates = {
    stateful: Template.fromStack(stateful),
    stateless: Template.fromStack(stateless),
    operations: operations && Template.fromStack(operations),
    brokers: brokers && Template.fromStack(brokers),
  };
  rmSync(app.outdir, { recursive: true });
  return templates;
}

export function resourcesOf(template: Template, type: string): Resource[] {
  return Object.values(template.findResources(type)) as Resource[];
}

/** The functions of a stage by name, without the prefix of the stage. */
export function functionsOf(template: Template) {
  const functions = template.findResources('AWS::Lambda::Function') as Record<string, Resource>;
  return Object.entries(functions).map(([id, { Properties, Metadata = {} }]) => ({
    id,
    metadata: Metadata,
    name: String(Properties['FunctionName']).replace(/^communication-[a-z]+-/, ''),
    properties: Properties,
  }));
}

interface Statement {
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

/** Everything that a function's own policies allow. */
export function statementsOf(template: Template, name: string) {
  const role = functionsOf(template).find((each) => each.name === name)!.properties['Role'] as {
    'Fn::GetAtt': string[];
  };
  const policies = resourcesOf(template, 'AWS::IAM::Policy').filter(({ Properties }) =>
    (Properties['Roles'] as { Ref: string }[]).some(({ Ref }) => Ref === role['Fn::GetAtt'][0]),
  );
  return policies.flatMap(({ Properties }) =>
    (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement.map((statement) => ({
      actions: [statement.Action].flat(),
      resources: JSON.stringify(statement.Resource),
      condition: statement.Condition,
    })),
  );
}

/** The table's name → what the function may do with it (streams apart). */
export function tableAccessOf(template: Template, name: string): Record<string, string[]> {
  const access: Record<string, Set<string>> = {};
  for (const { actions, resources } of statementsOf(template, name)) {
    for (const [, table] of resources.matchAll(/FnGetAtt([a-z]+)[0-9A-F]{8}Arn/g)) {
      for (const action of actions.filter((each) => each.startsWith('dynamodb:'))) {
        (access[table!] ??= new Set()).add(action.replace('dynamodb:', ''));
      }
    }
  }
  return Object.fromEntries(Object.entries(access).map(([table, actions]) => [table, [...actions].sort()]));
}
