import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/domain/result.ts';
import { json } from '../http/messages.ts';
import { refusal, type ConsoleAnswer, type ConsoleCall } from './answers.ts';
import type { PostedEvent } from './console-engine.ts';

/** Quota of EventBridge for one entry. */
const MAX_EVENT_BYTES = 256 * 1024;

const name = z.string().min(1).max(128);

const busEvent = z
  .object({ 'detail-type': name, detail: z.looseObject({}) })
  .transform((event): PostedEvent => ({ detailType: event['detail-type'], detail: event.detail }));

const envelope = z
  .looseObject({ eventType: name, payload: z.looseObject({}) })
  .transform((event): PostedEvent => ({ detailType: event.eventType, detail: event }));

const postedEvent = z.union([busEvent, envelope]);

/** `POST /_local/events`: one event or several, handed to the bus as they are. */
export async function publishEvents({ engine, request }: ConsoleCall): Promise<ConsoleAnswer> {
  const events = readPostedEvents(request.body.toString());
  if (!events.ok) return refusal(request, 400, events.error);
  await engine.publish(events.value);
  return json({ published: events.value.length }, 202);
}

/** Reads the events of a body; the message says what is wrong with which of them. */
function readPostedEvents(body: string): Result<PostedEvent[], string> {
  const values = parseList(body);
  if (values === undefined) return fail('The body is not JSON.');
  if (values.length === 0) return fail('There is no event in the list.');
  const events: PostedEvent[] = [];
  for (const [index, value] of values.entries()) {
    const fault = `Event ${index + 1}`;
    const parsed = postedEvent.safeParse(value);
    if (!parsed.success)
      return fail(
        `${fault} is not understood: it looks like {"detail-type": "match.created", "detail": {…}}, or has an envelope with eventType and payload.`,
      );
    if (!isTransportable(parsed.data)) return fail(`${fault} is too large or nested too deep for the bus.`);
    events.push(parsed.data);
  }
  return ok(events);
}

function parseList(body: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return Array.isArray(value) ? (value as unknown[]) : [value];
  } catch {
    return undefined;
  }
}

/** What is nested too deep parses and cannot be written again. */
function isTransportable(event: PostedEvent): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(event)) <= MAX_EVENT_BYTES;
  } catch {
    return false;
  }
}
