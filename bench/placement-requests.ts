import { envelope, toPolls, type Message } from '../local/demo/topics.ts';
import type { MeteredEngine } from './engine.ts';

/** A placement request; its patient has the same number. */
export interface NewRequest {
  id: number;
  therapistId: number;
  /** Nobody knows when the patient registered. */
  undated?: boolean;
}

/** Lets the service ingest requests as Kafka's poller hands them over, after the sibling services learned of the people. */
export async function ingest(engine: MeteredEngine, requests: NewRequest[]): Promise<void> {
  for (const { id, therapistId, undated } of requests) {
    engine.people.therapists.set(therapistId, makeTherapist(therapistId));
    engine.people.patients.set(id, { ...makePatient(id), ...(undated && { startdatum: null }) });
  }
  const at = engine.clock.now();
  const messages = requests.map(({ id, therapistId }): Message => {
    const payload = { match_id: id, patient_id: id, therapist_id: therapistId, match_data: { score: 0.5 } };
    const event = { eventId: `event-${id}`, eventType: 'match.created', timestamp: at, payload };
    return { at, topic: 'matching-events', key: id, value: envelope(event) };
  });
  for (const { event } of toPolls(messages)) await engine.functions.matchingEvents(event);
}

/** Everything that the service asks about a therapist is known: the items and the mail are as large as they get. */
function makeTherapist(id: number): object {
  return {
    anrede: 'Frau',
    titel: 'Dr. phil.',
    vorname: 'Erika',
    nachname: `Musterfrau-${id}`,
    email: `praxis-${id}@praxis.example`,
    // 23125 000–999 is kept free for invented people (Bundesnetzagentur, Berlin).
    telefon: `030 23125${String(id % 1000).padStart(3, '0')}`,
    telefonische_erreichbarkeit: { monday: [{ start: '09:00', end: '12:00' }] },
  };
}

/** What the patient service knows, all of it. */
export function makePatient(id: number): object {
  const day = String(1 + (id % 28)).padStart(2, '0');
  return {
    geschlecht: 'divers',
    diagnose: 'F32.1',
    aktuelle_psychische_beschwerden: `Schlafstörungen und Antriebslosigkeit, seit Monat ${id % 12} auch Grübeln`,
    zeitliche_verfuegbarkeit: { montag: ['09:00-12:00'], freitag: ['16:00-18:00'] },
    beschwerden_seit: `2025-05-${day}`,
    psychotherapieerfahrung: 'eine Kurzzeittherapie',
    offen_fuer_gruppentherapie: true,
    startdatum: `2026-03-${day}`,
  };
}
