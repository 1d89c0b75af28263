import { toPatientFacts } from '../contracts/services/patient.ts';
import { toTherapist } from '../contracts/services/therapist.ts';
import type { DirectoryFault, PatientFacts, Therapist } from '../domain/email/directory.ts';
import type { Directory } from '../domain/ports.ts';
import type { Subject } from '../domain/privacy/erasure.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { SiblingServices } from './sibling-services.ts';

/** What events have told, in the fields of the wire; undefined when they told nothing. */
export interface ProjectedDirectory {
  getTherapistData(id: number): Promise<Record<string, unknown> | undefined>;
  getPatientData(id: number): Promise<Record<string, unknown> | undefined>;
}

/**
 * The directory of therapists and patients (DESIGN §4): events first, HTTP for what they lack. Nobody is known who was
 * erased, whatever the sources still have: the ledger says so, unless what was read already does.
 *
 * @returns the port; a sibling that fails is a fault only if the projection has not even the minimum: the email
 *   address of a therapist, one fact of a patient. Rejects when the projection itself cannot be read.
 */
export function createDirectory(sources: {
  projections: ProjectedDirectory;
  services: SiblingServices;
  isErased(subject: Subject): Promise<boolean>;
}): Directory {
  const { projections, services, isErased } = sources;
  return {
    async therapist(id, known) {
      const [data, erased] = await Promise.all([
        projections.getTherapistData(id),
        known ? known.erasedAt !== undefined : isErased({ kind: 'therapist', id }),
      ]);
      if (erased) return fail('not_found');
      const told = toTherapist(id, data ?? {});
      if (isCompleteTherapist(told)) return ok(told);
      const fetched = toResult(await services.fetchTherapist(id), (data) => toTherapist(id, data));
      if (!fetched.ok) return told.email === undefined ? fetched : ok(told);
      const gender = told.gender === 'unknown' ? fetched.value.gender : told.gender;
      return ok({ ...fetched.value, ...told, gender });
    },

    async patient(id, known) {
      const [data, erased] = await Promise.all([
        projections.getPatientData(id),
        known ? known.erasedAt !== undefined : isErased({ kind: 'patient', id }),
      ]);
      if (erased) return fail('not_found');
      const told = toPatientFacts(id, data ?? {});
      if (countFacts(told) === FACTS) return ok(told);
      const fetched = toResult(await services.fetchPatient(id), (data) => toPatientFacts(id, data));
      if (!fetched.ok) return countFacts(told) === 0 ? fetched : ok(told);
      return ok({ ...fetched.value, ...told });
    },
  };
}

function isCompleteTherapist({ email, lastName, phoneHours }: Therapist): boolean {
  return email !== undefined && lastName !== undefined && phoneHours !== undefined;
}

/** Facts of a patient beside the id. */
const FACTS = 8;

function countFacts(facts: PatientFacts): number {
  return Object.keys(facts).length - 1;
}

function toResult<T>(
  answer: Result<Record<string, unknown>, DirectoryFault>,
  map: (data: Record<string, unknown>) => T,
): Result<T, DirectoryFault> {
  return answer.ok ? ok(map(answer.value)) : answer;
}
