import { GetScheduleCommand, paginateListSchedules, SchedulerClient } from '@aws-sdk/client-scheduler';
import { invokeFunction } from './invoke.ts';
import { Problem } from '../command.ts';
import { type LocalStack } from './localstack.ts';
import { physicalName } from './stage.ts';

/** Short names of the stage's schedules. */
export async function listSchedules(local: LocalStack): Promise<string[]> {
  const names: string[] = [];
  const pages = paginateListSchedules(
    { client: new SchedulerClient(local.client) },
    { NamePrefix: physicalName('') },
  );
  for await (const { Schedules = [] } of pages)
    names.push(...Schedules.map(({ Name = '' }) => Name.slice(physicalName('').length)));
  return names.sort();
}

/**
 * Does what a schedule would do at its time, which LocalStack never does: invokes the target that it was deployed with,
 * with its input.
 *
 * @param name e.g. `daily-batch-processing`
 * @returns what the function answered
 * @throws Problem when there is no such schedule, or the function fails
 */
export async function runSchedule(local: LocalStack, name: string): Promise<unknown> {
  const { Arn = '', Input = '{}' } = await readTarget(local, name);
  return invokeFunction(local, Arn, Input);
}

async function readTarget(local: LocalStack, name: string) {
  const schedules = new SchedulerClient(local.client);
  try {
    const { Target } = await schedules.send(new GetScheduleCommand({ Name: physicalName(name) }));
    return { Arn: Target?.Arn, Input: Target?.Input };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    const known = (await listSchedules(local)).join(', ');
    throw new Problem(`there is no schedule ${name}, only ${known || 'none at all'}`, { cause: error });
  }
}
