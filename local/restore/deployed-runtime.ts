import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { UsageError } from '../command.ts';

/** Whichever function has all the tables and the pseudonyms. */
const FUNCTION = 'apply-erasures';

/**
 * The runtime of a stage as it is deployed: with the environment of its functions, so that nobody types the names of tables.
 *
 * @throws UsageError when there is no such stage in the account and region of the client
 */
export async function runtimeOf(lambda: Pick<LambdaClient, 'send'>, stage: string): Promise<KeyedRuntime> {
  const FunctionName = `communication-${stage}-${FUNCTION}`;
  try {
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return await startKeyedRuntime({ AWS_REGION: process.env['AWS_REGION'], ...Environment?.Variables });
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException')
      throw new UsageError(`there is no function ${FunctionName} here: is AWS_REGION that of the stage?`);
    throw error;
  }
}
