import fc from 'fast-check';

/** What stands for a value until it is text: some of what is put there is no JSON value. */
const MARK = '@@here@@';

/** What a field may hold that is not meant for it, as it stands in JSON. */
const FRAGMENTS = [
  'null',
  'true',
  '"false"',
  '0',
  '-1',
  '-0',
  '1.5',
  '1e3',
  '9.01e2',
  '1e400',
  '-1e400',
  '9007199254740993',
  '123456789012345678901234567890',
  '"901"',
  '""',
  '" "',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"👩🏽‍⚕️ 🧠"',
  '"\\u202e\\ufeff\\u2028"',
  '"a\\r\\nBcc: b@praxis.example"',
  '"<script>alert(1)</script>"',
  '"{{ sender }}{% raw %}"',
  '"2026-02-30T25:00:00Z"',
  '"9999-12-31T23:59:59.999Z"',
  '"2026-11-26T10:00:00+01:00"',
  '[]',
  '[null]',
  '{}',
  '{"a":{"b":[1,2,{"c":null}]}}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{}}',
  `"${'x'.repeat(20_001)}"`,
  `"${'ä😀'.repeat(40_000)}"`,
  `[${'1,'.repeat(2_000)}1]`,
  `${'['.repeat(63)}${']'.repeat(63)}`,
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`,
  'undefined',
  'NaN',
  '01',
  '+1',
  "'x'",
  '"\n"',
  '"\\x"',
  '/* x */ 1',
];

/** What is no JSON object at all. */
const NO_OBJECTS = [
  '',
  ' ',
  'null',
  '[]',
  '"{}"',
  '1',
  '{',
  '{}}',
  '{"a":1,}',
  '{a:1}',
  '\ufeff{}',
  '{"a":1}{"b":2}',
];

const NAMES = [
  'nothing',
  'id',
  'version',
  'status',
  '',
  '__proto__',
  'constructor',
  'toString',
  'ä'.repeat(300),
  'a\u0000',
];

/** A body as text, with one thing wrong about it, at any depth. */
export function damaged(body: object): fc.Arbitrary<string> {
  const places = placesOf(body);
  const replaced = fc
    .tuple(fc.nat(), fc.constantFrom(...FRAGMENTS))
    .map(([place, fragment]) => put(body, places[place % places.length] ?? ['nothing'], fragment));
  const added = fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...FRAGMENTS))
    .map(([name, fragment]) => put(body, [name], fragment));
  const twice = fc.constantFrom(...places).map(([name = '']) => {
    const text = JSON.stringify(body);
    return `{${JSON.stringify(name)}:1${text === '{}' ? '}' : `,${text.slice(1)}`}`;
  });
  return fc.oneof({ weight: 6, arbitrary: replaced }, { weight: 2, arbitrary: added }, twice);
}

/** Bodies that are not what a body is. */
export const noBodies: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  fc.constantFrom(...NO_OBJECTS),
  fc.string({ unit: 'binary' }),
  fc.uint8Array({ minLength: 1, maxLength: 50 }),
  fc.constant(`{"subject":"${'x'.repeat(1_000_000)}"}`),
);

type Place = readonly string[];

/** Where a value may be replaced: every member and item, and one that is not there. */
function placesOf(value: unknown, at: Place = []): Place[] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, member]) => placesOf(member, [...at, name]))
      : [];
  return at.length > 0 ? [at, ...inside] : [...inside, ['nothing']];
}

/** The body as text, with a fragment at a place. */
function put(body: object, place: Place, fragment: string): string {
  return JSON.stringify(marked(body, place)).replace(JSON.stringify(MARK), () => fragment);
}

function marked(value: unknown, [name, ...rest]: Place): unknown {
  if (name === undefined) return MARK;
  const inner = marked((value as Record<string, unknown> | undefined)?.[name], rest);
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === name ? inner : item));
  return Object.fromEntries([...Object.entries(value ?? {}).filter(([key]) => key !== name), [name, inner]]);
}
