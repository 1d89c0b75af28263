import { z } from 'zod';
import type { Gender, Therapist } from '../../domain/email/directory.ts';
import { present, toText } from './fields.ts';

/**
 * What the therapist service says of a therapist, by HTTP and in its events. Each field may be absent or garbage;
 * other fields are not kept.
 */
export const therapistFields = z.object({
  anrede: z.unknown().optional(),
  titel: z.unknown().optional(),
  vorname: z.unknown().optional(),
  nachname: z.unknown().optional(),
  email: z.unknown().optional(),
  telefon: z.unknown().optional(),
  status: z.unknown().optional(),
  telefonische_erreichbarkeit: z.unknown().optional(),
});

const GENDERS = new Map<string | undefined, Gender>([
  ['frau', 'female'],
  ['herr', 'male'],
  ['divers', 'diverse'],
]);

/**
 * Reads a therapist from the therapist service's answer or from what events have told.
 *
 * @param id whom the data are about
 * @param data fields of the wire, all or some
 * @returns what could be read; garbage counts as absent
 */
export function toTherapist(id: number, data: Record<string, unknown>): Therapist {
  const wire = therapistFields.parse(data);
  return {
    id,
    gender: GENDERS.get(toText(wire.anrede)?.toLowerCase()) ?? 'unknown',
    ...present({
      title: toText(wire.titel),
      firstName: toText(wire.vorname),
      lastName: toText(wire.nachname),
      email: toText(wire.email),
      phone: toText(wire.telefon),
      phoneHours: wire.telefonische_erreichbarkeit ?? undefined,
    }),
  };
}
