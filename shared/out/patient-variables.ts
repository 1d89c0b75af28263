import type { PatientFacts } from '../domain/email/directory.ts';
import type { Locale } from '../domain/email/salutation.ts';
import { writtenDate } from './written-dates.ts';

/**
 * What a template may say of a patient, in emails and to callers alike (templates/README.md).
 *
 * @param clean makes one line of no more than the length that there is room for out of a person's text
 */
export function patientVariables(
  facts: PatientFacts,
  locale: Locale,
  clean: (raw: string | undefined) => string,
): Record<string, unknown> {
  const text = (raw: string | undefined) => clean(raw) || null;
  const date = (raw: string | undefined) => (raw === undefined ? null : text(writtenDate(raw, locale)));
  const known = {
    gender: text(facts.gender),
    diagnosis: text(facts.diagnosis),
    current_complaints: text(facts.currentComplaints),
    complaints_since: date(facts.complaintsSince),
    therapy_experience: text(facts.therapyExperience),
    availability: text(facts.availability),
    group_therapy: facts.groupTherapy ?? null,
    registered_on: date(facts.registeredOn),
  };
  return { ...known, has_facts: Object.values(known).some((value) => value !== null) };
}
