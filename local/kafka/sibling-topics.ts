/** Topic by the first word of an event's type, and the field of its key (DESIGN §4). */
const TOPICS: Record<string, { topic: string; key: string }> = {
  match: { topic: 'matching-events', key: 'match_id' },
  therapist: { topic: 'therapist-events', key: 'therapist_id' },
  patient: { topic: 'patient-events', key: 'patient_id' },
};

/** A record for a topic, as kafkajs sends it. */
export interface TopicMessage {
  topic: string;
  messages: [{ key: string; value: string }];
}

/**
 * What a sibling service writes for one event.
 *
 * @param eventType decides about the topic, e.g. `match.created`
 * @param value the record's text: the event's envelope as JSON, or what a faulty producer makes of it
 * @throws Error when no topic takes events of this type
 */
export function toTopicMessage(eventType: string, value: string): TopicMessage {
  const place = TOPICS[eventType.split('.')[0] ?? ''];
  if (!place)
    throw new Error(`no topic takes ${eventType}: only match., therapist. and patient. events come in`);
  return { topic: place.topic, messages: [{ key: keyOf(value, place.key), value }] };
}

/** The id in an envelope's payload; what has none goes anywhere. */
function keyOf(value: string, field: string): string {
  try {
    const { payload = {} } = JSON.parse(value) as { payload?: Record<string, string | number> };
    return String(payload[field] ?? '');
  } catch {
    return '';
  }
}
