import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createCdk } from '../../local/stack/cdk.ts';
import { moveToSendTime } from '../../local/stack/clock.ts';
import { runSchedule } from '../../local/stack/schedules.ts';
import { addRequests, type Match } from '../../local/stack/seed.ts';
import { findStage, physicalName, type DeployedStage } from '../../local/stack/stage.ts';
import { openDeployedApi } from './staff.ts';
import { brokerOf, emptyStage, onBroker, say } from './stage-under-test.ts';
import { viewStage } from './stage-view.ts';

const DEPLOYMENT_MS = 900_000;

const MATCHES: Match[] = [
  { match_id: 21, patient_id: 1221, therapist_id: 221 },
  { match_id: 22, patient_id: 1222, therapist_id: 222 },
];

/** The one thing that is new in the second deployment: every function is told. */
const NEW_SETTING = { COOLING_DAYS: '29' };

interface Seen {
  dump: unknown;
  identities: unknown;
  coolingDays: string | undefined;
  emails: unknown;
}

let before: Seen;
let after: Seen;
let differing: { before: number; after: number };

beforeAll(async () => {
  const stage = await emptyStage();
  const view = viewStage(stage);
  await moveToSendTime(stage);
  await addRequests(stage, MATCHES);
  await runSchedule(stage.local, 'daily-batch-processing');
  await runSchedule(stage.local, 'process-email-queue');
  await view.settle([]);
  before = await look(stage);

  const cdk = createCdk(stage.local, say, { ...onBroker(brokerOf(stage)), ...NEW_SETTING });
  say('synthesizing with a new setting …');
  await cdk.synthesize();
  const toCome = await cdk.differing();
  say('deploying over what lies there …');
  await cdk.deploy();
  say('comparing …');
  differing = { before: toCome, after: await cdk.differing() };
  after = await look(await findStage(stage.local));
}, DEPLOYMENT_MS);

async function look(stage: DeployedStage): Promise<Seen> {
  const api = await openDeployedApi(stage);
  const emails = (await api.get('/api/emails')).body;
  const { Environment } = await new LambdaClient(stage.local.client).send(
    new GetFunctionConfigurationCommand({ FunctionName: physicalName('emails') }),
  );
  return {
    dump: await viewStage(stage).dump(),
    identities: await identitiesOf(stage),
    coolingDays: Environment?.Variables?.['COOLING_DAYS'],
    emails,
  };
}

/** What a resource that was made anew under its old name would not have: its id, or the time of its making. */
async function identitiesOf({ local, config, tables, client }: DeployedStage) {
  const s3 = new S3Client({ ...local.client, forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const secret = await new SecretsManagerClient(local.client).send(
    new DescribeSecretCommand({ SecretId: config.PSEUDONYM_SECRET_ID }),
  );
  const apis = await new APIGatewayClient(local.client).send(new GetRestApisCommand({}));
  return {
    tables: await Promise.all(
      Object.values(tables).map(async (TableName) => {
        const { Table } = await client.send(new DescribeTableCommand({ TableName }));
        return [Table?.TableArn, Table?.CreationDateTime, Table?.LatestStreamArn];
      }),
    ),
    bucket: Buckets.filter(({ Name }) => Name === config.PARKING_BUCKET),
    key: secret.KmsKeyId,
    secret: [secret.ARN, secret.CreatedDate, Object.keys(secret.VersionIdsToStages ?? {})],
    apis: apis.items?.map(({ id, name, createdDate }) => [id, name, createdDate]),
  };
}

describe('a second deployment over a running stage', () => {
  it('brings what is new', () => {
    expect([before.coolingDays, after.coolingDays]).toEqual([undefined, NEW_SETTING.COOLING_DAYS]);
  });

  it('changes no item of any table', () => {
    expect(JSON.stringify(before.dump)).toContain('email#');
    expect(after.dump).toEqual(before.dump);
  });

  it('makes no table, key, bucket, secret or API anew', () => {
    expect(JSON.stringify(before.identities)).toContain('arn:aws:kms:');
    expect(after.identities).toEqual(before.identities);
  });

  it('shows its clients what they saw before', () => {
    expect(before.emails).toMatchObject({ items: [{ status: 'sent' }, { status: 'sent' }] });
    expect(after.emails).toEqual(before.emails);
  });

  it('leaves nothing to be deployed', () => {
    expect(differing.before).toBeGreaterThan(0);
    expect(differing.after).toBe(0);
  });
});
