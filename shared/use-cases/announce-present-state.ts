import type { AggregateName } from '../domain/stores/outbox.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { commitWrite } from './commit-write.ts';
import { presentEvents } from './present-events.ts';
import type { Service } from './service.ts';

/**
 * Publishes an aggregate's present state again, for a sibling that lost it (CONTRACT §3): the same event types under new
 * ids and the aggregate's next numbers, marked as `announced`, through the outbox like every event.
 *
 * @returns how many events were added; or `not_found`, `nothing_to_announce`: nothing of its state is told by events
 */
export async function announcePresentState(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  { aggregate, once }: { aggregate: AggregateName; once?: Once | undefined },
): Promise<Result<string, Fault>> {
  return commitWrite(service, once, async (changes) => {
    const present = await presentEvents(changes, aggregate);
    if (!present) return fail({ code: 'not_found' });
    if (present.events.length === 0) return fail({ code: 'nothing_to_announce' });
    for (const event of present.events) present.tell(event, service.clock.now());
    return ok(String(present.events.length));
  });
}
