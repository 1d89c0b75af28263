import fc from 'fast-check';
import type { CallOptions } from './api-client.ts';
import type { DocumentedOperation } from './api-document.ts';
import { damaged, noBodies } from './hostile-json.ts';
import { valuesOf, type KnownValues } from './schema-values.ts';

/** What a client may send: right, nearly right, or hostile. */
export interface WildRequest {
  method: string;
  path: string;
  query: [string, string][];
  body?: string | Uint8Array;
  headers: Record<string, string>;
  /** Meant for the present version, which is read before. */
  current: boolean;
  caller: Pick<CallOptions, 'scopes' | 'token'>;
}

export interface KnownRequests extends KnownValues {
  /** Cursors of this service, of any list. */
  cursors: readonly string[];
  /** Bodies of the operation's examples. */
  bodies: readonly object[];
  /** Parameters of the path of the operation's examples. */
  params: readonly Record<string, string>[];
}

const ODD_TEXTS = [
  'nothing',
  '%00',
  '..',
  '.',
  '%2e%2e%2f',
  'em_%F0%9F%98%80',
  "'%20OR%201=1",
  'a'.repeat(3_000),
  'em_00000000000000000000000000',
  'pc_00000000000000000000000000-1',
  '{email_id}',
  '-1',
  '0',
  '1e3',
  '99999999999999999999',
];

/** One in so many. */
const rarely = (count: number) => fc.integer({ min: 1, max: count }).map((n) => n === 1);

