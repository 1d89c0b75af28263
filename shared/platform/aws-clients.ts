import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The one place that builds SDK clients; each is built when a function first asks for it. */
export function createAwsClients() {
  const http = { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true };
  return {
    dynamoDb: () =>
      DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: http, maxAttempts: 4 }), {
        marshallOptions: { removeUndefinedValues: true },
      }),
    /** No retries: SES has no idempotency token, so that every retry may be a second mail (DESIGN §5). */
    ses: () =>
      new SESClient({
        maxAttempts: 1,
        requestHandler: {
          connectionTimeout: 2000,
          requestTimeout: SES_TIMEOUT_MS,
          throwOnRequestTimeout: true,
        },
      }),
    eventBridge: () => new EventBridgeClient({ requestHandler: http }),
    s3: () => new S3Client({ requestHandler: http, forcePathStyle: true }),
    secrets: () => new SecretsManagerClient({ requestHandler: http }),
  };
}

/** How long one call to SES may take before its outcome counts as unknown. */
export const SES_TIMEOUT_MS = 10_000;

export type AwsClients = ReturnType<typeof createAwsClients>;
