import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { TTL_ATTRIBUTE, type TableDefinition, WORK_INDEX } from '../../shared/store/tables.ts';
import type { StageConfig } from '../config.ts';

/** A table of the service as `shared/store/tables.ts` defines it (DESIGN §10). */
export class ServiceTable extends Table {
  constructor(
    scope: Construct,
    id: string,
    props: { stage: StageConfig; key: IKey; definition: TableDefinition },
  ) {
    const { stage, key, definition } = props;
    super(scope, id, {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: !stage.gaps.includes('backups') },
      deletionProtection: stage.deletionProtection,
      removalPolicy: stage.removalPolicy,
      ...(definition.stream && { stream: StreamViewType.KEYS_ONLY }),
      ...(definition.ttl && { timeToLiveAttribute: TTL_ATTRIBUTE }),
    });
    const indexes = {
      ...(definition.workIndex && { [WORK_INDEX]: ['work_key', 'work_at'] as const }),
      ...definition.indexes,
    };
    for (const [indexName, [partition, sort]] of Object.entries(indexes)) {
      this.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partition),
        sortKey: text(sort),
        projectionType: ProjectionType.KEYS_ONLY,
      });
    }
  }
}

function text(name: string) {
  return { name, type: AttributeType.STRING };
}
