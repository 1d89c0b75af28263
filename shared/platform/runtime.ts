import type { Logger } from '@aws-lambda-powertools/logger';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Clock, Metrics } from '../domain/ports.ts';
import { createAwsClients, type AwsClients } from './aws-clients.ts';
import { systemClock } from './clock.ts';
import { loadConfig, type Config } from './config.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';

/** What surrounds a function: made once at its cold start, or by whoever runs the functions elsewhere. */
export interface Runtime {
  config: Config;
  clock: Clock;
  logger: Logger;
  metrics: Metrics & { flush(): void };
  aws: AwsClients;
  pseudonymKey: string;
}

/** Reads configuration and secrets. Throws InvalidConfiguration, so that a function that cannot work never starts. */
export async function startRuntime(): Promise<Runtime> {
  const config = loadConfig();
  const aws = createAwsClients();
  return {
    config,
    clock: systemClock,
    logger: createLogger(config.STAGE),
    metrics: createMetrics(config.STAGE),
    aws,
    pseudonymKey: config.PSEUDONYM_KEY ?? (await readSecret(aws, config.PSEUDONYM_SECRET_ID)),
  };
}

async function readSecret(aws: AwsClients, SecretId: string | undefined): Promise<string> {
  const { SecretString } = await aws.secrets().send(new GetSecretValueCommand({ SecretId }));
  if (SecretString === undefined || SecretString.length < 32)
    throw new Error('the secret of PSEUDONYM_SECRET_ID is too short for a key');
  return SecretString;
}
