import type { ReadRecord } from '../../domain/contact/incoming-event.ts';
import { envelope, faultyField } from './envelope.ts';
import { readJson } from '../json.ts';
import { matchingEvents } from './matching-events.ts';
import { patientEvents } from './patient-events.ts';
import { therapistEvents } from './therapist-events.ts';

const contracts = new Map(
  [...matchingEvents, ...therapistEvents, ...patientEvents].map((contract) => [contract.name, contract]),
);

/**
 * Reads one record of a topic (DESIGN §4). Unknown fields are tolerated, unknown statuses and major versions are not.
 *
 * @param bytes the record's value as it came
 * @returns never throws; reasons are codes and names of fields, and quote nothing of the record
 */
export function readIncomingEvent(bytes: Uint8Array): ReadRecord {
  const json = readJson(bytes);
  if (!json.ok) return { kind: 'unreadable', reason: json.error };
  const parsed = envelope.safeParse(json.value);
  if (!parsed.success) return { kind: 'unreadable', reason: `invalid_envelope:${faultyField(parsed.error)}` };
  const { eventId, eventType, version, timestamp, payload } = parsed.data;
  const contract = contracts.get(eventType);
  if (!contract) return { kind: 'ignored', eventType: printable(eventType) };
  if (version !== contract.version) return { kind: 'unreadable', reason: 'unsupported_version' };
  const event = contract.read(payload, timestamp);
  return event.ok
    ? { kind: 'event', event: event.value, eventId }
    : { kind: 'unreadable', reason: event.error };
}

/** A foreign event type as logs and metrics may show it: printable ASCII, at most 100 characters. */
function printable(text: string): string {
  return text.slice(0, 100).replace(/[^\x20-\x7e]/g, '?');
}
