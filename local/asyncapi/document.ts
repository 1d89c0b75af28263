import { exampleOf } from './examples.ts';
import { MESSAGES, type Message } from './messages.ts';

const DESCRIPTION = `What the Communication Service reads from its siblings and tells them, over Kafka.

**Size.** A message is at most 1 MB (1,000,000 bytes), key and headers included; topics are configured so. A larger one never reaches this service.

**Formats.** JSON in UTF-8. Instants are ISO 8601; without a zone they mean UTC. Ids of siblings are positive integers, never text. Fields may be added at any time; a change that breaks a reader or a writer raises \`version\`.

**Order.** The key of a message is the id of what it is about. \`communication-events\` carry a number per aggregate, \`seq\`: 1, 2, 3 … without a gap. They come at least once, duplicates with the same \`eventId\`. Deployments without Kafka publish the same events to an EventBridge bus, which keeps no order: go by \`seq\`.

**Announcements.** \`announced: true\` marks an event that is no news: somebody asked for the present state again.

**Codes.** There may be more \`reason\` codes at any time.`;

/** What every topic is made with (Kafka, "Topic configs"). */
const MAX_MESSAGE_BYTES = 1_000_000;

const TOPIC_DESCRIPTIONS: Record<string, string> = {
  'matching-events': 'Placement requests ("matches"), by the matching service; keyed by `match_id`.',
  'therapist-events': 'Therapists, by the therapist service; keyed by `therapist_id`.',
  'patient-events': 'Patients, by the patient service; keyed by `patient_id`.',
  'communication-events': 'What became of placement requests; keyed by the id of the aggregate.',
};

/** The AsyncAPI 3 document of the events in and out, from their schemas alone. */
export function createEventDocument() {
  const topics = Map.groupBy(MESSAGES, ({ topic }) => topic);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Communication Service', version: '1.0.0', description: DESCRIPTION },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([...topics].map(([topic, messages]) => [topic, toChannel(topic, messages)])),
    operations: Object.fromEntries(
      [...topics].map(([topic, messages]) => [
        operationId(topic, messages),
        {
          action: messages[0]?.flow === 'in' ? 'receive' : 'send',
          channel: { $ref: `#/channels/${topic}` },
          messages: messages.map(({ name }) => ({ $ref: `#/channels/${topic}/messages/${name}` })),
        },
      ]),
    ),
    components: {
      messages: Object.fromEntries(MESSAGES.map((message) => [message.name, toMessage(message)])),
    },
  };
}

function toChannel(topic: string, messages: Message[]) {
  return {
    address: topic,
    description: TOPIC_DESCRIPTIONS[topic],
    messages: Object.fromEntries(
      messages.map(({ name }) => [name, { $ref: `#/components/messages/${name}` }]),
    ),
    bindings: {
      kafka: {
        topic,
        topicConfiguration: { 'max.message.bytes': MAX_MESSAGE_BYTES },
        bindingVersion: '0.5.0',
      },
    },
  };
}

/** `matching-events` → `receiveMatchingEvents`. */
function operationId(topic: string, [first]: Message[]): string {
  const name = topic.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return `${first?.flow === 'in' ? 'receive' : 'send'}${name}`;
}

function toMessage({ name, description, schema }: Message) {
  return {
    name,
    summary: description,
    contentType: 'application/json',
    payload: schema,
    bindings: { kafka: { key: { type: 'string' }, bindingVersion: '0.5.0' } },
    examples: [{ name: 'example', payload: exampleOf(name) }],
  };
}
