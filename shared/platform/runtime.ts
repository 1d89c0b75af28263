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
}

/** The runtime of a function that deals with people: it has the key of their pseudonyms. */
export interface KeyedRuntime extends Runtime {
  pseudonymKey: string;
}

/** Reads the configuration. Throws InvalidConfiguration, so that a function that cannot work never starts. */
export function startRuntime(): Runtime {
  const config = loadConfig();
  return {
    config,
    clock: systemClock,
    logger: createLogger(config.STAGE),
    metrics: createMetrics(config.STAGE),
    aws: createAwsClients(),
  };
}

/** Reads configuration and secret. Throws as `startRuntime`, and when the secret cannot be had. */
export async function startKeyedRuntime(): Promise<KeyedRuntime> {
  const runtime = startRuntime();
  const { PSEUDONYM_KEY, PSEUDONYM_SECRET_ID } = runtime.config;
  return { ...runtime, pseudonymKey: PSEUDONYM_KEY ?? (await readSecret(runtime.aws, PSEUDONYM_SECRET_ID)) };
}

async function readSecret(aws: AwsClients, SecretId: string | undefined): Promise<string> {
  const { SecretString } = await aws.secrets().send(new GetSecretValueCommand({ SecretId }));
  if (SecretString === undefined || SecretString.length < 32)
    throw new Error('the secret of PSEUDONYM_SECRET_ID is too short for a key');
  return SecretString;
}
