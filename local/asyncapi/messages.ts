import { z } from 'zod';
import { COMMUNICATION_TOPIC } from '../../shared/contracts/events/communication-event.ts';
import { eventInSchema } from '../../shared/contracts/events/envelope.ts';
import { EVENTS_OUT, eventOutSchema } from '../../shared/contracts/events/events-out.ts';
import { matchingEvents } from '../../shared/contracts/events/matching-events.ts';
import { patientEvents } from '../../shared/contracts/events/patient-events.ts';
import { therapistEvents } from '../../shared/contracts/events/therapist-events.ts';
import type { EventType } from '../../shared/domain/events.ts';
import type { JsonSchema } from './compatibility.ts';

/** Whether this service reads or writes a message. */
export type Flow = 'in' | 'out';

/** One kind of event as siblings see it. */
export interface Message {
  name: string;
  topic: string;
  flow: Flow;
  /** Major version. */
  version: number;
  description: string;
  schema: JsonSchema;
}

const TOPICS_IN = {
  'matching-events': matchingEvents,
  'therapist-events': therapistEvents,
  'patient-events': patientEvents,
};

/** Every event in and out, topic by topic. */
export const MESSAGES: readonly Message[] = [
  ...Object.entries(TOPICS_IN).flatMap(([topic, contracts]) =>
    contracts.map((contract): Message => {
      const { name, version, description } = contract;
      return { name, topic, flow: 'in', version, description, schema: toSchema(eventInSchema(contract)) };
    }),
  ),
  ...(Object.keys(EVENTS_OUT) as EventType[]).map((name): Message => {
    const { version, description } = EVENTS_OUT[name];
    const schema = toSchema(eventOutSchema(name));
    return { name, topic: COMMUNICATION_TOPIC, flow: 'out', version, description, schema };
  }),
];

/** The file of a message's schema below `docs/events/`. */
export function fileOf({ name, version }: Pick<Message, 'name' | 'version'>): string {
  return `${name}.v${version}.schema.json`;
}

/**
 * A schema as whoever is on the other side needs it. Fields beside the known ones are let in everywhere: minor versions add
 * some.
 */
function toSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
      // Says the same as the format, in 200 characters.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  return json as JsonSchema;
}
