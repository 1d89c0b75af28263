import fc from 'fast-check';
import { resolve, type Schema } from './api-document.ts';

/** What a seeded engine has: values that lead somewhere. */
export interface KnownValues {
  /** Ids of this service, of emails, calls and their entries. */
  ids: readonly string[];
  /** Ids of siblings: therapists and requests. */
  siblingIds: readonly number[];
  instants: readonly string[];
  dates: readonly string[];
  /** Texts whose rule no schema says, by the name of their field. */
  texts: Readonly<Record<string, readonly string[]>>;
}

/**
 * Values that fit a JSON Schema of the document, as far as the schema says; where it allows, mostly such as the engine
 * knows.
 */
export function valuesOf(given: Schema, known: KnownValues): fc.Arbitrary<unknown> {
  const schema = resolve<Schema>(given);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return objects(schema, known);
    case 'array':
      return fc.uniqueArray(valuesOf(schema.items ?? {}, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 12),
      });
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return integers(schema, known);
    case 'string':
      return strings(schema, known);
    default:
      return fc.jsonValue();
  }
}

function objects(
  { properties = {}, required = [], additionalProperties }: Schema,
  known: KnownValues,
): fc.Arbitrary<unknown> {
  if (typeof additionalProperties === 'object' && Object.keys(properties).length === 0)
    return fc.dictionary(fc.constantFrom('personal_note', 'other'), valuesOf(additionalProperties, known));
  const fields = Object.entries(properties).map(([name, schema]) => {
    const texts = known.texts[name];
    return [name, texts ? mostly<unknown>(texts, valuesOf(schema, known)) : valuesOf(schema, known)] as const;
  });
  return fc.record(Object.fromEntries(fields), { requiredKeys: required });
}

function integers(schema: Schema, { siblingIds }: KnownValues): fc.Arbitrary<number> {
  const { multipleOf = 1, minimum, exclusiveMinimum, maximum = Number.MAX_SAFE_INTEGER } = schema;
  const least = minimum ?? (exclusiveMinimum ?? -1) + 1;
  const any = fc
    .integer({ min: Math.ceil(least / multipleOf), max: Math.floor(maximum / multipleOf) })
    .map((count) => count * multipleOf);
  const fitting = siblingIds.filter((id) => id >= least && id <= maximum && id % multipleOf === 0);
  return mostly(fitting, any);
}

function strings(
  { pattern, format, minLength = 0, maxLength = 200 }: Schema,
  { ids, siblingIds, instants, dates }: KnownValues,
): fc.Arbitrary<string> {
  const oneTo = { min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true };
  if (format === 'date-time')
    return mostly(
      instants,
      fc.date(oneTo).map((date) => date.toISOString()),
    );
  if (format === 'date')
    return mostly(
      dates,
      fc.date(oneTo).map((date) => date.toISOString().slice(0, 10)),
    );
  if (pattern !== undefined) {
    const rule = new RegExp(pattern);
    const fitting = [...ids, ...siblingIds.map(String)].filter((text) => rule.test(text));
    return mostly(fitting, fc.stringMatching(rule));
  }
  const size = { minLength, maxLength: Math.min(maxLength, 60) };
  return fc.oneof(
    fc.constantFrom('Praxis Musterfrau', 'praxis-901@praxis.example', '<p>Guten <b>Tag</b></p>', '{{ x }}'),
    fc.string(size),
    fc.string({ ...size, unit: 'grapheme' }),
  );
}

/** One of the known values, if there are any, in nine of ten cases. */
function mostly<T>(known: readonly T[], any: fc.Arbitrary<T>): fc.Arbitrary<T> {
  if (known.length === 0) return any;
  return fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: any });
}
