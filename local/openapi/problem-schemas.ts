import { z } from 'zod';
import { emailId, instant, siblingId } from '../../shared/contracts/http/fields.ts';
import { PROBLEMS, type ProblemCode } from '../../shared/contracts/http/problems.ts';

const fieldFault = z
  .strictObject({
    field: z
      .string()
      .describe('Where: a pointer into the body (RFC 6901), `?name` of a query parameter, or a header.'),
    message: z.string(),
  })
  .meta({ id: 'FieldFault' });

/** Members that a problem has beside those of every problem, with an example. */
const DETAILS: Partial<Record<ProblemCode, { members: z.ZodRawShape; example: object }>> = {
  invalid_request: {
    members: {},
    example: { errors: [{ field: '/therapist_id', message: 'must be a positive integer' }] },
  },
  invalid_json: {
    members: {
      reason: z.enum([
        'empty',
        'not_utf8',
        'too_deep',
        'duplicate_key',
        'forbidden_key',
        'not_json',
        'not_an_object',
      ]),
    },
    example: { reason: 'duplicate_key' },
  },
  illegal_transition: {
    members: {
      state: z.string().optional().describe('The state that does not allow it.'),
      from: z.string().optional(),
      to: z.string().optional().describe('The state that was asked for.'),
      kind: z.string().optional().describe('The kind of email or mail, where that is the reason.'),
    },
    example: { from: 'sent', to: 'canceled' },
  },
  contact_frequency_exceeded: {
    members: {
      next_contact_at: instant.optional().describe('From when on the therapist may be written to again.'),
      held_by: emailId.optional().describe('The queued email that comes first.'),
    },
    example: { next_contact_at: '2026-11-30T08:30:00.000Z' },
  },
  contact_stopped: {
    members: { reason: z.string(), next_contact_at: instant.optional() },
    example: { reason: 'blocked' },
  },
  request_not_available: {
    members: { placement_request_ids: z.array(siblingId).describe('Those that are not.') },
    example: { placement_request_ids: [9051] },
  },
  email_full: { members: { max_patients_per_email: z.int() }, example: { max_patients_per_email: 5 } },
  agenda_full: { members: { most: z.int() }, example: { most: 10 } },
  slot_not_available: { members: { reason: z.string() }, example: { reason: 'outside_phone_hours' } },
  not_understood: { members: { reason: z.string() }, example: { reason: 'invalid_payload:match_id' } },
  no_slot_available: {
    members: { searched_until: instant },
    example: { searched_until: '2026-12-07T08:00:00.000Z' },
  },
};

type ProblemSchema = ReturnType<typeof schemaOf>;

const REQUEST_ID = '0b7f3a52-6d1e-4c3f-9a54-8d2f60c1e7aa';

/** `illegal_transition` → `IllegalTransition`. */
export function nameOf(code: ProblemCode): string {
  return code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** One schema for every problem: components are known by their schema. */
const SCHEMAS = Object.fromEntries(
  Object.keys(PROBLEMS).map((code) => [code, schemaOf(code as ProblemCode)]),
) as Record<ProblemCode, ProblemSchema>;

/** The body of a problem (RFC 9457). */
export function problemSchema(code: ProblemCode): ProblemSchema {
  return SCHEMAS[code];
}

function schemaOf(code: ProblemCode) {
  const { status } = PROBLEMS[code];
  return z
    .strictObject({
      type: z.literal(typeOf(code)),
      title: z.string().describe('For people, German or English by `Accept-Language`.'),
      status: z.literal(status),
      instance: z.string().describe('This very answer, as a URN.'),
      request_id: z.string().describe('Stands in the logs of the service.'),
      errors: z.array(fieldFault).optional().describe('Fields of the request that are at fault.'),
      ...DETAILS[code]?.members,
    })
    .meta({ id: nameOf(code) });
}

/** A problem as it is answered in English. */
export function problemExample(code: ProblemCode): object {
  const { status, en } = PROBLEMS[code];
  return {
    ...DETAILS[code]?.example,
    type: typeOf(code),
    title: en,
    status,
    instance: `urn:uuid:${REQUEST_ID}`,
    request_id: REQUEST_ID,
  };
}

function typeOf(code: ProblemCode): string {
  return `/problems/${code.replaceAll('_', '-')}`;
}
