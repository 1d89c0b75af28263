import type { Instant } from '../../shared/domain/time.ts';
import type { TableName } from '../../shared/store/tables.ts';
import type { Item } from '../dump.ts';
import type { BusEntry } from '../eventbridge-double.ts';
import type { Scope } from '../../shared/contracts/http/operation.ts';
import type { AcceptedMail } from '../ses-double.ts';
import type { ServiceTemplate } from '../template/service-template.ts';

/** What the console shows of the engine, and what it may ask of it. */
export interface ConsoleEngine {
  now(): Instant;
  template: ServiceTemplate;
  /** The next tick of every schedule, by the schedule's name. */
  nextTicks(): { schedule: string; at: Instant }[];
  /** Oldest first. */
  mails(): readonly AcceptedMail[];
  /** What went over the bus, oldest first. */
  events(): readonly BusEntry[];
  dump(): Promise<Record<TableName, Item[]>>;
  /** Moves the clock ahead and runs what was due meanwhile, in order. */
  moveTo(instant: Instant): Promise<Moved>;
  /** A mail arrives, as SES would hand it over. */
  receive(raw: Buffer): Promise<void>;
  publish(entries: PostedEvent[]): Promise<void>;
  /** Publishes the sample requests. */
  addSample(): Promise<{ requests: number }>;
  token(scopes: readonly Scope[]): Promise<string>;
  oidc: { configuration: object; jwks: object };
}

/** Ticks that ran, and how many of them failed. */
export interface Moved {
  ticks: number;
  failures: number;
}

/** An event for the bus: `detail` is the bare payload or an envelope with everything. */
export interface PostedEvent {
  detailType: string;
  detail: object;
}
