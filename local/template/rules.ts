import { z } from 'zod';
import type { FunctionNamed } from './functions.ts';
import type { FindResources } from './resources.ts';

export interface RuleResource {
  name: string;
  bus: string;
  pattern: object;
  functionName: string;
}

/** A changed event would reach the function otherwise than it was put: better refused than ignored. */
const unknownHere = z.undefined('is not known here').optional();

const ruleProperties = z.object({
  EventBusName: z.string().default('default'),
  EventPattern: z.record(z.string(), z.unknown()),
  State: z.string().default('ENABLED'),
  Targets: z.array(
    z.object({ Arn: z.string(), Input: unknownHere, InputPath: unknownHere, InputTransformer: unknownHere }),
  ),
});

/** The rules of the event buses that are on, once for every target. */
export function readRules(find: FindResources, nameFunction: FunctionNamed): RuleResource[] {
  return find('AWS::Events::Rule', ruleProperties)
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .flatMap(({ name, place, properties: { EventBusName, EventPattern, Targets } }) =>
      Targets.map(({ Arn }) => ({
        name,
        // By name or by ARN.
        bus: EventBusName.slice(EventBusName.lastIndexOf('/') + 1),
        pattern: EventPattern,
        functionName: nameFunction(Arn, place),
      })),
    );
}
