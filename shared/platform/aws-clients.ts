import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Where a service is reached, when it is not AWS: the local engine's and the tests' doubles. */
export type Endpoints = Partial<Record<'dynamoDb' | 'ses' | 'eventBridge' | 's3' | 'secrets', object>>;

const HTTP = { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true };

/** How long one call to SES may take before its outcome counts as unknown. */
export const SES_TIMEOUT_MS = 10_000;
const SES_HTTP = { connectionTimeout: 2000, requestTimeout: SES_TIMEOUT_MS, throwOnRequestTimeout: true };

/** The one place that builds SDK clients; each is built when a function asks for it. */
export function createAwsClients(endpoints: Endpoints = {}) {
  return {
    dynamoDb: () =>
      DynamoDBDocumentClient.from(
        new DynamoDBClient({ requestHandler: HTTP, maxAttempts: 4, ...endpoints.dynamoDb }),
        {
          marshallOptions: { removeUndefinedValues: true },
        },
      ),
    /** No retries: SES has no idempotency token, so that every retry may be a second mail (DESIGN §5). */
    ses: () => new SESClient({ requestHandler: SES_HTTP, maxAttempts: 1, ...endpoints.ses }),
    eventBridge: () => new EventBridgeClient({ requestHandler: HTTP, ...endpoints.eventBridge }),
    s3: () => new S3Client({ requestHandler: HTTP, forcePathStyle: true, ...endpoints.s3 }),
    secrets: () => new SecretsManagerClient({ requestHandler: HTTP, ...endpoints.secrets }),
  };
}

export type AwsClients = ReturnType<typeof createAwsClients>;
