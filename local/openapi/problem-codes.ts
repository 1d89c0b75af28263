import type { Operation } from '../../shared/contracts/http/operation.ts';
import { PROBLEMS, type ProblemCode } from '../../shared/contracts/http/problems.ts';

/** Every operation: what is wrong with any request, and what happens to any server or gateway. */
const ALWAYS: ProblemCode[] = [
  'invalid_request',
  'too_many_requests',
  'internal_error',
  'unavailable',
  'gateway_timeout',
];

const WITH_BODY: ProblemCode[] = [
  'invalid_json',
  'payload_too_large',
  'unsupported_media_type',
  // A key belongs to one path: without a body there is no other write that it could be reused for.
  'idempotency_key_reused',
];

/**
 * What an operation may answer when it does not do what was asked: its own problems and those of its kind, which the
 * checks before it refuse with (shared/http/check-request.ts). By status, without what belongs to no operation: unknown
 * paths (404) and methods (405).
 */
export function problemsOf({ access, method, params, body, success, problems }: Operation): ProblemCode[] {
  const hasParams = !params.safeParse({}).success;
  const isWrite = method !== 'GET';
  const isConditional = method === 'PUT' || method === 'DELETE';
  const codes = new Set<ProblemCode>([
    ...ALWAYS,
    ...(access === 'public' ? [] : (['unauthorized', 'forbidden'] as const)),
    ...(hasParams ? (['not_found'] as const) : []),
    ...(success.status === 204 ? [] : (['not_acceptable'] as const)),
    ...(isWrite ? (['invalid_idempotency_key'] as const) : []),
    ...(isConditional ? (['precondition_required', 'precondition_failed'] as const) : []),
    ...(body ? WITH_BODY : []),
    ...problems,
  ]);
  const all = Object.keys(PROBLEMS) as ProblemCode[];
  return all.filter((code) => codes.has(code)).sort((a, b) => PROBLEMS[a].status - PROBLEMS[b].status);
}
