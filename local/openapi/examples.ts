import { z } from 'zod';
import type { Example, Operation } from '../../shared/contracts/http/operation.ts';

/** Stands for what a seeded engine has (see `Example`), so that the examples of the document fit its schemas. */
const SAMPLE_IDS = {
  email: 'em_01k9y3h6zr4q8v2m7c5x1t0dbn',
  call: 'pc_01k9y3h6zr9f6w3p8j2s4g7aek',
  item: 'wi_01k9y3h6zr2b5n8d4t6h9q3wsm',
  absence: 'ab_01k9y3h6zr7m3c8f5v1k6r4tjx',
  mail: 'in_01k9y3h6zr5d2g8p1w4b7n6hsq',
  erasure: 'er_01k9y3h6zr5d8k2w7n4g1p6sxe',
  suppression: 'qG7zN0v-3kXw_Yb2LfTd9RsA',
  record: 'matching-events-0-0000000000004711',
};

type Named = Record<string, { summary: string; value: unknown }>;

/** Examples of what one place of a request holds, by a name that is the same in all places of one request. */
export function examplesOf(
  { examples }: Pick<Operation, 'examples'>,
  valueOf: (example: Example) => unknown,
): Named {
  const fitting = examples.filter(({ status }) => status !== 400).map(withSampleIds);
  return Object.fromEntries(
    fitting.flatMap((example) => {
      const value = valueOf(example);
      return value === undefined ? [] : [[nameOf(example), { summary: example.summary, value }]];
    }),
  );
}

/** The same parameters with examples. */
export function withExamples(
  schema: z.ZodType,
  operation: Pick<Operation, 'examples'>,
  place: 'params' | 'query',
): z.ZodObject {
  if (!(schema instanceof z.ZodObject)) throw new Error('parameters are an object');
  const fields = Object.entries(schema.shape).map(([name, field]) => {
    const examples = examplesOf(operation, (example) => example[place]?.[name]);
    const known = Object.keys(examples).length > 0;
    return [name, known ? (field as z.ZodType).meta({ param: { examples } }) : (field as z.ZodType)] as const;
  });
  return z.strictObject(Object.fromEntries(fields));
}

function withSampleIds(example: Example): Example {
  const text = JSON.stringify(example).replace(
    /\{\w+_(email|call|item|absence|mail|suppression|record|erasure)_id\}/g,
    (_, kind: keyof typeof SAMPLE_IDS) => SAMPLE_IDS[kind],
  );
  return JSON.parse(text) as Example;
}

/** `The email has left` → `the-email-has-left`. */
function nameOf({ summary }: Example): string {
  return summary
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
