/**
 * Therapist by request. The first is overrun: one mail takes five requests. The fourth (108) has not said when to call,
 * and the last (130) has no phone.
 */
const THERAPISTS = [101, 101, 101, 101, 101, 101, 102, 102, 102, 103, 108, 130] as const;

/** Patients are numbered like their requests, this much higher. */
const FIRST_PATIENT = 1000;

/** An event of the matching service for the bus. */
export interface SampleEvent {
  detailType: 'match.created';
  detail: { match_id: number; patient_id: number; therapist_id: number };
}

/**
 * Requests of as many patients at five therapists: enough to see a full mail, a mail for one, a call and a follow-up.
 *
 * @param firstId id of the first; the others follow without a gap
 */
export function sampleRequests(firstId: number): SampleEvent[] {
  return THERAPISTS.map((therapist, index) => {
    const id = firstId + index;
    return {
      detailType: 'match.created',
      detail: { match_id: id, patient_id: FIRST_PATIENT + id, therapist_id: therapist },
    };
  });
}
