import { createDocument, type ZodOpenApiOverride, type ZodOpenApiPathItemObject } from 'zod-openapi';
import { CALLER_LINE_OPERATIONS } from '../../shared/contracts/http/caller-lines.ts';
import { ERASURE_OPERATIONS } from '../../shared/contracts/http/erasures.ts';
import { EMAIL_OPERATIONS } from '../../shared/contracts/http/emails.ts';
import { INBOUND_MAIL_OPERATIONS } from '../../shared/contracts/http/inbound-mails.ts';
import type { Operation } from '../../shared/contracts/http/operation.ts';
import { OUTBOX_OPERATIONS } from '../../shared/contracts/http/outbox.ts';
import { PARKED_RECORD_OPERATIONS } from '../../shared/contracts/http/parked-records.ts';
import { PHONE_CALL_OPERATIONS } from '../../shared/contracts/http/phone-calls.ts';
import { SERVICE_OPERATIONS } from '../../shared/contracts/http/service.ts';
import { SUPPRESSION_OPERATIONS } from '../../shared/contracts/http/suppressions.ts';
import { SWITCH_OPERATIONS } from '../../shared/contracts/http/switches.ts';
import { THERAPIST_OPERATIONS } from '../../shared/contracts/http/therapists.ts';
import { WORK_ITEM_OPERATIONS } from '../../shared/contracts/http/work-items.ts';
import { HEADERS, PARAMETERS } from './headers.ts';
import { BEARER, toOperationObject } from './operation-object.ts';
import { METHOD_NOT_ALLOWED } from './problem-responses.ts';

interface Family {
  tag: string;
  description: string;
  operations: readonly Operation[];
}

/** In the order of the reference. */
const FAMILIES: readonly Family[] = [
  {
    tag: 'Emails',
    description: 'What therapists are written, their entries ("batches"), and what they answer.',
    operations: EMAIL_OPERATIONS,
  },
  {
    tag: 'Inbound mails',
    description: 'What arrived by mail, for staff to say what it belongs to and what it decides.',
    operations: INBOUND_MAIL_OPERATIONS,
  },
  {
    tag: 'Phone calls',
    description: 'Calls to therapists who did not answer, and the requests on their agenda ("batches").',
    operations: PHONE_CALL_OPERATIONS,
  },
  {
    tag: 'Work items',
    description: 'What machines cannot bring forward, so that a person has to.',
    operations: WORK_ITEM_OPERATIONS,
  },
  {
    tag: 'Caller lines',
    description: 'How many people make calls, and when.',
    operations: CALLER_LINE_OPERATIONS,
  },
  {
    tag: 'Therapists',
    description: 'When therapists can be called: their phone hours, and their absences.',
    operations: THERAPIST_OPERATIONS,
  },
  {
    tag: 'Switches',
    description: 'What is not mailed, because staff have switched it off.',
    operations: SWITCH_OPERATIONS,
  },
  {
    tag: 'Suppressions',
    description: 'Addresses that get no mail: they bounced, complained, or asked for it.',
    operations: SUPPRESSION_OPERATIONS,
  },
  {
    tag: 'Parked records',
    description: 'What came over a topic and could not be understood.',
    operations: PARKED_RECORD_OPERATIONS,
  },
  {
    tag: 'Outbox',
    description: 'Events of this service that wait to be published.',
    operations: OUTBOX_OPERATIONS,
  },
  {
    tag: 'Erasures',
    description: 'Persons of whom nothing is kept any more.',
    operations: ERASURE_OPERATIONS,
  },
  {
    tag: 'Service',
    description: 'What the service tells of itself, to everybody.',
    operations: SERVICE_OPERATIONS,
  },
];

/** Every operation of the API. */
export const OPERATIONS: readonly Operation[] = FAMILIES.flatMap(({ operations }) => operations);

const DESCRIPTION = `Emails and phone calls to therapists about placement requests, and what therapists answer.

**Formats.** JSON in UTF-8 with names in snake_case, at most 1 MB; unknown fields and query parameters are refused by name. Instants are ISO 8601 in UTC with \`Z\`, local dates and times stand beside their \`time_zone\`. Ids of this service are opaque.

**Access.** Every operation names the scopes that a token needs (\`security\`). Further scopes open more of the same (\`x-optional-scopes\`): without \`email.content\`, bodies, answers, notes, names, addresses and phone numbers are absent.

**Problems.** What is not done is answered as \`application/problem+json\` (RFC 9457). \`type\` is stable, \`title\` is for people, \`errors\` names the fields at fault. A path that there is not answers 404 (\`NotFound\`), a method that a resource does not have 405 (\`MethodNotAllowed\`).

**Writes.** \`PUT\` and \`DELETE\` need \`If-Match\` with the \`ETag\` of what was read. With an \`Idempotency-Key\`, a write may be repeated and has one effect.

**Lists.** \`limit\` items a page; \`next_cursor\` continues with the same filters, and is null at the end.

Whole examples stand in \`x-examples\`; names in braces mean what the server of the example has. Everybody in them is invented.`;

/** Leaves out of a schema what says the same as its format, in 200 characters. */
const readable: ZodOpenApiOverride = ({ jsonSchema }) => {
  if (jsonSchema.format === 'date-time') jsonSchema.pattern = 'Z$';
  if (jsonSchema.format === 'date') delete jsonSchema.pattern;
};

/** The OpenAPI 3.1 document of the API, from the operations and their schemas alone. */
export function createApiDocument() {
  return createDocument(
    {
      openapi: '3.1.0',
      info: { title: 'Communication Service', version: '1.0.0', description: DESCRIPTION },
      servers: [{ url: 'http://localhost:3000', description: 'The service as one program (npm start).' }],
      tags: FAMILIES.map(({ tag, description }) => ({ name: tag, description })),
      paths: toPaths(FAMILIES),
      components: {
        parameters: PARAMETERS,
        headers: HEADERS,
        responses: { MethodNotAllowed: METHOD_NOT_ALLOWED },
        securitySchemes: {
          [BEARER]: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'An access token of the configured OpenID Connect issuer, with scopes in `scope`.',
          },
        },
      },
    },
    { override: readable },
  );
}

function toPaths(families: readonly Family[]): Record<string, ZodOpenApiPathItemObject> {
  const paths: Record<string, ZodOpenApiPathItemObject> = {};
  for (const { tag, operations } of families)
    for (const operation of operations)
      paths[operation.path] = {
        ...paths[operation.path],
        [operation.method.toLowerCase()]: toOperationObject(operation, tag),
      };
  return paths;
}
