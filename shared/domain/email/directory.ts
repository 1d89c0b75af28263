import type { LocalDate } from '../time.ts';

/** Form of address. Anything else that the therapist service says is `unknown`. */
export type Gender = 'female' | 'male' | 'diverse' | 'unknown';

/** A therapist as the directory knows him. Absent means that no source has it. */
export interface Therapist {
  id: number;
  gender: Gender;
  /** Academic title as written before the name, e.g. "Dr.", "Prof. Dr.", "Dipl.-Psych.". */
  title?: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  phone?: string;
  /** `telefonische_erreichbarkeit` as the therapist service stores it: any JSON. */
  phoneHours?: unknown;
}

/**
 * What an email may say about a patient. No name, birth date, address, phone or insurance number: the directory
 * does not hand them on.
 */
export interface PatientFacts {
  id: number;
  gender?: string;
  diagnosis?: string;
  complaintsSince?: string;
  currentComplaints?: string;
  availability?: string;
  groupTherapy?: boolean;
  therapyExperience?: string;
  registeredOn?: LocalDate;
}

/** Why the directory has no answer: nobody has it (final), or a source failed (try later). */
export type DirectoryFault = 'not_found' | 'unavailable';
