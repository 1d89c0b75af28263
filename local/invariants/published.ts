import {
  communicationEvent,
  type CommunicationEvent,
} from '../../shared/contracts/events/communication-event.ts';
import { eventOutSchema } from '../../shared/contracts/events/events-out.ts';
import type { Evidence, Violation } from './evidence.ts';
import type { Ledger } from './ledger.ts';

/** A published event with its aggregate, e.g. `email em_1`, which the wire tells by type and payload (CONTRACT §4). */
export interface PublishedEvent {
  aggregate: string;
  event: CommunicationEvent;
}

/** Reads what was published; `unreadable` holds the positions of what is no event of the contract, its payload included. */
export function readPublished(published: Evidence['published']): {
  events: PublishedEvent[];
  unreadable: number[];
} {
  const events: PublishedEvent[] = [];
  const unreadable: number[] = [];
  for (const [index, { Detail = '' }] of published.entries()) {
    const parsed = communicationEvent.safeParse(JSON.parse(Detail));
    if (parsed.success && isExact(parsed.data))
      events.push({ aggregate: aggregateOf(parsed.data), event: parsed.data });
    else unreadable.push(index);
  }
  return { events, unreadable };
}

function isExact(event: CommunicationEvent): boolean {
  return eventOutSchema(event.eventType).safeParse(event).success;
}

function aggregateOf({ eventType, payload }: CommunicationEvent): string {
  if (eventType.startsWith('communication.email_')) return `email ${String(payload['email_id'])}`;
  if (eventType.startsWith('communication.call_')) return `call ${String(payload['phone_call_id'])}`;
  if (eventType.startsWith('communication.therapist_')) return `therapist ${String(payload['therapist_id'])}`;
  return `request ${String([payload['placement_request_ids']].flat()[0])}`;
}

/**
 * I7: after dropping duplicates, the published events of every aggregate are 1 … n in order, n is what the aggregate
 * itself counts, and nothing waits in the outbox.
 */
export function checkSequences(ledger: Ledger, { published }: Evidence): Violation[] {
  const { events, unreadable } = readPublished(published);
  const numbers = Map.groupBy(withoutDuplicates(events), ({ aggregate }) => aggregate);
  const counters = countersOf(ledger);
  return [
    ...unreadable.map((index) => ({
      subject: `published event ${index + 1}`,
      problem: 'is not of the contract',
    })),
    ...ledger.outbox.map((key) => ({ subject: `outbox row ${key}`, problem: 'was not published' })),
    ...[...new Set([...numbers.keys(), ...counters.keys()])].flatMap((aggregate) => {
      const seqs = (numbers.get(aggregate) ?? []).map(({ event }) => event.seq);
      const counted = counters.get(aggregate) ?? 0;
      const inOrder = seqs.every((seq, index) => seq === index + 1);
      if (inOrder && seqs.length === counted) return [];
      return [{ subject: aggregate, problem: `published ${seqs.join(', ') || 'nothing'} of ${counted}` }];
    }),
  ];
}

/** Published events, each once, in the order in which they came first. */
export function withoutDuplicates(events: PublishedEvent[]): PublishedEvent[] {
  const seen = new Set<string>();
  return events.filter(({ event }) => !seen.has(event.eventId) && seen.add(event.eventId));
}

function countersOf({ emails, calls, requests, contacts }: Ledger): Map<string, number> {
  return new Map([
    ...[...emails].map(([id, { email }]) => [`email ${id}`, email.seq] as const),
    ...[...calls].map(([id, { call }]) => [`call ${id}`, call.seq] as const),
    ...[...requests].map(([id, { seq }]) => [`request ${id}`, seq] as const),
    ...[...contacts].map(([id, { seq }]) => [`therapist ${id}`, seq] as const),
  ]);
}
