/** The outbox as the API shows it: ids, types and times of events, nothing that they say. */
import { z } from 'zod';
import type { AggregateName } from '../../domain/stores/outbox.ts';
import type { AggregateKind } from '../../domain/events.ts';
import type { OutboxRow } from '../../domain/stores/outbox.ts';
import { emailId, instant, page, paging, siblingId } from './fields.ts';
import { callId } from './phone-call-resource.ts';

/** What events are about. */
export const aggregate = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('email'), id: emailId }),
    z.strictObject({ kind: z.literal('call'), id: callId }),
    z.strictObject({ kind: z.literal('request'), id: siblingId }),
    z.strictObject({ kind: z.literal('therapist'), id: siblingId }),
  ])
  .meta({ id: 'Aggregate' });

export const aggregateBody = z.strictObject({ aggregate });

const seq = z.int().positive().describe('Number of the event: 1, 2, 3 … of its aggregate.');

const owedEvent = z
  .strictObject({
    aggregate,
    seq,
    event_id: z.string().optional().describe('Absent where the row holds no event.'),
    event_type: z.string().optional(),
    at: instant.optional(),
  })
  .meta({ id: 'OwedEvent' });

const blockedAggregate = z
  .strictObject({
    aggregate,
    seq: seq.describe('The event that cannot be published; all later ones of the aggregate wait behind it.'),
    reason: z
      .enum(['unreadable', 'not_publishable'])
      .describe('The row holds no event, or one that no transport can carry.'),
  })
  .meta({ id: 'BlockedAggregate' });

export const outboxQuery = z.strictObject({ ...paging });

/** What waits for the relay: sums, and a page of it. */
export const outbox = page(owedEvent)
  .extend({
    owed: z.int().nonnegative().describe('How many events wait.'),
    complete: z
      .boolean()
      .describe('False when so many wait that the sums, the oldest and the blocked are those of a part.'),
    oldest_at: instant.optional().describe('When the oldest of them happened.'),
    oldest_age_seconds: z.int().nonnegative().optional(),
    blocked: z.array(blockedAggregate).describe('At most 100.'),
  })
  .meta({ id: 'Outbox' });

export const released = z
  .strictObject({
    aggregate,
    done: z
      .enum(['retried', 'replaced'])
      .describe(
        '`replaced`: the present state of the aggregate stands in the place of the event that blocked.',
      ),
  })
  .meta({ id: 'Released' });

export const announced = z
  .strictObject({ aggregate, events: z.int().positive().describe('How many events will be published.') })
  .meta({ id: 'Announced' });

type AggregateView = z.input<typeof aggregate>;

/** How the domain names an aggregate. */
export function toAggregateName({ kind, id }: z.output<typeof aggregate>): AggregateName {
  return { kind, id: String(id) };
}

/** How the API names one. */
export function toAggregate({ kind, id }: AggregateName): AggregateView {
  const isNumbered: Record<AggregateKind, boolean> = {
    email: false,
    call: false,
    request: true,
    therapist: true,
  };
  return { kind, id: isNumbered[kind] ? Number(id) : id } as AggregateView;
}

/** A row of the outbox as lists show it. */
export function toOwedEvent(name: AggregateName, { seq, event }: OutboxRow): z.input<typeof owedEvent> {
  return {
    aggregate: toAggregate(name),
    seq,
    ...(event && { event_id: event.id, event_type: event.type, at: event.at }),
  };
}
