import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import type { FindResources } from './resources.ts';

/** Properties that CloudFormation and DynamoDB spell alike. Encryption and backups are nothing for one machine. */
const sharedProperties = {
  AttributeDefinitions: alike<'AttributeDefinitions'>(),
  KeySchema: alike<'KeySchema'>(),
  GlobalSecondaryIndexes: alike<'GlobalSecondaryIndexes'>().optional(),
  LocalSecondaryIndexes: alike<'LocalSecondaryIndexes'>().optional(),
  BillingMode: z.enum(['PAY_PER_REQUEST', 'PROVISIONED']).default('PROVISIONED'),
  ProvisionedThroughput: z
    .object({ ReadCapacityUnits: z.number(), WriteCapacityUnits: z.number() })
    .optional(),
};

const STREAM_VIEWS = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'] as const;

const tableProperties = z.object({
  StreamSpecification: z.object({ StreamViewType: z.enum(STREAM_VIEWS) }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
  ...sharedProperties,
});

/** The tables as DynamoDB creates them, and which attribute of which of them says when an item may go. */
export function readTables(find: FindResources): {
  tables: CreateTableCommandInput[];
  timeToLive: { table: string; attribute: string }[];
} {
  const resources = find('AWS::DynamoDB::Table', tableProperties);
  return {
    tables: resources.map(({ name, properties }) => {
      const { StreamSpecification, TimeToLiveSpecification: _, ...shared } = properties;
      return {
        TableName: name,
        ...shared,
        ...(StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }),
      };
    }),
    timeToLive: resources.flatMap(({ name, properties: { TimeToLiveSpecification: ttl } }) =>
      ttl?.Enabled ? [{ table: name, attribute: ttl.AttributeName }] : [],
    ),
  };
}

function alike<Property extends keyof CreateTableCommandInput>() {
  return z.custom<NonNullable<CreateTableCommandInput[Property]>>(Array.isArray, 'must be a list');
}
