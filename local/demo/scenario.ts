import { plus, type Instant } from '../../shared/domain/time.ts';
import { at } from './calendar.ts';
import {
  FIRST_THERAPIST,
  LAST_THERAPIST,
  makePatient,
  makeTherapists,
  THERAPISTS,
  type Person,
} from './people.ts';
import { makePoison } from './poison.ts';
import { createProducer, type Producer } from './producer.ts';
import { createRandom, type Random } from './random.ts';
import { addStories } from './stories.ts';
import { toPolls, type Poll } from './topics.ts';

/** A sibling service fails for one person, from the beginning until an instant. */
interface Outage {
  service: 'therapists' | 'patients';
  id: number;
  until: Instant;
}

/** All that reaches the service in two weeks, the answers of therapists and SES aside. */
export interface Scenario {
  therapists: Map<number, Person>;
  patients: Map<number, Person>;
  outages: Outage[];
  polls: Poll[];
  /** When the creation of each request reaches the service first. */
  createdAt: Map<number, Instant>;
  /** When a closed request is told to be alive again. */
  reopenedAt: Map<number, Instant>;
}

const REQUESTS = 150;
const BEFORE_FIRST_BATCH = 75;
const POLL_TIMES = ['09:30', '14:10', '19:40'] as const;
const PATIENTS = {
  first: 1001,
  count: 125,
  /** One of several in a mail, and one who would have a mail for himself. */
  unknownToTheirService: [1025, 1027],
  serviceDownOnFirstDay: 1010,
};
/** Of all that is invented for the demo. */
export const SEED = 20261123;

/** The two weeks of the demo: the same people and events on every run. */
export function makeScenario(): Scenario {
  const random = createRandom(SEED);
  const producer = createProducer(random);
  announcePeople(producer);
  addRequests(producer, random);
  const reopenedAt = addStories(producer);
  const poison = [...makePoison(at(0, '00:20')), ...makePoison(at(3, '14:10'))];
  const polls = toPolls([...producer.messages, ...poison]);
  // An operator sets the topics back to their beginning.
  const replay = polls.slice(0, 9).map(({ event }, index) => ({ event, at: plus(at(5, '03:00'), index) }));
  return {
    therapists: makeTherapists(),
    patients: makePatients(random),
    outages: [
      { service: 'therapists', id: THERAPISTS.serviceDownOnFirstDay, until: at(1, '00:00') },
      { service: 'patients', id: PATIENTS.serviceDownOnFirstDay, until: at(0, '00:50') },
    ],
    polls: [...polls, ...replay],
    createdAt: producer.createdAt,
    reopenedAt,
  };
}

function makePatients(random: Random): Map<number, Person> {
  const patients = new Map<number, Person>();
  for (let id = PATIENTS.first; id < PATIENTS.first + PATIENTS.count; id++)
    if (!PATIENTS.unknownToTheirService.includes(id)) patients.set(id, makePatient(id, random));
  for (const id of [1901, 1902, 1903, 1904, 1905]) patients.set(id, makePatient(id, random));
  return patients;
}

/** Today's producers tell little of a person: the rest is asked for over HTTP. */
function announcePeople({ send }: Producer): void {
  for (const [id, { anrede, titel, vorname, nachname, email, telefon }] of makeTherapists()) {
    if (id % 3 === 0) continue;
    const therapist_data = { anrede, titel, vorname, nachname, email, telefon, status: 'aktiv' };
    const payload = { therapist_id: id, therapist_data };
    send(at(0, '00:05'), 'therapist-events', { key: id, eventType: 'therapist.created', payload });
  }
  for (let id = PATIENTS.first; id < PATIENTS.first + PATIENTS.count; id += 4) {
    const payload = { patient_id: id, patient_data: { geschlecht: 'weiblich' } };
    send(at(0, '00:05'), 'patient-events', { key: id, eventType: 'patient.created', payload });
  }
}

/** The bulk of the requests, with the duplicates and status changes that come with it. */
function addRequests({ create, status }: Producer, random: Random): void {
  for (let index = 0; index < REQUESTS; index++) {
    const id = index + 1;
    const request = {
      id,
      therapist: therapistFor(index, random),
      patient: PATIENTS.first + (index % PATIENTS.count),
    };
    const late = Math.max(0, index - BEFORE_FIRST_BATCH);
    const [day, time] =
      index < BEFORE_FIRST_BATCH
        ? ([0, '00:10'] as const)
        : ([Math.floor(late / 6), POLL_TIMES[late % 3] ?? '09:30'] as const);
    create(at(day, time), request);
    // A producer that was not sure: the same match under another event id.
    if (id % 7 === 0) create(at(day, '19:50'), request);
    if (id % 11 === 0) status(at(day, '20:10'), id, 'in_bearbeitung');
    if (id % 13 === 0)
      status(at(day + 1 + random.below(7), '15:00'), id, random.pick(['abgelehnt', 'accepted']));
  }
}

/** Some are overrun, everybody gets somebody, the rest falls where it falls. */
function therapistFor(index: number, random: Random): number {
  const [first, second] = THERAPISTS.overrun;
  if (index < 12) return first;
  if (index < 19) return second;
  const inTurn = FIRST_THERAPIST + index - 17;
  // The last three have only the requests of their story.
  const last = LAST_THERAPIST - 3;
  return inTurn <= last ? inTurn : FIRST_THERAPIST + random.below(last - FIRST_THERAPIST + 1);
}
