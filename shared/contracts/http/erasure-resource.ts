/** An erasure as the API takes and shows it (CONTRACT §2): counts and times, nothing of the person. */
import { z } from 'zod';
import { ERASED_THINGS, SUBJECT_KINDS, type Erasure } from '../../domain/privacy/erasure.ts';
import { instant, ownId, paging, siblingId } from './fields.ts';

export const erasureId = z.string().regex(ownId('er'));

const subjectKind = z.enum(SUBJECT_KINDS);

/** `placementRequests` → `placement_requests`. */
const nameOf = (thing: string) => thing.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** In lists and by itself alike. */
export const erasure = z
  .strictObject({
    id: erasureId,
    subject_kind: subjectKind,
    subject_id: siblingId
      .optional()
      .describe('Absent once it is done: nothing leads back to the person then.'),
    status: z
      .enum(['running', 'done'])
      .describe('`running` for about half an hour: a second round follows the first.'),
    counts: z
      .strictObject(Object.fromEntries(ERASED_THINGS.map((thing) => [nameOf(thing), z.int().nonnegative()])))
      .describe('How many of each were found and erased so far.'),
    created_at: instant,
    updated_at: instant,
    done_at: instant.optional(),
    kept_in_backups_until: instant
      .optional()
      .describe('Until when backups of the tables hold what they held before; known once it is done.'),
    version: z.int().positive(),
  })
  .meta({ id: 'Erasure' });

export const newErasure = z.strictObject({ subject_kind: subjectKind, subject_id: siblingId });

export const erasureQuery = z.strictObject({ ...paging });

/** An erasure as whoever may erase sees it. */
export function toErasure(given: Erasure): z.input<typeof erasure> {
  const { id, subjectKind, subjectId, status, counts, createdAt, updatedAt, version } = given;
  const { doneAt, keptInBackupsUntil } = given;
  return {
    id,
    subject_kind: subjectKind,
    ...(subjectId !== undefined && { subject_id: subjectId }),
    status,
    counts: Object.fromEntries(ERASED_THINGS.map((thing) => [nameOf(thing), counts[thing] ?? 0])),
    created_at: createdAt,
    updated_at: updatedAt,
    ...(doneAt !== undefined && { done_at: doneAt }),
    ...(keptInBackupsUntil !== undefined && { kept_in_backups_until: keptInBackupsUntil }),
    version,
  };
}
