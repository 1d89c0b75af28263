import { arnOf } from '../../../local/template/physical-names.ts';

/** What IAM decides about: one action on one resource, with what the conditions of policies may ask. */
export interface AwsRequest {
  /** `dynamodb:GetItem` */
  action: string;
  /** ARN, or `*` where the action knows no resource. */
  resource: string;
  context: Record<string, string | string[]>;
}

/** A call of an SDK client, as it goes over the wire. */
export interface AwsCall {
  /** `TransactWriteItems` */
  operation: string;
  input: object;
  /** Name of the error that it ended in. */
  error: string | undefined;
}

/**
 * What IAM is asked for a call. A transaction asks for the action of each of its items, a query of an index for the index
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html).
 *
 * @throws Error for an operation that nobody here knows: a new one has to be understood before it can be allowed
 */
export function requestsOf(call: AwsCall): AwsRequest[] {
  const understand = OPERATIONS[call.operation];
  if (!understand) throw new Error(`nobody here knows what IAM is asked for ${call.operation}`);
  return understand(call.input as never, call);
}

type Understand = (input: never, call: AwsCall) => AwsRequest[];
type Item = Record<string, { S?: string }>;

const OPERATIONS: Record<string, Understand> = {
  GetItem: (input: Keyed) => [onTable('GetItem', input)],
  PutItem: (input: Keyed) => [onTable('PutItem', input)],
  UpdateItem: (input: Keyed) => [onTable('UpdateItem', input)],
  DeleteItem: (input: Keyed) => [onTable('DeleteItem', input)],
  Query: (input: { TableName: string; IndexName?: string }) => [
    request('dynamodb:Query', tableArn(input.TableName, input.IndexName)),
  ],
  BatchGetItem: ({ RequestItems }: { RequestItems: Record<string, { Keys: Item[] }> }) =>
    Object.entries(RequestItems).map(([TableName, { Keys }]) => onTable('BatchGetItem', { TableName }, Keys)),
  BatchWriteItem: ({ RequestItems }: { RequestItems: Record<string, BatchWrite[]> }) =>
    Object.entries(RequestItems).map(([TableName, writes]) =>
      onTable(
        'BatchWriteItem',
        { TableName },
        writes.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key ?? {}),
      ),
    ),
  TransactGetItems: ({ TransactItems }: { TransactItems: { Get: Keyed }[] }) =>
    TransactItems.map(({ Get }) => onTable('GetItem', Get)),
  TransactWriteItems: ({ TransactItems }: { TransactItems: Record<string, Keyed>[] }) =>
    TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, keyed]) => onTable(TRANSACTED[kind] ?? kind, keyed)),
    ),

  GetObject: (input: Named, { error }) => [
    onObject('GetObject', input),
    // Without it S3 answers 403 and does not tell that there is no such object.
    ...(error === 'NoSuchKey' ? [request('s3:ListBucket', arnOf('AWS::S3::Bucket', input.Bucket))] : []),
  ],
  PutObject: (input: Named) => [onObject('PutObject', input)],
  DeleteObject: (input: Named) => [onObject('DeleteObject', input)],

  GetSecretValue: ({ SecretId }: { SecretId: string }) => [
    request('secretsmanager:GetSecretValue', SecretId),
  ],
  PutEvents: ({ Entries }: { Entries: { EventBusName: string }[] }) =>
    Entries.map(({ EventBusName }) =>
      request('events:PutEvents', arnOf('AWS::Events::EventBus', EventBusName)),
    ),
  GetSendQuota: () => [request('ses:GetSendQuota', '*')],
  SendRawEmail: (mail: Mail) =>
    [identityArn(mail.Source), configurationSetArn(mail.ConfigurationSetName)].map((resource) =>
      request('ses:SendRawEmail', resource, {
        'ses:FromAddress': mail.Source,
        'ses:Recipients': mail.Destinations,
      }),
    ),
};

interface Keyed {
  TableName: string;
  Key?: Item;
  Item?: Item;
}

interface BatchWrite {
  PutRequest?: { Item: Item };
  DeleteRequest?: { Key: Item };
}

interface Named {
  Bucket: string;
  Key: string;
}

interface Mail {
  Source: string;
  Destinations: string[];
  ConfigurationSetName: string;
}

const TRANSACTED: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

function request(action: string, resource: string, context: AwsRequest['context'] = {}): AwsRequest {
  return { action, resource, context };
}

function onTable(
  action: string,
  { TableName, Key, Item }: Keyed,
  items: Item[] = [Key ?? Item ?? {}],
): AwsRequest {
  const keys = new Set(items.flatMap(({ pk }) => pk?.S ?? []));
  return request(`dynamodb:${action}`, tableArn(TableName), { 'dynamodb:LeadingKeys': [...keys] });
}

function tableArn(name: string, index?: string): string {
  const table = arnOf('AWS::DynamoDB::Table', name);
  return index === undefined ? table : `${table}/index/${index}`;
}

function onObject(action: string, { Bucket, Key }: Named): AwsRequest {
  return request(`s3:${action}`, `${arnOf('AWS::S3::Bucket', Bucket)}/${Key}`);
}

const configurationSetArn = (name: string) => arnOf('AWS::SES::ConfigurationSet', name);
const identityArn = (address: string) => arnOf('AWS::SES::Identity', address.split('@')[1] ?? '');
