import { kafkaEvent, kafkaRecord } from '../support/world.ts';
import { patientData, requestOf, therapistData, THERAPISTS } from './people.ts';
import type { Stage } from './stage.ts';

type Topic = 'matching-events' | 'therapist-events' | 'patient-events';

/** People and requests as the sibling services' events bring them, with all that may stand beside. */
export async function tellOfAll(stage: Stage): Promise<void> {
  const { canaries } = stage;
  const id = THERAPISTS.toldByEvents;
  const therapist = { therapist_id: id, therapist_data: therapistData(canaries, 'event', id) };
  await tell(stage, 'therapist-events', 'therapist.created', therapist);
  const patient = { patient_id: requestOf(id), patient_data: patientData(canaries, 'event') };
  await tell(stage, 'patient-events', 'patient.created', patient);
  await tell(stage, 'patient-events', 'patient.updated', patient);

  const { writtenTo: _writtenTo, late: _late, ...others } = THERAPISTS;
  for (const therapistId of Object.values(others))
    for (const n of [1, 2]) await tellOfRequest(stage, therapistId, n);
  const { text } = canaries.seenIn('given');
  await tell(stage, 'matching-events', 'match.status_changed', {
    match_id: requestOf(THERAPISTS.reset, 2),
    old_status: text('match: old_status'),
    new_status: 'abgelehnt',
    reason: text('match: reason'),
  });
  await tell(stage, 'therapist-events', 'therapist.blocked', {
    therapist_id: THERAPISTS.blocked,
    therapist_data: therapistData(canaries, 'event', THERAPISTS.blocked),
    reason: text('therapist: reason of a block'),
  });
}

/** A therapist's n-th request is created. */
export async function tellOfRequest(stage: Stage, therapist: number, n: number): Promise<void> {
  const { text } = stage.canaries.seenIn('given');
  await tell(stage, 'matching-events', 'match.created', {
    match_id: requestOf(therapist, n),
    patient_id: requestOf(therapist, n),
    therapist_id: therapist,
    match_data: { begruendung: text('match: match_data') },
  });
}

/** Records that are parked, and records of which only a part is read. */
export async function tellPoison(stage: Stage): Promise<void> {
  const { text, word } = stage.canaries.seenIn('stored');
  const match = { match_id: 998, patient_id: 998, therapist_id: 998 };
  const created = (changes: object) =>
    JSON.stringify({ ...envelope(stage, 'match.created', match), ...changes });
  const poison = [
    `{"payload": ${text('poison: no JSON')}`,
    `{"a":"${word('poison: a field that stands twice')}","a":1}`,
    created({ payload: { ...match, match_id: text('poison: an id') } }),
    created({ payload: { ...match, patient_id: null, [word('poison: the name of a field')]: 1 } }),
    created({ payload: text('poison: payload') }),
    created({ version: text('poison: version') }),
    created({ timestamp: text('poison: timestamp') }),
    created({ eventId: text('poison: event id').repeat(20) }),
    created({
      eventType: 'match.status_changed',
      payload: { match_id: 1, new_status: text('poison: status') },
    }),
    created({ payload: text('poison: a large record').repeat(2_000) }),
    created({ payload: text('poison: a record that is too large').padEnd(1_000_001) }),
  ];
  for (const record of poison) await hand(stage, 'matching-events', record);

  const given = stage.canaries.seenIn('given');
  const names = { eventId: given.word('event: id'), producer: given.text('event: producer') };
  await hand(stage, 'matching-events', created(names));
  await hand(stage, 'matching-events', created({ eventType: given.word('event: an unknown type') }));
  const erasure = { patient_id: 997, reason: given.text('event: the reason of an erasure') };
  await hand(stage, 'patient-events', created({ eventType: 'patient.deleted', payload: erasure }));
}

/** What a rule of EventBridge may bring: an event that nobody knows, one that is parked, and something that is no event. */
export async function tellByRule(stage: Stage): Promise<void> {
  const { functions, see, canaries } = stage;
  const { word, text } = canaries.seenIn('given');
  const unknown = {
    id: word('event of a rule: id'),
    'detail-type': word('event of a rule: detail-type'),
    source: text('event of a rule: source'),
    time: stage.world.clock.now(),
    detail: { [word('event of a rule: the name of a field')]: text('event of a rule: a field') },
  };
  const match_id = canaries.seenIn('stored').text('event of a rule: an id');
  const poison = { ...unknown, 'detail-type': 'match.created', detail: { match_id } };
  for (const event of [unknown, poison]) {
    see('given', event);
    await functions.matchingEvents(event);
  }
  const wrong = { [word('no event: the name of a field')]: text('no event: a field') };
  await stage.fails(wrong, () => functions.matchingEvents(wrong));
}

function envelope({ world }: Stage, eventType: string, payload: object) {
  const timestamp = world.clock.now();
  return { eventId: 'event', eventType, version: '1.0', timestamp, producer: 'sibling', payload };
}

/** An event of a sibling; one that is not taken is a defect of the scenario. */
export async function tell(stage: Stage, topic: Topic, type: string, payload: object): Promise<void> {
  const failures = await hand(stage, topic, JSON.stringify(envelope(stage, type, payload)));
  if (failures > 0) throw new Error(`${type} was not taken`);
}

/** @returns how many records have to come again */
export async function hand(stage: Stage, topic: Topic, record: string): Promise<number> {
  stage.see('given', record);
  const records = [kafkaRecord(Buffer.from(record), stage.nextOffset(), { topic })];
  const { batchItemFailures } = await stage.functions.matchingEvents(kafkaEvent(records));
  return batchItemFailures.length;
}
