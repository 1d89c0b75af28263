import type { Clock, Directory, Ids, Metrics, Pseudonyms } from '../domain/ports.ts';
import type { CallerLines, Calendars, Calls } from '../domain/call-stores.ts';
import type {
  Contacts,
  EmailLookups,
  Emails,
  Erasures,
  InboundMails,
  OnceRecords,
  Outbox,
  Requests,
  Switches,
  UnitOfWork,
  WorkItems,
} from '../domain/stores.ts';
import type { Settings } from '../domain/settings.ts';
import type { Instant } from '../domain/time.ts';

/** Everything that is committed together. */
export type Store = UnitOfWork &
  Contacts &
  Requests &
  Emails &
  EmailLookups &
  Calls &
  Calendars &
  CallerLines &
  Switches &
  WorkItems &
  Erasures &
  InboundMails &
  OnceRecords &
  Pick<Outbox, 'addEvent'>;

/** What every use case may need; each names further ports of its own. */
export interface Service {
  store: Store;
  clock: Clock;
  ids: Ids;
  pseudonyms: Pseudonyms;
  directory: Directory;
  metrics: Metrics;
  settings: Settings;
}

/** A run over many aggregates. One that fails is reported and never stops the others. */
export interface Run {
  /** No new aggregate is started on from this instant on. */
  stopAt: Instant;
  onFailure(id: string, error: unknown): void;
}
