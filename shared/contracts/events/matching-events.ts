import { z } from 'zod';
import { isAlive, type RequestStatus } from '../../domain/contact/incoming-event.ts';
import { eventContract, siblingId } from './envelope.ts';

/** The wire speaks German today and may speak English. */
const STATUSES = {
  offen: 'open',
  in_bearbeitung: 'in_progress',
  abgelehnt: 'rejected',
  angenommen: 'accepted',
  open: 'open',
  in_progress: 'in_progress',
  rejected: 'rejected',
  accepted: 'accepted',
} as const satisfies Record<string, RequestStatus>;

const status = z
  .enum(Object.keys(STATUSES) as (keyof typeof STATUSES)[])
  .transform((text): RequestStatus => STATUSES[text]);

/** A therapist was proposed for a patient. `match_data` is not read. */
const matchCreated = eventContract({
  name: 'match.created',
  version: 1,
  description: 'A therapist was proposed for a patient: a placement request.',
  payload: z.object({ match_id: siblingId, patient_id: siblingId, therapist_id: siblingId }),
  toEvent: (payload, at) => ({
    type: 'request_created',
    requestId: payload.match_id,
    patientId: payload.patient_id,
    therapistId: payload.therapist_id,
    at,
  }),
});

const matchStatusChanged = eventContract({
  name: 'match.status_changed',
  version: 1,
  description: 'The placement request has another status. Only the new one is read.',
  payload: z.object({ match_id: siblingId, new_status: status }),
  toEvent: ({ match_id, new_status }, at) => ({
    type: 'request_status',
    requestId: match_id,
    status: new_status,
    alive: isAlive(new_status),
    at,
  }),
});

/** The topic `matching-events`. */
export const matchingEvents = [matchCreated, matchStatusChanged];
