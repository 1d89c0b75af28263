import type { z } from 'zod';
import type { ProblemCode } from './problems.ts';

/** Scopes that a token may carry (CONTRACT §3). */
export const SCOPES = [
  'email.read',
  'email.write',
  'email.content',
  'override',
  'call.read',
  'call.write',
  'ops.read',
  'ops.write',
  'privacy.erase',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Who may call: everybody, or the bearer of a token with all of these scopes. There is no default. */
export type Access = 'public' | readonly [Scope, ...Scope[]];

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * A call and its answer as they stand in the reference, and as a test replays them. Everybody here is invented.
 *
 * A name in braces in a parameter or in the body, `{sent_email_id}`, stands for what a seeded engine has
 * (test/support/api-seed.ts).
 */
export interface Example {
  summary: string;
  /** The media type that is asked for; `application/json` unless told. */
  accept?: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  status: number;
}

/**
 * One operation of the API: the one place that says what it takes, what it answers and who may call it. Validation,
 * types and the OpenAPI document come from here.
 *
 * PUT and DELETE need `If-Match`, and every write takes an `Idempotency-Key` (CONTRACT §3).
 */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  id: string;
  method: Method;
  /** Parameters in braces: `/api/emails/{email_id}`. */
  path: `/api/${string}`;
  summary: string;
  description?: string;
  access: Access;
  /** Further scopes that open more of the answer or of the body; named in the reference. */
  optionalScopes?: readonly Scope[];
  params: Params;
  /** Unknown parameters are refused by name: a strict object. */
  query: Query;
  /** Absent where no body is taken. */
  body?: Body;
  success: {
    status: 200 | 201 | 204;
    description: string;
    /** Absent where there is no body. */
    schema?: z.ZodType;
    /** Of what has no version of its own, and so no `ETag`; pages of lists and what is public need not say so. */
    unversioned?: true;
    /** Media types beside `application/json`. */
    alternatives?: readonly string[];
  };
  /** What it may answer beside what every operation of its kind may. */
  problems: readonly ProblemCode[];
  examples: readonly [Example, ...Example[]];
}

/** Declares an operation and keeps the types of its schemas. */
export function operation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType = z.ZodUndefined>(
  declared: Operation<P, Q, B>,
): Operation<P, Q, B> {
  return declared;
}
