import type { Entry } from '../../shared/domain/email/email.ts';
import type { Decision } from '../../shared/domain/email/answer.ts';
import { HOUR_MS } from '../../shared/domain/time.ts';
import { recordEmailResponse } from '../../shared/use-cases/record-email-response.ts';
import type { Service } from '../../shared/use-cases/service.ts';
import { THERAPISTS } from './people.ts';

/** How a therapist answers. `late`: when a call is booked already. */
export type Habit = 'silent' | 'rejects_all' | 'accepts_all' | 'mixed' | 'partly' | 'asks_back' | 'late';

const HABITS: readonly Habit[] = [
  'silent',
  'rejects_all',
  'silent',
  'mixed',
  'silent',
  'late',
  'silent',
  'accepts_all',
  'silent',
  'partly',
  'silent',
  'asks_back',
];

const FIXED = new Map<number, Habit>([
  [THERAPISTS.overrun[0], 'silent'],
  [THERAPISTS.overrun[1], 'mixed'],
  [THERAPISTS.answeredAndReopened, 'mixed'],
  [108, 'late'],
  [136, 'partly'],
  [THERAPISTS.requestClosedAndReopened, 'silent'],
  [THERAPISTS.patientWithdrawnAfterSending, 'accepts_all'],
  [THERAPISTS.bounces, 'silent'],
  [THERAPISTS.complains, 'silent'],
  ...THERAPISTS.withoutPhoneHours.map((id) => [id, 'silent'] as const),
]);

export function habitOf(therapistId: number): Habit {
  return FIXED.get(therapistId) ?? HABITS[therapistId % HABITS.length] ?? 'silent';
}

/** Milliseconds until a therapist answers; undefined when he never does. */
export function answersAfter(habit: Habit, therapistId: number): number | undefined {
  if (habit === 'silent') return undefined;
  const hours = habit === 'late' ? 170 + (therapistId % 5) : 20 + ((therapistId * 7) % 60);
  return hours * HOUR_MS;
}

/**
 * Records what the therapist of an email answers, as staff would.
 *
 * @returns how many requests it decides; undefined when the service refuses the answer
 */
export async function answerEmail(
  service: Service,
  emailId: string,
  habit: Exclude<Habit, 'silent'>,
): Promise<number | undefined> {
  const loaded = await service.store.getEmail(emailId);
  const entries = loaded?.entries.filter(({ included }) => included) ?? [];
  const decisions = decide(entries, habit);
  const recorded = await recordEmailResponse(service, {
    emailId,
    content: 'Guten Tag, anbei unsere Antwort. Mit freundlichen Grüßen',
    decisions,
  });
  return recorded.ok ? decisions.length : undefined;
}

function decide(entries: Entry[], habit: Exclude<Habit, 'silent'>): Decision[] {
  const [first, last] = [entries[0]?.number, entries.at(-1)?.number];
  return entries.flatMap(({ number }): Decision[] => {
    switch (habit) {
      case 'accepts_all':
        return [{ number, outcome: 'accepted' }];
      case 'rejects_all':
        return [{ number, outcome: 'rejected', reason: 'no_capacity' }];
      case 'mixed':
      case 'late':
        return number === last
          ? [{ number, outcome: 'accepted' }]
          : [{ number, outcome: 'rejected', reason: 'waiting_list' }];
      case 'partly':
        return number === first ? [{ number, outcome: 'rejected', reason: 'wrong_specialty' }] : [];
      case 'asks_back':
        return number === first
          ? [{ number, outcome: 'needs_follow_up', notes: 'ruft zurück' }]
          : [{ number, outcome: 'rejected' }];
    }
  });
}
