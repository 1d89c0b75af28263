import type { CallLists } from '../domain/stores/calls.ts';
import type { RawMails } from '../domain/ports.ts';
import type { EmailLists } from '../domain/stores/emails.ts';
import type { InboundMailLists } from '../domain/stores/inbound-mails.ts';
import type { Page } from '../domain/stores/queries.ts';
import type { RetentionMarks } from '../domain/stores/retention.ts';
import type { WorkItemLists } from '../domain/stores/work-items.ts';
import type { Instant } from '../domain/time.ts';
import type { Service } from './service.ts';

/** What retention needs beside. */
export type RetentionService = Service & {
  marks: RetentionMarks;
  emailLists: EmailLists;
  callLists: CallLists;
  workItemLists: WorkItemLists;
  inboundLists: InboundMailLists;
  rawMails: RawMails;
};

/** From an instant on, and before another one. */
export interface Window {
  from: Instant;
  to: Instant;
}

/** One kind of things that are kept for a time. */
export interface Kept {
  name: string;
  keptMs: number;
  /** Ids of a page of those that lie in a window, in any order. */
  read: (window: Window, next: string | undefined) => Promise<Page<string>>;
  /** Takes one away, if nobody works on it any more; to do it twice is to do it once. */
  drop: (id: string) => Promise<'dropped' | 'nothing' | 'open'>;
}
