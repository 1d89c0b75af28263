import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { HttpRequest, RequestSigner } from '@smithy/types';
import { ACCOUNT } from './template/physical-names.ts';

/** Region of every double. */
export const LOCAL_REGION = 'eu-central-1';

/** A busy machine may take its time: no test is about this, and no caller waits for it. */
const PATIENT_HTTP = { connectionTimeout: 20_000, requestTimeout: 60_000, throwOnRequestTimeout: true };

/**
 * Configuration of any AWS SDK client that speaks to a double at `endpoint`.
 *
 * @param account twelve digits; DynamoDB Local and LocalStack keep the tables of different accounts apart
 */
export function localClientConfig(endpoint: string, account = ACCOUNT) {
  return {
    endpoint,
    region: LOCAL_REGION,
    credentials: { accessKeyId: account, secretAccessKey: 'local' },
  };
}

/** Configuration of a client of DynamoDB, or of its streams, at the engine's `endpoint`. */
export function localTableAccess(endpoint: string, account = ACCOUNT) {
  return {
    ...localClientConfig(endpoint, account),
    requestHandler: PATIENT_HTTP,
    signer: signWithNameOnly(account),
  };
}

/** A document client for the engine at `endpoint`; undefined attributes are left out. */
export function localDocumentClient(endpoint: string, account?: string): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(localTableAccess(endpoint, account)), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/** Engines read of a signature only whose it is, and a real one takes a third of the work of a call. */
function signWithNameOnly(account: string): RequestSigner {
  const scope = `${account}/20000101/${LOCAL_REGION}/dynamodb/aws4_request`;
  const headers = {
    'x-amz-date': '20000101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
  };
  return {
    sign(request: HttpRequest) {
      Object.assign(request.headers, headers);
      return Promise.resolve(request);
    },
  };
}
