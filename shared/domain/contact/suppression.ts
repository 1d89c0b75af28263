import { SUPPRESSION_REASONS, SUPPRESSION_SOURCES, type Mailbox, type Suppression } from './contact.ts';
import { latest, type Instant } from '../time.ts';

/** A mailbox that gets no mail. */
export type SuppressedMailbox = Mailbox & { suppressed: Suppression };

/** Whether a mailbox gets no mail at `now`. Everybody asks here, because one that has expired may still be stored. */
export function isSuppressed(mailbox: Mailbox, now: Instant): mailbox is SuppressedMailbox {
  const { suppressed } = mailbox;
  return suppressed !== undefined && (suppressed.expiresAt === undefined || suppressed.expiresAt > now);
}

/**
 * Suppresses a mailbox. What holds already is never weakened by it, see `mergeSuppressions`.
 *
 * @returns the very same mailbox when it says nothing new
 */
export function suppress(mailbox: Mailbox, given: Suppression, now: Instant): Mailbox {
  if (!isSuppressed(mailbox, now)) return { ...mailbox, suppressed: given };
  const suppressed = mergeSuppressions(mailbox.suppressed, given);
  return suppressed === mailbox.suppressed ? mailbox : { ...mailbox, suppressed };
}

/** The mailbox gets mail again. */
export function lift(mailbox: SuppressedMailbox): Mailbox {
  const { suppressed: _lifted, ...open } = mailbox;
  return open;
}

/**
 * Two suppressions of one mailbox as one: the graver reason with all that belongs to it (of the same reason SES before
 * clients, then the earlier one), for as long as either of them holds. Neither order nor repetition matters.
 */
export function mergeSuppressions(a: Suppression, b: Suppression): Suppression {
  const graver = rankOf(b) < rankOf(a) ? b : a;
  const expiresAt =
    a.expiresAt === undefined || b.expiresAt === undefined ? undefined : latest(a.expiresAt, b.expiresAt);
  if (graver.expiresAt === expiresAt) return graver;
  const { expiresAt: _earlier, ...kept } = graver;
  return { ...kept, ...(expiresAt !== undefined && { expiresAt }) };
}

/** Sorts the graver suppression first. */
function rankOf({ reason, source, at, by = '' }: Suppression): string {
  return [SUPPRESSION_REASONS.indexOf(reason), SUPPRESSION_SOURCES.indexOf(source), at, by].join(' ');
}
