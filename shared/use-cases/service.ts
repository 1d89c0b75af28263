import type { Clock, Directory, Ids, Metrics, Pseudonyms } from '../domain/ports.ts';
import type { Calendars } from '../domain/stores/calendars.ts';
import type { CallerLines } from '../domain/stores/caller-lines.ts';
import type { Calls } from '../domain/stores/calls.ts';
import type { Contacts } from '../domain/stores/contacts.ts';
import type { EmailLookups, Emails } from '../domain/stores/emails.ts';
import type { Erasures } from '../domain/stores/erasures.ts';
import type { InboundMails } from '../domain/stores/inbound-mails.ts';
import type { OnceRecords } from '../domain/stores/once-records.ts';
import type { Outbox } from '../domain/stores/outbox.ts';
import type { Requests } from '../domain/stores/requests.ts';
import type { Switches } from '../domain/stores/sending.ts';
import type { UnitOfWork } from '../domain/stores/unit-of-work.ts';
import type { WorkItems } from '../domain/stores/work-items.ts';
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
