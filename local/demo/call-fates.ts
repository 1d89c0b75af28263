import type { Outcome } from '../../shared/domain/email/email.ts';
import type { CallOutcome } from '../../shared/domain/phone-call/phone-call.ts';
import { numberFor, pickFor } from '../sample/pick.ts';
import { THERAPISTS } from './people.ts';

/** What comes of an appointment for a call; `forgotten`: nobody calls, and nobody says so. */
export type Fate = CallOutcome | 'forgotten';

/** What therapists and staff do about phone calls. */
export interface Fates {
  /** What comes of the next call of a therapist. */
  next(therapistId: number): Fate;
  /** What a therapist says about a request. */
  saidAbout(requestId: number): Outcome;
  /** Whether the practice asks for another time beforehand. */
  isMoved(therapistId: number): boolean;
  /** Whether somebody finds the time for a work item. */
  isWorkedOff(requestId: number): boolean;
}

/** What comes of the first calls of therapists with a part of their own; the mix decides about the rest. */
const FIXED = new Map<number, readonly Fate[]>([
  [THERAPISTS.withoutUsableAddress, ['no_answer', 'no_answer', 'no_answer']],
  [THERAPISTS.bounces, ['voicemail', 'reached']],
  [THERAPISTS.overrun[0], ['reached']],
  ...THERAPISTS.sharedPhone.map((id) => [id, ['reached']] as const),
  [THERAPISTS.phoneHoursInWords, ['busy', 'reached']],
  [104, ['callback_at', 'reached']],
  [106, ['wrong_number']],
  [118, ['forgotten', 'reached']],
  [120, ['reached']],
  [124, ['forgotten', 'no_answer']],
  [140, ['busy', 'reached']],
]);

const MIX: readonly [Fate, ...Fate[]] = [
  'reached',
  'no_answer',
  'reached',
  'busy',
  'reached',
  'voicemail',
  'reached',
  'callback_at',
  'reached',
  'wrong_number',
  'reached',
  'forgotten',
];

const SAID = ['rejected', 'accepted', 'rejected', 'needs_follow_up', 'rejected'] as const;

/** Practices that ask for another time beforehand; and of the others, one in so many. */
const MOVED = { always: [120, 140], oneIn: 8 };

/** Fates that are the same for a seed on every run, whatever order the calls come in. */
export function createFates(seed: number): Fates {
  const calls = new Map<number, number>();
  return {
    next(therapistId) {
      const call = calls.get(therapistId) ?? 0;
      calls.set(therapistId, call + 1);
      return FIXED.get(therapistId)?.[call] ?? pickFor(`call ${call} ${seed}`, therapistId, MIX);
    },
    saidAbout: (requestId) => pickFor(`said ${seed}`, requestId, SAID),
    isMoved: (therapistId) =>
      MOVED.always.includes(therapistId) || numberFor(`moved ${seed}`, therapistId, MOVED.oneIn) === 0,
    isWorkedOff: (requestId) => numberFor(`work item ${seed}`, requestId, 3) > 0,
  };
}
