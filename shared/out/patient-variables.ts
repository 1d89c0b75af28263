import { cleanText } from '../domain/email/address.ts';
import type { PatientFacts } from '../domain/email/directory.ts';
import type { Locale } from '../domain/email/salutation.ts';
import { writtenDate } from './written-dates.ts';

/**
 * What a template may say of a patient, in emails and to callers alike (templates/README.md). Text of people is cleaned to
 * one line.
 *
 * @param limit longest fact in characters
 */
export function patientVariables(
  facts: PatientFacts,
  locale: Locale,
  limit: number,
): Record<string, unknown> {
  const text = (raw: string | undefined) => cleanText(raw, limit) || null;
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
