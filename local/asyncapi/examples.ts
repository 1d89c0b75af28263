import type { EventType } from '../../shared/domain/events.ts';

/** What stands in the payload of an example; everybody is invented. */
type Payload = Record<string, unknown>;

const AT = '2026-11-23T08:00:00.000Z';
const email_id = 'em_01k9y3h6zr4q8v2m7c5x1t0dbn';
const phone_call_id = 'pc_01k9y3h6zr9f6w3p8j2s4g7aek';
const email = { email_id, therapist_id: 981, placement_request_ids: [9811, 9812] };
const call = {
  phone_call_id,
  therapist_id: 981,
  placement_request_ids: [9811, 9812],
  starts_at: '2026-11-30T09:00:00.000Z',
};
const request = { placement_request_ids: [9811], therapist_id: 981 };
const outcomes = [
  { placement_request_id: 9811, outcome: 'accepted' },
  { placement_request_id: 9812, outcome: 'rejected' },
];

const PAYLOADS_OUT: Record<EventType, Payload> = {
  'communication.email_created': { ...email, kind: 'batch_request', status: 'queued' },
  'communication.email_sent': { ...email, kind: 'batch_request' },
  'communication.email_failed': { ...email, reason: 'rejected' },
  'communication.email_canceled': { ...email, reason: 'recipient_changed' },
  'communication.email_unresolved': { ...email, reason: 'no_proof' },
  'communication.email_bounced': { ...email, permanent: true },
  'communication.email_answered': { ...email, outcomes },
  'communication.call_scheduled': call,
  'communication.call_completed': { ...call, outcomes },
  'communication.call_canceled': call,
  'communication.placement_answered': {
    ...request,
    outcome: 'rejected',
    reason: 'no_capacity',
    source: 'email',
  },
  'communication.placement_withdrawn': { ...request, reason: 'placed_elsewhere' },
  'communication.therapist_objected': { therapist_id: 981, channel: 'all', source: 'unsubscribe_link' },
  'communication.work_item_opened': {
    ...request,
    reason: 'no_way_to_reach',
    due_at: '2026-11-30T08:00:00.000Z',
  },
};

const therapist = {
  therapist_id: 981,
  therapist_data: {
    anrede: 'Frau',
    titel: 'Dr.',
    vorname: 'Erika',
    nachname: 'Musterfrau',
    email: 'praxis-981@praxis.example',
    telefon: '030 23125981',
    telefonische_erreichbarkeit: { monday: [{ start: '09:00', end: '12:00' }] },
  },
};
const patient = { patient_id: 7, patient_data: { diagnose: 'F32.1', startdatum: '2026-03-01' } };

const PAYLOADS_IN: Record<string, Payload> = {
  'match.created': { match_id: 9811, patient_id: 7, therapist_id: 981 },
  'match.status_changed': { match_id: 9811, old_status: 'offen', new_status: 'abgelehnt' },
  'therapist.created': therapist,
  'therapist.updated': therapist,
  'therapist.blocked': { therapist_id: 981, reason: 'Praxis geschlossen' },
  'therapist.unblocked': { therapist_id: 981 },
  'patient.created': patient,
  'patient.updated': patient,
  'patient.deleted': { patient_id: 7 },
};

/**
 * An event as it stands on the wire. Throws when there is none of that name: every event has one.
 *
 * @param name the event's type
 */
export function exampleOf(name: string): Payload {
  const payload = PAYLOADS_IN[name] ?? (PAYLOADS_OUT as Record<string, Payload>)[name];
  if (!payload) throw new Error(`there is no example of ${name}`);
  const comesIn = name in PAYLOADS_IN;
  return {
    eventId: comesIn ? '5d0c3f0e-5a34-4f0f-9a67-1f3f5f0b7a11' : 'ev_01k9y3h6zr2b5n8d4t6h9q3wsm',
    eventType: name,
    version: '1.0',
    // The siblings write no zone and mean UTC.
    timestamp: comesIn ? '2026-11-23T08:00:00' : AT,
    producer: comesIn ? `${name.split('.')[0]}-service` : 'communication-service',
    ...(!comesIn && { seq: 1 }),
    payload,
  };
}
