import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { readKafkaCredentials } from '../../../shared/platform/kafka-credentials.ts';

const secrets = mockClient(SecretsManagerClient);
const read = (SecretString?: string) => {
  secrets.reset();
  secrets
    .on(GetSecretValueCommand, { SecretId: 'AmazonMSK_x' })
    .resolves(SecretString ? { SecretString } : {});
  return readKafkaCredentials(new SecretsManagerClient({ region: 'eu-central-1' }), 'AmazonMSK_x');
};

it('user and password of the brokers are read from a secret as MSK wants it', async () => {
  expect(await read('{"username":"u","password":"p","more":1}')).toEqual({ username: 'u', password: 'p' });
});

it.each([undefined, 'canary', '{"username":"canary"}', '{"username":"u","password":""}', '[]'])(
  'a secret of %s is refused, and not quoted',
  async (text) => {
    const message = 'the secret of KAFKA_SECRET_ID holds no username and password';
    await expect(read(text)).rejects.toThrow(new Error(message));
  },
);
