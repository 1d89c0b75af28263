import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { commitWrite } from './commit-write.ts';
import type { Service } from './service.ts';

/** One absence, as its client has seen it. */
interface AbsenceTarget {
  therapistId: number;
  absenceId: string;
  version: number;
  once?: Once | undefined;
}

/**
 * Forgets an absence. Its days can be booked again; calls that were moved because of it stay where they are.
 *
 * @returns the absence's id; or `not_found`, `precondition_failed`
 */
export async function deleteAbsence(
  service: Pick<Service, 'store' | 'ids' | 'clock'>,
  { therapistId, absenceId, version, once }: AbsenceTarget,
): Promise<Result<string, Fault>> {
  const { store } = service;
  return commitWrite(service, once, async (changes) => {
    const absence = await store.getAbsence(therapistId, absenceId);
    if (!absence) return fail({ code: 'not_found' });
    if (absence.version !== version) return fail({ code: 'precondition_failed' });
    changes.write(store.removeAbsence(absence));
    return ok(absenceId);
  });
}
