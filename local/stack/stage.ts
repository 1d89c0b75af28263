import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { loadConfig, type Config } from '../../shared/platform/config.ts';
import { TABLES, type TableName } from '../../shared/store/tables.ts';
import { localDocumentClient } from '../clients.ts';
import { Problem } from '../command.ts';
import { type LocalStack } from './localstack.ts';

const PREFIX = 'communication-local';

/** The stage `local` as it lies deployed, by what it says of itself. */
export interface DeployedStage {
  local: LocalStack;
  /** What its functions are configured with. */
  config: Config;
  /** Full name of every table. */
  tables: Record<TableName, string>;
  client: DynamoDBDocumentClient;
  /** Without a slash at its end. */
  apiAddress: string;
}

/**
 * Looks the deployed stage up.
 *
 * @throws Problem when it is not deployed
 */
export async function findStage(local: LocalStack): Promise<DeployedStage> {
  const config = await readConfig(local);
  const names = Object.entries(TABLES).map(([name, { variable }]) => [
    name,
    config[variable as keyof Config],
  ]);
  return {
    local,
    config,
    tables: Object.fromEntries(names) as Record<TableName, string>,
    client: localDocumentClient(local.endpoint),
    apiAddress: await findApi(local),
  };
}

/** Physical name of a function or schedule, e.g. of `daily-batch-processing`. */
export function physicalName(id: string): string {
  return `${PREFIX}-${id}`;
}

/** Any function that works on tables knows them all. */
async function readConfig(local: LocalStack): Promise<Config> {
  try {
    const { Environment } = await new LambdaClient(local.client).send(
      new GetFunctionConfigurationCommand({ FunctionName: physicalName('process-email-queue') }),
    );
    return loadConfig(Environment?.Variables);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    throw new Problem(`nothing is deployed at ${local.endpoint}: npm run stack`, { cause: error });
  }
}

async function findApi(local: LocalStack): Promise<string> {
  const { items = [] } = await new APIGatewayClient(local.client).send(
    new GetRestApisCommand({ limit: 500 }),
  );
  const id = items.find(({ name }) => name === PREFIX)?.id;
  if (id === undefined) throw new Problem(`${PREFIX} has no API: npm run stack -- --fresh`);
  return `${local.endpoint}/_aws/execute-api/${id}/local`;
}
