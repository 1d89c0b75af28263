import { describe, expect, it } from '@jest/globals';
import { sampleTherapist } from '../../../local/sample/people.ts';
import { sampleRequests } from '../../../local/sample/requests.ts';
import { readIncomingEvent } from '../../../shared/contracts/events/incoming.ts';
import { recordsOf } from '../../../shared/contracts/events/transport.ts';

describe('sample requests', () => {
  it('are events that the service understands', () => {
    const kinds = sampleRequests(1).map(({ detailType, detail }, index) => {
      const [record] = recordsOf({
        id: `event-${index}`,
        'detail-type': detailType,
        source: 'local',
        time: '2026-03-02T08:00:00Z',
        detail,
      });
      return readIncomingEvent(record!.bytes).kind;
    });
    expect(new Set(kinds)).toEqual(new Set(['event']));
  });

  it('are twelve requests and patients in a row, for five therapists', () => {
    const details = sampleRequests(13).map(({ detail }) => detail);
    expect(details.map(({ match_id }) => match_id)).toEqual(Array.from({ length: 12 }, (_, n) => 13 + n));
    expect(new Set(details.map(({ patient_id }) => patient_id)).size).toBe(12);
    expect(new Set(details.map(({ therapist_id }) => therapist_id)).size).toBe(5);
  });

  it('leave one therapist more than a mail takes, one without hours and one without a phone', () => {
    const therapists = sampleRequests(1).map(({ detail }) => detail.therapist_id);
    const [first] = therapists;
    expect(therapists.filter((id) => id === first).length).toBeGreaterThan(5);
    const people = [...new Set(therapists)].map(sampleTherapist);
    expect(people.filter((person) => person['telefonische_erreichbarkeit'] === null)).toHaveLength(1);
    expect(people.filter((person) => person['telefon'] === '')).toHaveLength(1);
  });
});
