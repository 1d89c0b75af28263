import type { Method } from '../../shared/contracts/http/operation.ts';

const text = { type: 'string' } as const;

/** Headers of requests. `Accept`, `Authorization` and `Content-Type` are OpenAPI's own matter. */
export const PARAMETERS = {
  IfMatch: {
    in: 'header',
    name: 'If-Match',
    required: true,
    description: 'The `ETag` of the resource as it was read: 428 without, 412 when it changed since.',
    schema: { ...text, pattern: '^"(0|[1-9]\\d{0,14})"$' },
    example: '"3"',
  },
  IdempotencyKey: {
    in: 'header',
    name: 'Idempotency-Key',
    required: false,
    description:
      'Your name for this write, which may then be repeated: it has one effect. The same key for another write is refused.',
    schema: { ...text, pattern: '^[\\x21-\\x7e]{1,255}$' },
    example: '6f1c2d9a-0e8b-4a9e-9a51-1c8f5f0f7a11',
  },
  AcceptLanguage: {
    in: 'header',
    name: 'Accept-Language',
    required: false,
    description: 'The language of the titles of problems: German or English.',
    schema: text,
    example: 'de',
  },
} as const;

/** Headers of answers. */
export const HEADERS = {
  'X-Request-Id': { description: 'Stands in the logs of the service.', schema: text },
  ETag: {
    description:
      'The version of the resource, for `If-Match`. An entry has the version of its email or call.',
    schema: text,
    example: '"3"',
  },
  Location: { description: 'The path of what was made.', schema: text },
  'Content-Language': {
    description: 'The language of the title.',
    schema: text,
  },
  'WWW-Authenticate': { description: 'What is missing (RFC 6750, section 3).', schema: text },
  'Retry-After': { description: 'Seconds to wait before trying again.', schema: text },
  Allow: { description: 'The methods that the resource has.', schema: text },
} as const;

export type HeaderName = keyof typeof HEADERS;

/** Refers to headers of answers. */
export function headers(...names: HeaderName[]) {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` } as const]));
}

/** Refers to the headers that requests with a method may or must have. */
export function headerParameters(method: Method) {
  const names: (keyof typeof PARAMETERS)[] = [
    ...(method === 'PUT' || method === 'DELETE' ? (['IfMatch'] as const) : []),
    ...(method === 'GET' ? [] : (['IdempotencyKey'] as const)),
    'AcceptLanguage',
  ];
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }) as const);
}
