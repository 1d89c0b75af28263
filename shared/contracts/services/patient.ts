import { z } from 'zod';
import type { PatientFacts } from '../../domain/email/directory.ts';
import { readAvailability } from './availability.ts';
import { present, toBoolean, toLocalDate, toText } from './fields.ts';

/**
 * What this service wants to know of a patient, by HTTP and from events. Each field may be absent or garbage. Nothing
 * else is kept: names, addresses and numbers of patients do not pass this schema.
 */
export const patientFields = z.object({
  diagnose: z.unknown().optional(),
  geschlecht: z.unknown().optional(),
  zeitliche_verfuegbarkeit: z.unknown().optional(),
  beschwerden_seit: z.unknown().optional(),
  offen_fuer_gruppentherapie: z.unknown().optional(),
  psychotherapieerfahrung: z.unknown().optional(),
  aktuelle_psychische_beschwerden: z.unknown().optional(),
  startdatum: z.unknown().optional(),
});

/**
 * Reads a patient's facts from the patient service's answer or from what events have told.
 *
 * @param id whom the data are about
 * @param data fields of the wire, all or some
 * @returns what could be read; garbage counts as absent
 */
export function toPatientFacts(id: number, data: Record<string, unknown>): PatientFacts {
  const wire = patientFields.parse(data);
  return {
    id,
    ...present({
      gender: toText(wire.geschlecht),
      diagnosis: toText(wire.diagnose),
      complaintsSince: toText(wire.beschwerden_seit),
      currentComplaints: toText(wire.aktuelle_psychische_beschwerden),
      availability: readAvailability(wire.zeitliche_verfuegbarkeit),
      groupTherapy: toBoolean(wire.offen_fuer_gruppentherapie),
      therapyExperience: toExperience(wire.psychotherapieerfahrung),
      registeredOn: toLocalDate(wire.startdatum),
    }),
  };
}

/** Free text, or a yes or no in any of its spellings. */
function toExperience(value: unknown): string | undefined {
  const answer = toBoolean(value);
  if (answer === undefined) return toText(value);
  return answer ? 'ja' : 'nein';
}
