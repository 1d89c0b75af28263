import { z } from 'zod';
import type { IncomingEvent } from '../../domain/contact/incoming-event.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { toInstant, type Instant } from '../../domain/time.ts';

/** An id of a sibling service: a positive safe integer, never text. */
export const siblingId = z.int().positive();

/** The form in which strings of instants order like time; years of more than four digits leave it. */
const INSTANT_LENGTH = '1970-01-01T00:00:00.000Z'.length;

/** ISO 8601 with any precision; without a zone it means UTC (DESIGN §4). */
const timestamp = z.iso
  .datetime({ local: true, offset: true })
  .transform((text): Instant => toInstant(Date.parse(/Z|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`)))
  .refine((instant) => instant.length === INSTANT_LENGTH);

/** `1`, `"1"`, `"1.0"` → 1: minor versions only add fields. */
const majorVersion = z
  .union([z.int().positive().transform(String), z.string()])
  .pipe(z.string().regex(/^[1-9]\d{0,5}(\.\d{1,6}){0,2}$/))
  .transform((text) => Number.parseInt(text, 10));

/** What wraps every event of the siblings (DESIGN §4). */
export const envelope = z.object({
  eventId: z.string().min(1).max(200),
  eventType: z.string().min(1),
  version: majorVersion,
  timestamp,
  producer: z.string().nullish(),
  payload: z.record(z.string(), z.unknown()),
});

/** One kind of event that this service understands. */
export interface EventContract {
  name: string;
  /** Major version. */
  version: number;
  description: string;
  /** What its producers have to write; fields beside these are not read. */
  payload: z.ZodType;
  /** Payload and time of the event → what it says; the reason names the field at fault, never its value. */
  read(payload: unknown, at: Instant): Result<IncomingEvent, string>;
}

/** Binds name, version, payload schema and meaning of an event. */
export function eventContract<P extends z.ZodType>(contract: {
  name: string;
  version: number;
  description: string;
  payload: P;
  toEvent: (payload: z.infer<P>, at: Instant) => IncomingEvent;
}): EventContract {
  const { name, version, description, payload, toEvent } = contract;
  return {
    name,
    version,
    description,
    payload,
    read(given, at) {
      const parsed = payload.safeParse(given);
      return parsed.success
        ? ok(toEvent(parsed.data, at))
        : fail(`invalid_payload:${faultyField(parsed.error)}`);
    },
  };
}

/** An event of the siblings as it stands on the wire, envelope and all. */
export function eventInSchema({
  name,
  version: major,
  payload,
}: Pick<EventContract, 'name' | 'version' | 'payload'>): z.ZodObject {
  const version = z.union([z.literal(major), z.string().regex(new RegExp(`^${major}(\\.\\d{1,6}){0,2}$`))]);
  return envelope.extend({ eventType: z.literal(name), version, payload });
}

/** The first field at fault. Paths consist of names of our schemas only. */
export function faultyField(error: z.ZodError): string {
  return error.issues[0]?.path.join('.') ?? '';
}
