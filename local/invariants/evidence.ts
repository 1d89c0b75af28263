import type { Instant } from '../../shared/domain/time.ts';
import type { TableName } from '../../shared/store/tables.ts';
import type { Item } from '../dump.ts';
import type { BusEntry } from '../eventbridge-double.ts';
import type { AcceptedMail } from '../ses-double.ts';

/** What others have seen of the service, and what lies in its tables: nothing that it says of itself. */
export interface Evidence {
  /** What SES took over, in order. */
  accepted: Pick<AcceptedMail, 'at' | 'to' | 'tags'>[];
  /** What arrived at the bus, in order, duplicates included. */
  published: Pick<BusEntry, 'Detail'>[];
  dump: Record<TableName, Item[]>;
  /** Requests whose creation was acknowledged to the broker: none of them may be lost. */
  created?: Iterable<number>;
  /** When a closed request was told to be alive again, the last time, by the service's clock. */
  reopenedAt?: ReadonlyMap<number, Instant>;
}

/** A broken invariant. Both texts hold ids and codes only. */
export interface Violation {
  /** What is concerned, e.g. `request 17`. */
  subject: string;
  problem: string;
}
