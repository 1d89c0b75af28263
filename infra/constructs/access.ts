import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { TableName } from '../../shared/store/tables.ts';
import type { StatefulStack } from '../stateful-stack.ts';
import { INBOUND_PREFIX } from './receiving.ts';

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];

/** What a function may do with a table. Nobody may scan (DESIGN I12). */
const TABLE_ACTIONS = {
  read: READ,
  change: [...READ, 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
  /** Events are rows of the business transaction; only the relay reads them. */
  append: ['dynamodb:PutItem'],
  /** Those who operate it see what waits, and wake or replace a row. */
  operate: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  drain: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchWriteItem'],
} as const;

/** What a function needs of the stateful stack. */
export interface Access {
  tables: Partial<Record<TableName, keyof typeof TABLE_ACTIONS>>;
  /** Knows people by their pseudonyms. */
  pseudonyms?: boolean;
  /** Parks records that nobody understands. */
  parks?: boolean;
  /** Reads the bytes of mails that arrived. */
  readsMails?: boolean;
  /** Reads what is parked in the bucket, and deletes it. */
  looksAfterParked?: boolean;
  /** Reads parked records, and deletes those that are about somebody who is erased. */
  erases?: boolean;
  /** Deletes the bytes of mails that arrived. */
  dropsMails?: boolean;
}

/** What it takes to mail or to stop mailing: requests, guards, emails, work items and events change together. */
export const MAILING: Access['tables'] = {
  contacts: 'change',
  emails: 'change',
  runtime: 'change',
  outbox: 'append',
};

/** What it takes to move or to cancel a call: its requests may become work items. */
export const CALLING: Access['tables'] = {
  contacts: 'change',
  calls: 'change',
  runtime: 'change',
  outbox: 'append',
};

/** What it takes to mail where a request may sit in a call. */
export const MAILING_AND_CALLING: Access['tables'] = { ...MAILING, calls: 'change' };

/** What it takes to erase a person: he may stand in everything. */
export const ERASING: Access = {
  tables: MAILING_AND_CALLING,
  pseudonyms: true,
  erases: true,
  dropsMails: true,
};

/**
 * Grants a function what it needs, and the key for exactly that. Secret and bucket have grants of their own in the CDK,
 * but the one writes the reader's role into the key's policy, a circle between the two stacks, and the other allows
 * tags and legal holds.
 */
export function grantAccess(grantee: IGrantable, data: StatefulStack, access: Access): void {
  const allow = (action: string, resource: string) =>
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: [action], resources: [resource] }),
    );

  for (const [name, use] of Object.entries(access.tables)) {
    data.tables[name as TableName].grant(grantee, ...TABLE_ACTIONS[use]);
  }
  data.key.grantEncryptDecrypt(grantee);
  if (access.pseudonyms) allow('secretsmanager:GetSecretValue', data.pseudonymSecret.secretArn);
  if (access.parks) allow('s3:PutObject', data.bucket.arnForObjects('parked/*'));
  if (access.readsMails) allow('s3:GetObject', data.bucket.arnForObjects(`${INBOUND_PREFIX}*`));
  if (access.looksAfterParked) {
    allow('s3:GetObject', data.bucket.arnForObjects('parked/*'));
    allow('s3:DeleteObject', data.bucket.arnForObjects('parked/*'));
  }
  if (access.erases)
    for (const action of ['s3:GetObject', 's3:DeleteObject'])
      allow(action, data.bucket.arnForObjects('parked/*'));
  // Without it S3 does not tell that bytes are gone from that they are not to be read.
  if (access.readsMails || access.looksAfterParked || access.erases)
    allow('s3:ListBucket', data.bucket.bucketArn);
  if (access.dropsMails) allow('s3:DeleteObject', data.bucket.arnForObjects('inbound/*'));
}
