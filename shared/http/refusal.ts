import type { FieldFault, Problem, ProblemCode } from '../contracts/http/problems.ts';
import { fail } from '../domain/result.ts';

/** A problem with the headers that belong to its status, as `Allow` to 405. */
export interface Refusal extends Problem {
  headers?: Record<string, string>;
}

/** Refuses with a code, and with the fields at fault if there are any. */
export function refuse(code: ProblemCode, ...errors: FieldFault[]): { ok: false; error: Refusal } {
  return fail(errors.length > 0 ? { code, errors } : { code });
}

/** Refuses with headers. */
export function refuseWith(
  code: ProblemCode,
  headers: Record<string, string>,
): { ok: false; error: Refusal } {
  return fail({ code, headers });
}
