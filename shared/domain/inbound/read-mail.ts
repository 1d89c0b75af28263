/** A piece of text that a mail shows, in the order in which its parts stand. */
export interface MailText {
  format: 'plain' | 'html';
  content: string;
}

/** A part that mail systems write for each other, or a mail inside a mail. */
export interface MailReport {
  /** `message/delivery-status`, `message/feedback-report`, `message/rfc822`, `text/rfc822-headers` … in lower case. */
  type: string;
  content: string;
}

/** A mail taken apart: what its sender wrote and claimed, nothing of which is to be believed. Personal data. */
export interface ReadMail {
  /** By lower-case name, in the order of the mail; encoded words are decoded, of mailboxes only the address is here. */
  headers: ReadonlyMap<string, readonly string[]>;
  texts: MailText[];
  reports: MailReport[];
  /** Whether something that is read here was too long and was cut. */
  truncated: boolean;
  /** No mail at all, or none with a text in it that can be read: encrypted, or broken beyond repair. */
  unreadable: boolean;
}
