import { TABLES, type TableName } from '../shared/store/tables.ts';
import type { StageConfig } from './config.ts';
import type { StatefulStack } from './stateful-stack.ts';

/**
 * The environment of every function of a stage: what `shared/platform/config.ts` reads (CONTRACT §5).
 *
 * @param publicUrl where the world reaches the stage's API
 */
export function serviceEnvironment(
  stage: StageConfig,
  { data, publicUrl }: { data: StatefulStack; publicUrl: string },
): Record<string, string> {
  const names = Object.keys(TABLES) as TableName[];
  const tables = names.map((name) => [TABLES[name].variable, data.tables[name].tableName] as const);
  return {
    ...Object.fromEntries(tables),
    STAGE: stage.name,
    TIME_ZONE: stage.timeZone,
    PARKING_BUCKET: data.bucket.bucketName,
    PSEUDONYM_SECRET_ID: data.pseudonymSecret.secretArn,
    CONFIGURATION_SET: data.configurationSet.configurationSetName,
    PUBLIC_URL: publicUrl,
    MAIL_MODE: stage.mailMode,
    ...(stage.mailMode === 'redirect' && { MAIL_REDIRECT_TO: stage.mailRedirectTo }),
    ...(stage.mailMode === 'allow-list' && { MAIL_ALLOW_LIST: stage.mailAllowList.join(',') }),
    ...transport(stage, data),
    ...stage.identity,
    ...stage.serviceSettings,
  };
}

function transport(
  { msk, kafkaBrokers, provisionedPollers }: StageConfig,
  data: StatefulStack,
): Record<string, string> {
  if (msk) {
    return {
      EVENT_TRANSPORT: 'kafka',
      KAFKA_BROKERS: msk.MSK_BROKERS,
      KAFKA_AUTH: msk.scram ? 'scram' : 'iam',
      ...(msk.scram && { KAFKA_SECRET_ID: msk.scram.MSK_SCRAM_SECRET_ARN }),
      KAFKA_PARTIAL_BATCHES: String(provisionedPollers),
    };
  }
  if (kafkaBrokers !== undefined) {
    return { EVENT_TRANSPORT: 'kafka', KAFKA_BROKERS: kafkaBrokers, KAFKA_PARTIAL_BATCHES: 'true' };
  }
  return { EVENT_TRANSPORT: 'eventbridge', EVENT_BUS: data.bus.eventBusName };
}
