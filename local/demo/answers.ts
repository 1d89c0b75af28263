import { z } from 'zod';
import { emailEntry } from '../../shared/contracts/http/email-entries.ts';
import { emailResponse } from '../../shared/contracts/http/email-responses.ts';
import { HOUR_MS } from '../../shared/domain/time.ts';
import { THERAPISTS } from './people.ts';
import type { StaffApi } from './staff-api.ts';

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

type Entry = z.output<typeof emailEntry>;
type Decision = Pick<Entry, 'id' | 'response_outcome' | 'response_reason' | 'response_notes'>;

const agenda = z.object({ items: z.array(emailEntry) });

/** Records what the therapist of an email answers, as staff do. Rejects with ApiRefusal when the service refuses it. */
export async function answerEmail(
  api: StaffApi,
  emailId: string,
  habit: Exclude<Habit, 'silent'>,
): Promise<void> {
  const { value } = await api.read(agenda, `/api/emails/${emailId}/batches`);
  const body = {
    response_content: 'Guten Tag, anbei unsere Antwort. Mit freundlichen Grüßen',
    entries: decide(
      value.items.filter(({ included }) => included),
      habit,
    ),
  };
  await api.create(emailResponse, `/api/emails/${emailId}/response`, { key: `answer-${emailId}`, body });
}

/** What the therapist decides, in the fields of the API. */
function decide(entries: Entry[], habit: Exclude<Habit, 'silent'>): Decision[] {
  const [first, last] = [entries[0]?.id, entries.at(-1)?.id];
  return entries.flatMap(({ id }): Decision[] => {
    switch (habit) {
      case 'accepts_all':
        return [{ id, response_outcome: 'accepted' }];
      case 'rejects_all':
        return [{ id, response_outcome: 'rejected', response_reason: 'no_capacity' }];
      case 'mixed':
      case 'late':
        return id === last
          ? [{ id, response_outcome: 'accepted' }]
          : [{ id, response_outcome: 'rejected', response_reason: 'waiting_list' }];
      case 'partly':
        return id === first ? [{ id, response_outcome: 'rejected', response_reason: 'wrong_specialty' }] : [];
      case 'asks_back':
        return id === first
          ? [{ id, response_outcome: 'needs_follow_up', response_notes: 'ruft zurück' }]
          : [{ id, response_outcome: 'rejected' }];
    }
  });
}
