import type { Instant } from '../../shared/domain/time.ts';
import { at } from './calendar.ts';
import { THERAPISTS } from './people.ts';
import type { Producer } from './producer.ts';

const BEFORE_BATCH = at(0, '00:10');
/** Emails are queued since 01:00 and leave from 08:00 on. */
const WHILE_QUEUED = '06:00';

/**
 * What happens to single people: each a case that the service has to get right.
 *
 * @returns when closed requests are told to be alive again
 */
export function addStories(producer: Producer): Map<number, Instant> {
  changeTherapists(producer);
  withdrawPatient(producer);
  placePatient(producer);
  reorderStatuses(producer);
  return reopenRequests(producer);
}

function changeTherapists({ send }: Producer): void {
  const tell = (when: Instant, id: number, type: string, therapist_data?: object) =>
    send(when, 'therapist-events', {
      key: id,
      eventType: `therapist.${type}`,
      payload: { therapist_id: id, ...(therapist_data && { therapist_data }) },
    });
  for (const id of THERAPISTS.blockedFromTheStart) tell(at(0, '00:06'), id, 'blocked');
  tell(at(0, WHILE_QUEUED), THERAPISTS.blockedWhileQueued, 'blocked');
  tell(at(6, '09:30'), THERAPISTS.blockedWhileQueued, 'unblocked');
  tell(at(0, WHILE_QUEUED), THERAPISTS.movesMailbox, 'updated', { email: 'umgezogen@praxis.example' });
  const respelt = `Praxis-${THERAPISTS.respellsAddress}@PRAXIS.example.`;
  tell(at(0, WHILE_QUEUED), THERAPISTS.respellsAddress, 'updated', { email: respelt });
}

/** A patient who no longer looks for a place: one of his requests is at the therapist, the other still queued. */
function withdrawPatient({ create, status }: Producer): void {
  create(BEFORE_BATCH, { id: 201, therapist: THERAPISTS.patientWithdrawnAfterSending, patient: 1901 });
  create(at(0, '19:40'), { id: 202, therapist: THERAPISTS.patientWithdrawnWhileQueued, patient: 1901 });
  for (const id of [201, 202]) status(at(1, WHILE_QUEUED), id, 'abgelehnt');
}

/** A therapist accepts a patient for whom others are asked, too. */
function placePatient({ create, status }: Producer): void {
  const [mailed, waiting] = THERAPISTS.losePatient;
  create(BEFORE_BATCH, { id: 208, therapist: THERAPISTS.acceptsPatient, patient: 1905 });
  create(BEFORE_BATCH, { id: 209, therapist: mailed, patient: 1905 });
  create(at(0, '19:40'), { id: 210, therapist: waiting, patient: 1905 });
  status(at(1, '14:10'), 208, 'angenommen');
}

/** A status overtakes its creation: the request is known from the first moment as what it is. */
function reorderStatuses({ create, status }: Producer): void {
  status(at(1, '09:30'), 205, 'abgelehnt');
  create(at(1, '14:10'), { id: 205, therapist: 105, patient: 1903, timestamp: at(1, '09:00') });
  status(at(1, '09:30'), 206, 'in_bearbeitung');
  create(at(1, '14:10'), { id: 206, therapist: 106, patient: 1904, timestamp: at(1, '09:00') });
}

/** Closed and reopened: while its mail is unanswered, while it waits, and after an answer. */
function reopenRequests({ create, status }: Producer): Map<number, Instant> {
  const requests = [
    {
      id: 203,
      therapist: THERAPISTS.requestClosedAndReopened,
      closed: at(1, '09:30'),
      reopened: at(2, '09:30'),
    },
    {
      id: 204,
      therapist: THERAPISTS.blockedFromTheStart[0],
      closed: at(1, '09:30'),
      reopened: at(2, '09:30'),
    },
    { id: 207, therapist: THERAPISTS.answeredAndReopened, closed: at(5, '09:30'), reopened: at(5, '19:40') },
  ];
  for (const { id, therapist, closed, reopened } of requests) {
    create(BEFORE_BATCH, { id, therapist, patient: 1902 });
    status(closed, id, 'rejected');
    status(reopened, id, 'offen');
  }
  return new Map(requests.map(({ id, reopened }) => [id, reopened]));
}
