import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { TableName } from '../../shared/store/tables.ts';
import type { StatefulStack } from '../stateful-stack.ts';
import type { INBOUND_PREFIX } from './receiving.ts';

/** What IAM asks for items of a table, transactions included: each of their items counts as its own action. */
type ItemAction = 'GetItem' | 'BatchGetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchWriteItem';

/** What a function may do with a table; `Query` of the table itself. Nobody may scan (DESIGN I12). */
export type TableAction = ItemAction | 'Query';

type ObjectPrefix = 'parked/' | typeof INBOUND_PREFIX;
type ObjectAction = 'GetObject' | 'PutObject' | 'DeleteObject';

/** What a function needs of the stateful stack. */
export interface Access {
  tables: Partial<Record<TableName, readonly TableAction[]>>;
  /** Indexes that it queries. */
  indexes?: Partial<Record<TableName, readonly string[]>>;
  /** What it does with objects of the bucket, by the beginning of their keys. */
  objects?: Partial<Record<ObjectPrefix, readonly ObjectAction[]>>;
  /** Knows people by their pseudonyms. */
  pseudonyms?: boolean;
}

/**
 * Grants a function what it needs, and the key for exactly that. Tables, secret and bucket have grants of their own in the
 * CDK, but those give all indexes with a table, write the reader's role into the secret's key (a circle between the two
 * stacks), and allow tags and legal holds.
 */
export function grantAccess(grantee: IGrantable, data: StatefulStack, access: Access): void {
  const allow = (actions: string[], resource: string) =>
    void grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [resource] }));

  for (const [name, actions] of Object.entries(access.tables)) {
    allow(
      actions.map((action) => `dynamodb:${action}`),
      data.tables[name as TableName].tableArn,
    );
  }
  for (const [name, indexes] of Object.entries(access.indexes ?? {})) {
    for (const index of indexes)
      allow(['dynamodb:Query'], `${data.tables[name as TableName].tableArn}/index/${index}`);
  }
  for (const [prefix, actions] of Object.entries(access.objects ?? {})) {
    for (const action of actions) allow([`s3:${action}`], data.bucket.arnForObjects(`${prefix}*`));
  }
  const onObjects = Object.values(access.objects ?? {}).flat();
  // Without it S3 does not tell that bytes are gone from that they are not to be read.
  if (onObjects.includes('GetObject')) allow(['s3:ListBucket'], data.bucket.bucketArn);
  if (access.pseudonyms) allow(['secretsmanager:GetSecretValue'], data.pseudonymSecret.secretArn);
  const keyActions = keyActionsOf(access);
  if (keyActions.length > 0) allow(keyActions, data.key.keyArn);
}

/**
 * What the services ask of the key in the caller's name: DynamoDB, Secrets Manager and S3 open their data keys with
 * `Decrypt`, S3 makes one for a new object. Making a table takes more, but that is the deployment's.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
function keyActionsOf({ tables, objects = {}, pseudonyms }: Access): string[] {
  const onObjects = Object.values(objects).flat();
  const opens = Object.keys(tables).length > 0 || pseudonyms || onObjects.includes('GetObject');
  return [
    ...(opens ? ['kms:Decrypt'] : []),
    ...(onObjects.includes('PutObject') ? ['kms:GenerateDataKey'] : []),
  ];
}
