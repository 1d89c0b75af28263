/** A suppression as the API takes and shows it (CONTRACT §2). The address needs `email.content`: absent without it. */
import { z } from 'zod';
import { SUPPRESSION_REASONS, SUPPRESSION_SOURCES } from '../../domain/contact/contact.ts';
import type { SuppressedMailbox } from '../../domain/contact/suppression.ts';
import type { SuppressionFilter } from '../../domain/stores/contacts.ts';
import { emailAddress, instant, paging } from './fields.ts';

/** Key of the mailbox, a keyed hash: the address must not stand in a URL. */
export const suppressionId = z.string().regex(/^[\w-]{24}$/);

const reason = z
  .enum(SUPPRESSION_REASONS)
  .describe(
    '`complaint`: somebody reported mail as spam; `bounce`: the address takes no mail for good; `requested`: somebody asked ' +
      "for no more mail; `wrong_address`: it is somebody else's.",
  );
const source = z
  .enum(SUPPRESSION_SOURCES)
  .describe('What SES reported of an email, or a client of this API.');

/** In lists and by itself alike. */
export const suppression = z
  .strictObject({
    id: suppressionId,
    address: z.string().optional().describe('In its canonical form. Needs `email.content`.'),
    reason,
    source,
    by: z.string().optional().describe('The client who asked for it.'),
    created_at: instant.describe('Since when.'),
    expires_at: instant.optional().describe('Until when; absent: until it is lifted.'),
    version: z.int().positive(),
  })
  .meta({ id: 'Suppression' });

export const newSuppression = z.strictObject({
  address: emailAddress,
  reason,
  expires_at: instant
    .optional()
    .describe('In the future, at most 10 years ahead. Absent: until it is lifted.'),
});

export const suppressionQuery = z.strictObject({
  reason: reason.optional(),
  source: source.optional(),
  ...paging,
});

/** Which suppressions are listed, as the store takes it. */
export function toSuppressionFilter({
  reason,
  source,
}: z.output<typeof suppressionQuery>): SuppressionFilter {
  return { reason, source };
}

/** A suppression as somebody may see it who has the scope `email.content`, or has not. */
export function toSuppression(
  { key, version, suppressed }: SuppressedMailbox,
  { withContent }: { withContent: boolean },
): z.input<typeof suppression> {
  const { reason, source, by, address, at, expiresAt } = suppressed;
  return {
    id: key,
    ...(withContent && address !== undefined && { address }),
    reason,
    source,
    ...(by !== undefined && { by }),
    created_at: at,
    ...(expiresAt !== undefined && { expires_at: expiresAt }),
    version,
  };
}
