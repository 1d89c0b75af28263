import type { z } from 'zod';
import { type Place, TemplateNotUnderstood, type Templates } from './cloudformation.ts';
import { createResolver } from './intrinsics.ts';

/** A resource with every reference resolved. */
export interface ResolvedResource<Properties> {
  place: Place;
  /** What `Ref` answers. */
  name: string;
  properties: Properties;
  metadata: Record<string, unknown>;
}

/**
 * All resources of one type, in the order of the templates.
 *
 * @throws TemplateNotUnderstood when a reference leads nowhere or the properties are not as the schema wants them
 */
export type FindResources = <Properties>(
  type: string,
  schema: z.ZodType<Properties>,
) => ResolvedResource<Properties>[];

/** Opens the templates of a stage. Only the resources that are asked for are resolved. */
export function openTemplates(templates: Templates): FindResources {
  const resolve = createResolver(templates);
  return (type, schema) =>
    Object.entries(templates).flatMap(([stack, { Resources }]) =>
      Object.entries(Resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([logicalId, { Properties = {}, Metadata = {} }]) => {
          const place = { stack, path: `Resources.${logicalId}` };
          const inProperties = { stack, path: `${place.path}.Properties` };
          return {
            place,
            name: String(resolve({ Ref: logicalId }, place)),
            properties: check(schema, resolve(Properties, inProperties), inProperties),
            metadata: Metadata,
          };
        }),
    );
}

function check<Properties>(schema: z.ZodType<Properties>, value: unknown, place: Place): Properties {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new TemplateNotUnderstood(place, faults.join('; '));
}
