import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';

/** What a secret of MSK holds (MSK developer guide, "Sign-in credentials authentication with AWS Secrets Manager"). */
const credentials = z.object({ username: z.string().min(1), password: z.string().min(1) });

export type KafkaCredentials = z.infer<typeof credentials>;

/**
 * Reads user and password of the brokers, as they are now: they may be rotated.
 *
 * @param secretId name or ARN of a secret whose name begins with `AmazonMSK_`
 * @throws Error that quotes nothing of the secret
 */
export async function readKafkaCredentials(
  secrets: SecretsManagerClient,
  secretId: string,
): Promise<KafkaCredentials> {
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: secretId }));
  const parsed = credentials.safeParse(parse(SecretString));
  if (!parsed.success) throw new Error('the secret of KAFKA_SECRET_ID holds no username and password');
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
