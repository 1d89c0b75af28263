import type { AggregateName, OutboxDesk, RawRow } from '../domain/stores/outbox.ts';
import type { OutboxEvent } from '../domain/events.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Parking } from '../domain/stores/parked-records.ts';
import type { Changes } from './changes.ts';
import { commitWrite } from './commit-write.ts';
import { presentEvents } from './present-events.ts';
import type { Service } from './service.ts';

type ReleaseService = Pick<Service, 'store' | 'clock' | 'ids'> & {
  desk: OutboxDesk;
  parking: Parking;
  /** Whether an event can be put on the wire. */
  isPublishable(event: OutboxEvent): boolean;
};

/** What releasing an aggregate did: the relay was woken, or what stood in its way was replaced before. */
export type Release = 'retried' | 'replaced';

/** How many rows of an aggregate are looked at for the one that blocks it. */
const ROWS = 100;

/** Under which name the text of a replaced row is parked. */
const TOPIC = 'communication-events';

/**
 * Lets the events of an aggregate go on (docs/decisions/0030): the relay is woken, and a row that nobody can publish
 * (FAULTS 22) gives its number to an announcement of the aggregate's present state. So no number is missing, no order
 * changes, and nothing is said but what is stored; what the row held is parked.
 *
 * @returns a `Release`; or `not_found`: nothing of it waits, `nothing_to_announce`: nothing true can take the row's place
 */
export async function releaseAggregate(
  service: ReleaseService,
  { aggregate, once }: { aggregate: AggregateName; once?: Once | undefined },
): Promise<Result<string, Fault>> {
  return commitWrite(service, once, async (changes) => {
    const rows = await service.desk.firstRows(aggregate, ROWS);
    const [first] = rows;
    if (!first) return fail({ code: 'not_found' });
    const blocking = rows.find(({ event }) => !event || !service.isPublishable(event));
    if (blocking) return replace(service, changes, aggregate, blocking);
    changes.write(service.desk.touchRow(first, service.clock.now()));
    return ok('retried' satisfies Release);
  });
}

async function replace(
  { desk, parking, clock, ids }: ReleaseService,
  changes: Changes,
  aggregate: AggregateName,
  row: RawRow,
): Promise<Result<string, Fault>> {
  const present = await presentEvents(changes, aggregate);
  const [substitute, ...others] = present?.events ?? [];
  if (!present || !substitute) return fail({ code: 'nothing_to_announce' });
  const at = clock.now();
  const bytes = Buffer.from(row.text);
  await parking.park({ topic: TOPIC, reason: 'not_publishable', bytes, at });
  changes.write(desk.replaceRow(row, { ...substitute, id: ids.next('ev'), aggregate, seq: row.seq, at }));
  for (const event of others) present.tell(event, at);
  return ok('replaced' satisfies Release);
}
