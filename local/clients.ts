import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Region of every double. */
export const LOCAL_REGION = 'eu-central-1';

/**
 * Configuration of any AWS SDK client that speaks to a double at `endpoint`.
 *
 * @param account twelve digits; DynamoDB Local and LocalStack keep the tables of different accounts apart
 */
export function localClientConfig(endpoint: string, account = '000000000000') {
  return {
    endpoint,
    region: LOCAL_REGION,
    credentials: { accessKeyId: account, secretAccessKey: 'local' },
  };
}

/** A document client for the engine at `endpoint`; undefined attributes are left out. */
export function localDocumentClient(endpoint: string, account?: string): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(localClientConfig(endpoint, account)), {
    marshallOptions: { removeUndefinedValues: true },
  });
}
