import type { z } from 'zod';
import type { Operation, Scope } from '../contracts/http/operation.ts';
import type { Problem } from '../contracts/http/problems.ts';
import type { Once } from '../domain/once.ts';
import type { Result } from '../domain/result.ts';

/** Who calls, as the token says; nobody with no scopes where an operation is public. */
export interface Caller {
  subject: string;
  scopes: ReadonlySet<Scope>;
}

/** A request that is checked: its parts have the types of the operation's schemas. */
export interface ApiRequest<Params, Query, Body> {
  params: Params;
  query: Query;
  /** Undefined where the operation takes none. */
  body: Body;
  caller: Caller;
  /** The version that the client has seen (`If-Match`, which PUT and DELETE need); 0 for the others. */
  version: number;
  /** Present when the client may repeat this write (`Idempotency-Key`). */
  once?: Once;
  /** Whether content negotiation chose this media type, one of the operation's, for the answer. */
  accepts(mediaType: string): boolean;
}

/** What an operation answers when it did what was asked. */
export interface ApiReply {
  body?: unknown;
  /** Becomes the `ETag`. */
  version?: number;
  /** Path of what was made (201). */
  location?: string;
  /** Absent: `application/json`. Otherwise the body is a string. */
  contentType?: string;
}

export type Answer = Result<ApiReply, Problem>;

/** What does an operation, and which. */
export interface HandledOperation {
  operation: Operation;
  run(request: ApiRequest<unknown, unknown, unknown>): Promise<Answer>;
}

/** Pairs an operation with what does it; what `run` is handed has the types of the operation's schemas. */
export function handle<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  operation: Operation<P, Q, B>,
  run: (request: ApiRequest<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Answer>,
): HandledOperation {
  // The API hands over what these very schemas have parsed.
  return { operation, run };
}
