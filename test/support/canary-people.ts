import { kafkaRecord, type KafkaRecord, type World } from './world.ts';

/** A patient and a therapist of whom every field says something that nobody else's does. */
export const CANARY = { patient: 8_800_110_022, therapist: 7_700_330_044, other: 5 };

/** Texts that only the canary patient's data have. */
export const PATIENT_TEXTS = [
  'canary-diagnosis',
  'canary-availability',
  'canary-complaints-since',
  'canary-experience',
  'canary-complaints-now',
  '2019-03-07',
  String(CANARY.patient),
];

/** Texts that only the canary therapist's data have. */
export const THERAPIST_TEXTS = [
  'canary-first-name',
  'canary-last-name',
  'canary-title',
  'canary@praxis.example',
  '23125566',
  'canary-phone-hours',
];

const PATIENT_DATA = {
  diagnose: 'canary-diagnosis',
  geschlecht: 'weiblich',
  zeitliche_verfuegbarkeit: 'canary-availability',
  beschwerden_seit: 'canary-complaints-since',
  offen_fuer_gruppentherapie: true,
  psychotherapieerfahrung: 'canary-experience',
  aktuelle_psychische_beschwerden: 'canary-complaints-now',
  startdatum: '2019-03-07',
};

const THERAPIST_DATA = {
  anrede: 'Frau',
  titel: 'canary-title',
  vorname: 'canary-first-name',
  nachname: 'canary-last-name',
  email: 'canary@praxis.example',
  telefon: '030 23125566',
  telefonische_erreichbarkeit: { monday: [{ start: '09:00', end: '12:00' }], note: 'canary-phone-hours' },
};

/** Topics of one test, to be told once and replayed from the beginning. */
export function openTopics(world: World) {
  const told: KafkaRecord[] = [];
  const tell = async (record: KafkaRecord) => {
    told.push(record);
    await world.ingest(record);
  };
  const record = (topic: string, eventType: string, payload: object) => {
    const offset = told.length;
    const timestamp = world.clock.now();
    const envelope = { eventId: `told-${offset}`, eventType, version: '1.0', timestamp, payload };
    return kafkaRecord(Buffer.from(JSON.stringify(envelope)), offset, { topic });
  };
  return {
    told,
    match: (id: number, therapist: number, patient: number) =>
      tell(
        record('matching-events', 'match.created', {
          match_id: id,
          patient_id: patient,
          therapist_id: therapist,
        }),
      ),
    status: (id: number, new_status: string) =>
      tell(record('matching-events', 'match.status_changed', { match_id: id, new_status })),
    patient: (patient_id = CANARY.patient) =>
      tell(record('patient-events', 'patient.updated', { patient_id, patient_data: PATIENT_DATA })),
    deleted: (patient_id = CANARY.patient) =>
      tell(record('patient-events', 'patient.deleted', { patient_id })),
    therapist: (therapist_id = CANARY.therapist) =>
      tell(record('therapist-events', 'therapist.updated', { therapist_id, therapist_data: THERAPIST_DATA })),
    blocked: (therapist_id = CANARY.therapist) =>
      tell(record('therapist-events', 'therapist.blocked', { therapist_id })),
    poison: (bytes: Uint8Array, topic = 'patient-events') => tell(kafkaRecord(bytes, told.length, { topic })),
    replay: async () => {
      for (const each of told) await world.ingest(each);
    },
  };
}

export type Topics = ReturnType<typeof openTopics>;
