import { z } from 'zod';
import { type Place, TemplateNotUnderstood } from './cloudformation.ts';
import type { FindResources } from './resources.ts';

export interface FunctionResource {
  /** `communication-local-matching-events` */
  name: string;
  /** Source of the handler from the root of the project: `functions/events/matching-events.ts`. */
  entry: string;
  environment: Record<string, string>;
  timeoutMs: number;
}

const functionProperties = z.object({
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
  // CloudFormation's default.
  Timeout: z.number().default(3),
});

/** The Lambdas. */
export function readFunctions(find: FindResources): FunctionResource[] {
  return find('AWS::Lambda::Function', functionProperties).map(({ name, place, properties, metadata }) => {
    const { entry } = metadata;
    if (typeof entry !== 'string')
      throw new TemplateNotUnderstood(place, 'Metadata has no entry that names the source of the function');
    return {
      name,
      entry,
      environment: properties.Environment?.Variables ?? {},
      timeoutMs: properties.Timeout * 1000,
    };
  });
}

/** Reads the name of a function out of its ARN, of an API's integration, or as it stands. */
export type FunctionNamed = (reference: string, place: Place) => string;

/** A FunctionNamed that throws TemplateNotUnderstood when a reference is none of these functions. */
export function functionNamed(functions: FunctionResource[]): FunctionNamed {
  return (reference, place) => {
    const name = /:function:([^:/]+)/.exec(reference)?.[1] ?? reference;
    if (functions.some((each) => each.name === name)) return name;
    throw new TemplateNotUnderstood(place, `${reference} is not a function of these templates`);
  };
}
