import { describe, expect, it } from '@jest/globals';
import {
  matchCreated,
  patientCreated,
  therapistCreated,
  type SiblingEvent,
} from '../../../local/stack/events.ts';
import { readIncomingEvent } from '../../../shared/contracts/events/incoming.ts';
import { createDirectory } from '../../../shared/out/directory.ts';

const NOW = '2026-11-23T08:00:00.000Z';
const IDS = Array.from({ length: 300 }, (_, index) => index + 1);

const read = ({ Detail }: SiblingEvent) => readIncomingEvent(Buffer.from(Detail));
const dataOf = (event: SiblingEvent) => {
  const record = read(event);
  return record.kind === 'event' && 'data' in record.event ? record.event.data : undefined;
};

/** A directory that knows what the events told, and whose siblings nobody may ask. */
const directory = createDirectory({
  projections: {
    getTherapistData: (id) => Promise.resolve(dataOf(therapistCreated(id, NOW))),
    getPatientData: (id) => Promise.resolve(dataOf(patientCreated(id, NOW))),
  },
  services: {
    fetchTherapist: (id) => Promise.reject(new Error(`therapist ${id} is asked for`)),
    fetchPatient: (id) => Promise.reject(new Error(`patient ${id} is asked for`)),
  },
  isErased: () => Promise.resolve(false),
});

describe('the events of invented people', () => {
  it('tell all about every therapist, so that no service is asked', async () => {
    for (const id of IDS)
      expect(await directory.therapist(id)).toMatchObject({
        ok: true,
        value: { id, phone: expect.any(String) },
      });
  });

  it('tell all about every patient, so that no service is asked', async () => {
    for (const id of IDS) expect(await directory.patient(id)).toMatchObject({ ok: true, value: { id } });
  });

  it('propose a therapist for a patient', () => {
    const event = matchCreated({ match_id: 1, patient_id: 2, therapist_id: 3 }, NOW);
    expect(event.DetailType).toBe('match.created');
    expect(read(event)).toEqual({
      kind: 'event',
      eventId: 'match.created-1',
      event: { type: 'request_created', requestId: 1, patientId: 2, therapistId: 3, at: NOW },
    });
  });
});
