/** What entries of emails and of phone calls have in common. */
import { z } from 'zod';
import type { Outcome } from '../../domain/email/email.ts';
import { siblingId } from './fields.ts';

const OUTCOMES = ['accepted', 'rejected', 'needs_follow_up'] as const satisfies readonly Outcome[];

export const outcome = z.enum(OUTCOMES);

/** Which request an entry is about. */
export const entryFields = {
  placement_request_id: siblingId,
  number: z.int().positive(),
  code: z
    .string()
    .optional()
    .describe(
      'What therapist and staff call the patient; says nothing about the person. Absent once erased.',
    ),
};
