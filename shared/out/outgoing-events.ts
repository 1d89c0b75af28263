import { encodeEvent } from '../contracts/events/communication-event.ts';
import type { OutboxEvent } from '../domain/events.ts';

/** An event and its bytes on the wire. */
export interface EncodedEvent {
  event: OutboxEvent;
  text: string;
}

/** Is told the code of everything that could not be published; never content. */
export type OnFault = (code: string) => void;

/**
 * The order rule of the port `EventPublisher`: once an event of an aggregate is held back, its later ones are too.
 * One instance serves one pass over events in order.
 */
export function createOrderRule() {
  const stopped = new Set<string>();
  const aggregateOf = ({ aggregate }: OutboxEvent) => `${aggregate.kind}#${aggregate.id}`;
  return {
    stop: (event: OutboxEvent): void => void stopped.add(aggregateOf(event)),
    isStopped: (event: OutboxEvent): boolean => stopped.has(aggregateOf(event)),
  };
}

/** Encodes what can be published: an event that cannot be encoded holds back the rest of its own aggregate. */
export function encodeInOrder(events: OutboxEvent[], onFault?: OnFault): EncodedEvent[] {
  const order = createOrderRule();
  return events.flatMap((event) => {
    if (order.isStopped(event)) return [];
    const text = encodeEvent(event);
    if (text !== undefined) return [{ event, text }];
    onFault?.('not_encodable');
    order.stop(event);
    return [];
  });
}

/** The code of a failure: the class of what caused it, not its message, which may quote what was sent. */
export function faultCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? error.cause.name : error.name;
}
