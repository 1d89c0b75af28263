import type { Instant } from '../../shared/domain/time.ts';
import { samplePatient, sampleTherapist } from '../sample/people.ts';

/** An event of a sibling service, as the bus takes it. */
export interface SiblingEvent {
  Source: string;
  DetailType: string;
  /** JSON text. */
  Detail: string;
}

/** Tells all about an invented therapist, so that nobody has to ask the therapist service. */
export function therapistCreated(id: number, at: Instant): SiblingEvent {
  const { telefonische_erreichbarkeit, telefon, ...therapist } = sampleTherapist(id);
  const therapist_data = {
    ...therapist,
    telefon: telefon === '' ? '030 23125000' : telefon,
    telefonische_erreichbarkeit: telefonische_erreichbarkeit ?? 'Mo-Fr 12:00-12:50 Uhr',
  };
  return siblingEvent('therapist.created', id, { at, payload: { therapist_id: id, therapist_data } });
}

/** Tells all about an invented patient. */
export function patientCreated(id: number, at: Instant): SiblingEvent {
  const patient_data = { ...REMAINING_FACTS, ...samplePatient(id) };
  return siblingEvent('patient.created', id, { at, payload: { patient_id: id, patient_data } });
}

/** What the sample leaves out for some. */
const REMAINING_FACTS = {
  aktuelle_psychische_beschwerden: 'Anspannung, Erschöpfung',
  zeitliche_verfuegbarkeit: 'vormittags',
  offen_fuer_gruppentherapie: true,
  startdatum: '2025-06-01',
};

/** Proposes a therapist for a patient. */
export function matchCreated(
  match: { match_id: number; patient_id: number; therapist_id: number },
  at: Instant,
): SiblingEvent {
  return siblingEvent('match.created', match.match_id, { at, payload: match });
}

/** The siblings' envelope; the event's own time comes without a zone, as they write it. */
export function siblingEvent(
  eventType: string,
  id: number,
  { at, payload }: { at: Instant; payload: object },
): SiblingEvent {
  const producer = `${eventType.split('.')[0] ?? ''}-service`;
  const detail = {
    eventId: `${eventType}-${id}`,
    eventType,
    version: '1.0',
    timestamp: at.replace('Z', ''),
    producer,
    payload,
  };
  return { Source: producer, DetailType: eventType, Detail: JSON.stringify(detail) };
}
