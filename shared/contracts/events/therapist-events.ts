import { z } from 'zod';
import { therapistFields } from '../services/therapist.ts';
import { eventContract, siblingId } from './envelope.ts';

/** Only fields that the directory knows are kept. */
const payload = z.object({ therapist_id: siblingId, therapist_data: therapistFields.nullish() });

const changed = (name: string) =>
  eventContract({
    name,
    version: 1,
    description: 'What the therapist service knows of a therapist.',
    payload,
    toEvent: ({ therapist_id, therapist_data }, at) => ({
      type: 'therapist_changed',
      therapistId: therapist_id,
      data: therapist_data ?? {},
      at,
    }),
  });

const barred = (name: string, type: 'therapist_blocked' | 'therapist_unblocked') =>
  eventContract({
    name,
    version: 1,
    description:
      type === 'therapist_blocked'
        ? 'The therapist must not be contacted any more.'
        : 'The therapist may be contacted again.',
    payload,
    toEvent: ({ therapist_id, therapist_data }, at) => ({
      type,
      therapistId: therapist_id,
      ...(therapist_data && { data: therapist_data }),
      at,
    }),
  });

/** The topic `therapist-events`. */
export const therapistEvents = [
  changed('therapist.created'),
  changed('therapist.updated'),
  barred('therapist.blocked', 'therapist_blocked'),
  barred('therapist.unblocked', 'therapist_unblocked'),
];
