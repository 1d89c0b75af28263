import { z } from 'zod';
import type { FunctionNamed } from './functions.ts';
import type { FindResources } from './resources.ts';

export interface ScheduleResource {
  name: string;
  /** `rate(…)`, `cron(…)` */
  expression: string;
  timeZone: string;
  functionName: string;
  /** What the target is invoked with; an empty object when the schedule does not say. */
  input: unknown;
}

const scheduleProperties = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.string().default('ENABLED'),
  Target: z.object({ Arn: z.string(), Input: z.string().default('{}') }),
});

/** The schedules that are on. */
export function readSchedules(find: FindResources, nameFunction: FunctionNamed): ScheduleResource[] {
  return find('AWS::Scheduler::Schedule', scheduleProperties)
    .filter(({ properties }) => properties.State === 'ENABLED')
    .map(({ name, place, properties: { ScheduleExpression, ScheduleExpressionTimezone, Target } }) => ({
      name,
      expression: ScheduleExpression,
      timeZone: ScheduleExpressionTimezone,
      functionName: nameFunction(Target.Arn, place),
      input: JSON.parse(Target.Input) as unknown,
    }));
}
