import { beforeAll, describe, expect, it } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { STAGES, type StageName } from '../../infra/config.ts';
import { TABLES } from '../../shared/store/tables.ts';
import { IDENTITY, resourcesOf, synthesizeStage } from './templates.ts';

const stacks = {} as Record<StageName, Template>;
beforeAll(() => {
  for (const stage of STAGES) stacks[stage] = synthesizeStage(stage).stateful;
});

const tablesOf = (stage: StageName) => resourcesOf(stacks[stage], 'AWS::DynamoDB::Table');

interface Index {
  IndexName: string;
  KeySchema: { AttributeName: string }[];
  Projection: { ProjectionType: string };
}

describe('the tables', () => {
  it.each(Object.keys(TABLES))('hold %s with its keys, indexes, stream and expiry', (name) => {
    const definition = TABLES[name as keyof typeof TABLES];
    const found = Object.entries(stacks.prod.findResources('AWS::DynamoDB::Table')).filter(([id]) =>
      id.startsWith(name),
    );
    expect(found).toHaveLength(1);
    const properties = (found[0]![1] as { Properties: Record<string, unknown> }).Properties;
    expect(properties['KeySchema']).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
    expect(indexesOf(properties)).toEqual({
      ...(definition.workIndex && { work: ['work_key', 'work_at', 'KEYS_ONLY'] }),
      ...Object.fromEntries(
        Object.entries(definition.indexes).map(([index, keys]) => [index, [...keys, 'KEYS_ONLY']]),
      ),
    });
    expect(properties['StreamSpecification']).toEqual(
      definition.stream ? { StreamViewType: 'KEYS_ONLY' } : undefined,
    );
    expect(properties['TimeToLiveSpecification']).toEqual(
      definition.ttl ? { AttributeName: 'expires_at', Enabled: true } : undefined,
    );
  });

  it.each(STAGES)('are billed on demand and encrypted with our own key in %s', (stage) => {
    const tables = tablesOf(stage);
    expect(tables).toHaveLength(Object.keys(TABLES).length);
    for (const { Properties } of tables) {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: expect.anything() },
      });
    }
  });

  it.each([
    ['prod', { recovery: true, protection: true, deletion: 'Retain' }],
    ['dev', { recovery: true, protection: false, deletion: 'Delete' }],
    ['local', { recovery: false, protection: false, deletion: 'Delete' }],
  ] as const)('survive mistakes in %s as far as %j', (stage, { recovery, protection, deletion }) => {
    for (const { Properties, DeletionPolicy } of tablesOf(stage)) {
      expect(Properties).toMatchObject({
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: recovery },
        DeletionProtectionEnabled: protection,
      });
      expect(DeletionPolicy).toBe(deletion);
    }
  });
});

describe('what else must not be lost or leak', () => {
  it('outlives the stack in prod', () => {
    for (const type of ['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret']) {
      expect(resourcesOf(stacks.prod, type).map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain']);
    }
  });

  it.each(STAGES)('is encrypted with our own key in %s', (stage) => {
    const template = stacks[stage];
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    template.hasResourceProperties('AWS::SecretsManager::Secret', { KmsKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() } },
        ],
      },
      VersioningConfiguration: Match.absent(),
    });
    template.allResourcesProperties('AWS::SQS::Queue', {
      KmsMasterKeyId: Match.anyValue(),
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
    template.resourceCountIs('AWS::SQS::Queue', 3);
  });

  it('leaves the parking place after 30 days', () => {
    stacks.prod.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([{ Prefix: 'parked/', ExpirationInDays: 30, Status: 'Enabled' }]),
      },
    });
  });
});

describe('mail that arrives', () => {
  const fromSes = {
    Effect: 'Allow',
    Principal: { Service: 'ses.amazonaws.com' },
    Condition: {
      StringEquals: {
        'aws:SourceAccount': { Ref: 'AWS::AccountId' },
        'aws:SourceArn': {
          'Fn::Join': [
            '',
            Match.arrayWith([
              Match.stringLikeRegexp(':receipt-rule-set/communication-prod:receipt-rule/inbound-mail$'),
            ]),
          ],
        },
      },
    },
  };

  it('may be put into the bucket by our own rule, under the key of the bucket', () => {
    const { stateful } = synthesizeStage('prod', IDENTITY);
    stateful.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ ...fromSes, Action: 's3:PutObject' })]),
      },
    });
    stateful.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ ...fromSes, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }),
        ]),
      },
    });
  });

  it('may be put there by nobody while it is not received', () => {
    expect(JSON.stringify(stacks.prod.toJSON())).not.toContain('ses.amazonaws.com');
  });

  it('leaves the bucket after 30 days', () => {
    stacks.prod.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([{ Prefix: 'inbound/', ExpirationInDays: 30, Status: 'Enabled' }]),
      },
    });
  });
});

describe('sending', () => {
  it.each(STAGES)('requires TLS and reports to the default bus in %s', (stage) => {
    stacks[stage].hasResourceProperties('AWS::SES::ConfigurationSet', {
      Name: `communication-${stage}`,
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      // What staff lift must not be held back by a list of SES's own.
      SuppressionOptions: { SuppressedReasons: [] },
    });
    const [destination, ...others] = resourcesOf(stacks[stage], 'AWS::SES::ConfigurationSetEventDestination');
    expect(others).toEqual([]);
    expect(destination!.Properties['EventDestination']).toMatchObject({
      Enabled: true,
      MatchingEventTypes: ['send', 'delivery', 'deliveryDelay', 'bounce', 'complaint', 'reject'],
    });
    expect(JSON.stringify(destination)).toContain(':event-bus/default');
  });

  it.each([
    ['local', 0],
    ['dev', 1],
    ['prod', 1],
  ] as const)('has in %s %i senders that CloudFormation creates', (stage, count) => {
    stacks[stage].resourceCountIs('AWS::SES::EmailIdentity', count);
  });
});

function indexesOf(properties: Record<string, unknown>): Record<string, string[]> {
  const indexes = (properties['GlobalSecondaryIndexes'] ?? []) as Index[];
  return Object.fromEntries(
    indexes.map(({ IndexName, KeySchema, Projection }) => [
      IndexName,
      [...KeySchema.map(({ AttributeName }) => AttributeName), Projection.ProjectionType],
    ]),
  );
}
