import type { Logger } from '@aws-lambda-powertools/logger';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Clock, Metrics } from '../domain/ports.ts';
import { createAwsClients, type AwsClients } from './aws-clients.ts';
import { systemClock } from './clock.ts';
import { loadConfig, type Config } from './config.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { createShiftedClock, shiftAnswerDates } from './shifted-clock.ts';

/** What surrounds a function: made once at its cold start, or by whoever runs the functions elsewhere. */
export interface Runtime {
  config: Config;
  clock: Clock;
  logger: Logger;
  metrics: Metrics & { flush(): void };
  aws: AwsClients;
  /** What has to be read again before every invocation. */
  refresh?: () => Promise<void>;
}

/** The runtime of a function that deals with people: it has the key of their pseudonyms. */
export interface KeyedRuntime extends Runtime {
  pseudonymKey: string;
}

/** Reads the configuration, from the environment unless told. Throws InvalidConfiguration, so that a function that cannot work never starts. */
export function startRuntime(env?: Record<string, string | undefined>): Runtime {
  const config = loadConfig(env);
  return {
    config,
    logger: createLogger(config.STAGE),
    metrics: createMetrics(config.STAGE),
    ...createTime(createAwsClients(), config.CLOCK_TABLE),
  };
}

/** The machine's time; with a table that moves the clock, the time that it says, for SES as well. */
function createTime(
  aws: AwsClients,
  clockTable: string | undefined,
): Pick<Runtime, 'aws' | 'clock' | 'refresh'> {
  if (clockTable === undefined) return { aws, clock: systemClock };
  const clock = createShiftedClock(aws.dynamoDb(), clockTable);
  return {
    aws: { ...aws, ses: () => shiftAnswerDates(aws.ses(), clock) },
    clock,
    refresh: clock.refresh,
  };
}

/** Reads configuration and secret. Throws as `startRuntime`, and when the secret cannot be had. */
export async function startKeyedRuntime(env?: Record<string, string | undefined>): Promise<KeyedRuntime> {
  const runtime = startRuntime(env);
  const { PSEUDONYM_KEY, PSEUDONYM_SECRET_ID } = runtime.config;
  return { ...runtime, pseudonymKey: PSEUDONYM_KEY ?? (await readSecret(runtime.aws, PSEUDONYM_SECRET_ID)) };
}

async function readSecret(aws: AwsClients, SecretId: string | undefined): Promise<string> {
  const { SecretString } = await aws.secrets().send(new GetSecretValueCommand({ SecretId }));
  if (SecretString === undefined || SecretString.length < 32)
    throw new Error('the secret of PSEUDONYM_SECRET_ID is too short for a key');
  return SecretString;
}
