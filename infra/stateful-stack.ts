import { type App, Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { TABLES, type TableName } from '../shared/store/tables.ts';
import type { StageConfig } from './config.ts';
import { letAlarmsUseKey } from './constructs/alarm-publishing.ts';
import { failureQueue } from './constructs/failure-queue.ts';
import { INBOUND_PREFIX, letSesStoreMails } from './constructs/receiving.ts';
import { restoredTable } from './constructs/restored-tables.ts';
import { addSending } from './constructs/sending.ts';
import { ServiceTable } from './constructs/service-table.ts';

/** Whose failed invocations a queue holds: ticks that the next one makes good, and arrivals that must be redriven. */
export type FailureKind = 'schedules' | 'events' | 'feedback';

/** RETENTION_DAYS_RAW of the service, which has the default. */
function rawMailsKeptDays({ serviceSettings }: StageConfig): number {
  return Number(serviceSettings['RETENTION_DAYS_RAW'] ?? 30);
}

/** Everything that holds data or stands for the service's identity; outlives every change of the code. */
export class StatefulStack extends Stack {
  readonly key: Key;
  readonly tables: Record<TableName, ITable>;
  readonly bucket: Bucket;
  readonly pseudonymSecret: Secret;
  readonly bus: IEventBus;
  readonly configurationSet: ConfigurationSet;
  readonly failures: Record<FailureKind, Queue>;

  constructor(app: App, stage: StageConfig) {
    super(app, `communication-${stage.name}-stateful`, {
      env: { region: stage.region },
      description: `Communication Service, ${stage.name}: tables, key, bucket, secret, bus, sending`,
      terminationProtection: stage.deletionProtection,
    });
    const { removalPolicy } = stage;
    this.key = new Key(this, 'key', {
      alias: `communication-${stage.name}`,
      description: `Data of the Communication Service, ${stage.name}`,
      enableKeyRotation: true,
      removalPolicy,
    });
    // EventBridge writes events that it could not deliver into encrypted queues.
    this.key.grant(
      new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
      'kms:Decrypt',
      'kms:GenerateDataKey',
    );
    if (!stage.gaps.includes('operations')) letAlarmsUseKey(this.key, stage);
    // Casts here and below: with exactOptionalPropertyTypes the library's classes do not quite fit its own interfaces.
    const table = (name: TableName): ITable => {
      const own = new ServiceTable(this, name, { stage, key: this.key, definition: TABLES[name] }) as ITable;
      return stage.restored ? restoredTable(this, name, { restored: stage.restored, key: this.key }) : own;
    };
    this.tables = {
      contacts: table('contacts'),
      emails: table('emails'),
      calls: table('calls'),
      outbox: table('outbox'),
      runtime: table('runtime'),
    };
    this.bucket = new Bucket(this, 'bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // Unversioned, so that what is deleted or expires is gone (DESIGN §10).
      lifecycleRules: [
        { prefix: 'parked/', expiration: Duration.days(30) },
        { prefix: INBOUND_PREFIX, expiration: Duration.days(rawMailsKeptDays(stage)) },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy,
    });
    if (stage.receivesMail) letSesStoreMails(this, stage, this);
    this.pseudonymSecret = new Secret(this, 'pseudonyms', {
      description:
        'Key of all pseudonyms. With it go the guards that keep a therapist from being written to twice.',
      encryptionKey: this.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy,
    });
    this.bus = new EventBus(this, 'bus', { eventBusName: `communication-${stage.name}` }) as IEventBus;
    this.configurationSet = addSending(this, stage);
    this.failures = {
      schedules: failureQueue(this, 'schedule-failures', this.key),
      events: failureQueue(this, 'event-failures', this.key),
      feedback: failureQueue(this, 'feedback-failures', this.key),
    };
  }
}
