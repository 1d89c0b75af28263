import type { Instant } from '../time.ts';

/** What a client wrote for an email, made safe to be mailed: content, kept apart from the head. */
export interface WrittenContent {
  /** Of a `custom` email, without the reference; HTML as `sanitizeHtml` leaves it. */
  subject?: string;
  html?: string;
  text?: string;
  /** Of an email with a template. */
  variables?: Record<string, string>;
  recipientName?: string;
  followUpNotes?: string;
  override?: Override;
}

/** Why an email may leave before the cadence allows it, and who says so (the token's subject). */
export interface Override {
  reason: string;
  by: string;
  at: Instant;
}

/** Content as a client hands it in; what is absent stays as it is. */
export interface ContentFields {
  subject?: string | undefined;
  bodyHtml?: string | undefined;
  /** Made from the HTML when that comes without it. */
  bodyText?: string | undefined;
  variables?: Record<string, string> | undefined;
  recipientName?: string | undefined;
  /** An empty text takes the notes away. */
  followUpNotes?: string | undefined;
}

/**
 * Longest texts of clients, in characters. With the reference behind it a subject has to fit into one header line; both
 * bodies, encoded, into the 100 KB that Gmail shows of a mail.
 */
export const CONTENT_LIMITS = {
  subject: 150,
  body: 20_000,
  mailedBytes: 50_000,
  variable: 1000,
  recipientName: 200,
  followUpNotes: 4000,
  overrideReason: 500,
} as const;

/** What the templates show of what a client writes (templates/README.md). */
export const TEMPLATE_VARIABLES: readonly string[] = ['personal_note'];
