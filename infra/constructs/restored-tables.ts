import { type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { TABLES, type TableName } from '../../shared/store/tables.ts';
import type { RestoredTables } from '../config.ts';

/**
 * Tables that a restore has made beside those of the stack (docs/restore.md): a restore cannot bring a table back under its own
 * name. The stack's own tables stay as they are, as evidence, until somebody deletes them.
 */
export function restoredTable(
  scope: Construct,
  name: TableName,
  { restored, key }: { restored: RestoredTables; key: IKey },
): ITable {
  return Table.fromTableAttributes(scope, `restored-${name}`, {
    tableName: `${restored.RESTORED_TABLES}-${name}`,
    encryptionKey: key,
    grantIndexPermissions: true,
    ...(TABLES[name].stream && { tableStreamArn: restored.RESTORED_OUTBOX_STREAM_ARN }),
  });
}
