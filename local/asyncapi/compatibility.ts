/** The part of JSON Schema (draft 7) that the schemas of events use. */
export interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  [keyword: string]: unknown;
}

/** Keywords whose greater value lets less in, and those whose smaller value does. */
const LOWER_BOUNDS = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'];
const UPPER_BOUNDS = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'];

/**
 * What in a schema's change breaks whoever is on the other side. An event that comes in may be written as it was before; one
 * that goes out may be read as it was before.
 *
 * @returns one line for each break, beginning with the path of the field; none when nobody notices
 */
export function breakingChanges(before: JsonSchema, after: JsonSchema, flow: 'in' | 'out'): string[] {
  const now = new Set(fieldsOf(after));
  const removed = fieldsOf(before).filter((field) => !now.has(field));
  const refused = flow === 'in' ? refusals(before, after, '') : refusals(after, before, '');
  return [
    ...removed.map((field) => `${field} is gone`),
    ...refused.map((line) => (flow === 'in' ? `${line}, which it was not` : `${line} for those who read it`)),
  ];
}

/** Paths of all fields that a schema names. */
function fieldsOf(schema: JsonSchema, path = ''): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    `${path}/${name}`,
    ...fieldsOf(field, `${path}/${name}`),
  ]);
  const nested = [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])];
  return [...own, ...nested.flatMap((each) => fieldsOf(each, path))];
}

/** Why one schema refuses something that another lets in. */
function refusals(given: JsonSchema, by: JsonSchema, path: string): string[] {
  return (given.anyOf ?? [given]).flatMap((option) => {
    const tries = (by.anyOf ?? [by]).map((other) => refusalsOfOne(option, other, path));
    return tries.reduce((best, each) => (each.length < best.length ? each : best));
  });
}

function refusalsOfOne(given: JsonSchema, by: JsonSchema, path: string): string[] {
  const at = path === '' ? '/' : path;
  const missing = (by.required ?? []).filter((name) => !(given.required ?? []).includes(name));
  const shared = Object.entries(by.properties ?? {}).flatMap(([name, field]) => {
    const same = given.properties?.[name];
    return same ? refusals(same, field, `${path}/${name}`) : [];
  });
  return [
    ...(hasTypes(given, by) ? [] : [`${at} is refused by its type`]),
    ...(hasValues(given, by) ? [] : [`${at} is refused by its values`]),
    ...boundsOf(given, by).map((keyword) => `${at} is refused by its ${keyword}`),
    ...missing.map((name) => `${path}/${name} is required`),
    ...shared,
    ...(by.items ? refusals(given.items ?? {}, by.items, `${path}/*`) : []),
  ];
}

function hasTypes(given: JsonSchema, by: JsonSchema): boolean {
  if (by.type === undefined) return true;
  const [wanted, offered] = [[by.type].flat(), given.type === undefined ? undefined : [given.type].flat()];
  const fits = (type: string) => wanted.includes(type) || (type === 'integer' && wanted.includes('number'));
  return offered?.every(fits) ?? false;
}

function hasValues(given: JsonSchema, by: JsonSchema): boolean {
  const [wanted, offered] = [valuesOf(by), valuesOf(given)];
  return wanted === undefined || (offered?.every((value) => wanted.includes(value)) ?? false);
}

function valuesOf(schema: JsonSchema): unknown[] | undefined {
  return schema.enum ?? ('const' in schema ? [schema.const] : undefined);
}

/** Keywords that let less in. A list of known values needs no other bound. */
function boundsOf(given: JsonSchema, by: JsonSchema): string[] {
  if (valuesOf(given)) return [];
  const bound = (schema: JsonSchema, keyword: string, none: number) => Number(schema[keyword] ?? none);
  return [
    ...LOWER_BOUNDS.filter((keyword) => bound(by, keyword, -Infinity) > bound(given, keyword, -Infinity)),
    ...UPPER_BOUNDS.filter((keyword) => bound(by, keyword, Infinity) < bound(given, keyword, Infinity)),
    ...['pattern', 'format'].filter((keyword) => by[keyword] !== undefined && by[keyword] !== given[keyword]),
  ];
}
