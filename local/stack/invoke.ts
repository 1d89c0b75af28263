import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Problem } from '../command.ts';
import { type LocalStack } from './localstack.ts';

/**
 * Invokes a deployed function and waits for its answer.
 *
 * @param functionName name or ARN
 * @param payload JSON text
 * @returns what the function answered
 * @throws Problem when it fails
 */
export async function invokeFunction(
  local: LocalStack,
  functionName: string,
  payload: string,
): Promise<unknown> {
  const { Payload, FunctionError } = await new LambdaClient(local.client).send(
    new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(payload) }),
  );
  const answer = Buffer.from(Payload ?? []).toString();
  if (FunctionError !== undefined) throw new Problem(`${functionName} failed: ${answer}`);
  return answer === '' ? undefined : JSON.parse(answer);
}