/** One of two, the second one in so many. */
function orRarely<A, B>(usual: fc.Arbitrary<A>, odd: fc.Arbitrary<B>, count: number): fc.Arbitrary<A | B> {
  return fc.oneof({ weight: count - 1, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

/** Requests of one operation. */
export function wildRequests(
  operation: DocumentedOperation,
  known: KnownRequests,
): fc.Arbitrary<WildRequest> {
  const { method } = operation;
  const others = fc.constantFrom('PATCH', 'TRACE', 'OPTIONS', 'HEAD', 'PUT', 'POST', 'DELETE', 'GET');
  return fc
    .record({
      method: orRarely(fc.constant(method), others, 25),
      path: paths(operation, known),
      query: queries(operation, known),
      body: bodies(operation, known),
      headers: headers(method),
      current: rarely(8).map((stale) => !stale),
      caller: callers(operation),
    })
    .map(({ body, ...request }) => ({ ...request, ...(body !== undefined && { body }) }));
}

function paths({ path, parameters }: DocumentedOperation, known: KnownRequests): fc.Arbitrary<string> {
  const inPath = parameters.filter((candidate) => candidate.in === 'path');
  if (inPath.length === 0) return fc.constant(path);
  const odd = fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.constantFrom(...known.ids));
  const any = inPath.map(
    ({ name, schema }) => [name, orRarely(valuesOf(schema, known).map(String), odd, 8)] as const,
  );
  const values: fc.Arbitrary<Record<string, string>> = fc.oneof(
    { weight: 3, arbitrary: fc.record(Object.fromEntries(any)) },
    { weight: 1, arbitrary: fc.constantFrom(...known.params) },
  );
  return values.map((given) => path.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? ''));
}

function queries(
  { parameters }: DocumentedOperation,
  known: KnownRequests,
): fc.Arbitrary<[string, string][]> {
  const named = parameters.filter((parameter) => parameter.in === 'query');
  const right = named.map(({ name, schema }) => {
    const values = name === 'cursor' ? cursors(known) : valuesOf(schema, known).map(String);
    return fc
      .option(orRarely(values, fc.constantFrom(...ODD_TEXTS, '', ' ', 'true', '101', '\u0000', '😀'), 12), {
        freq: 2,
        nil: undefined,
      })
      .map((value): [string, string][] => (value === undefined ? [] : [[name, value]]));
  });
  const odd = fc.constantFrom<[string, string][]>(
    [['nothing', '1']],
    [
      ['limit', '5'],
      ['limit', '6'],
    ],
    [['__proto__', '1']],
    [['', '']],
    [['cursor', 'x'.repeat(5_000)]],
  );
  return fc
    .tuple(fc.tuple(...right), orRarely(fc.constant([]), odd, 10))
    .map(([parts, more]) => [...parts.flat(), ...more]);
}

/** Cursors of any list, sometimes changed. */
function cursors({ cursors: given }: KnownRequests): fc.Arbitrary<string> {
  const known = fc.constantFrom(...given);
  const changed = fc.tuple(known, fc.nat(), fc.constantFrom('A', '.', '=', '%')).map(([cursor, at, char]) => {
    const index = at % cursor.length;
    return `${cursor.slice(0, index)}${char}${cursor.slice(index + 1)}`;
  });
  return fc.oneof(known, changed, fc.constantFrom('e30.e30', '.', '..', 'x'));
}

function bodies(
  { body }: DocumentedOperation,
  known: KnownRequests,
): fc.Arbitrary<string | Uint8Array | undefined> {
  if (!body) return orRarely(fc.constant(undefined), fc.constantFrom('{}', 'x'), 20);
  const examples = fc.constantFrom(...known.bodies);
  const fitting = valuesOf(body.schema, known) as fc.Arbitrary<Record<string, unknown>>;
  const right = fc.oneof(examples, fc.tuple(examples, fitting, fc.nat()).map(withOneOf), fitting);
  return fc.oneof(
    { weight: 9, arbitrary: right.map((value) => JSON.stringify(value)) },
    { weight: 9, arbitrary: right.chain(damaged) },
    { weight: 1, arbitrary: noBodies },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

/** An example with one field of another body. */
function withOneOf([example, other, n]: [object, Record<string, unknown>, number]): object {
  const names = Object.keys(other);
  const name = names[n % names.length];
  return name === undefined ? example : { ...example, [name]: other[name] };
}

/** Good headers, or one that is odd. */
function headers(method: string): fc.Arbitrary<Record<string, string>> {
  const usual = method === 'GET' ? {} : { 'content-type': 'application/json' };
  const odd = fc.constantFrom<[string, string]>(
    ['content-type', 'application/json; charset=utf-8'],
    ['content-type', 'application/json; charset=latin1'],
    ['content-type', 'application/x-www-form-urlencoded'],
    ['content-type', ''],
    ['accept', 'application/json;q=0'],
    ['accept', 'text/html, */*;q=0.1'],
    ['accept', ',;q=x,*'],
    ['accept', 'text/calendar'],
    ['accept-language', 'de-CH, en;q=0.5'],
    ['accept-language', 'de;q=2, *;q=-1, ;;;'],
    ['if-match', '*'],
    ['if-match', 'W/"1"'],
    ['if-match', '"1", "2"'],
    ['if-match', '1'],
    ['if-match', '"99999999999999999999"'],
    ['if-match', '"-1"'],
    ['if-none-match', '*'],
    ['idempotency-key', ''],
    ['idempotency-key', 'two words'],
    ['idempotency-key', 'x'.repeat(256)],
    ['idempotency-key', 'again'],
    ['idempotency-key', '\u00e4'],
    ['authorization', 'Basic c3RhZmY6c3RhZmY='],
    ['authorization', 'Bearer'],
    ['authorization', `Bearer ${'a.'.repeat(5_000)}`],
    ['origin', 'https://elsewhere.example'],
    ['x-http-method-override', 'DELETE'],
    ['x-forwarded-host', 'elsewhere.example'],
    ['content-encoding', 'gzip'],
  );
  return orRarely(
    fc.constant(usual),
    odd.map(([name, value]) => ({ ...usual, [name]: value })),
    4,
  );
}

function callers({ scopes }: DocumentedOperation): fc.Arbitrary<WildRequest['caller']> {
  const odd = fc.constantFrom<WildRequest['caller']>(
    { token: null },
    { token: 'e30.e30.' },
    { scopes: ['ops.read'] },
    {
      scopes,
    },
  );
  return orRarely(fc.constant({}), odd, 10);
}
