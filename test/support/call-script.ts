import type { CallScript } from '../../shared/domain/ports.ts';
import { erika, patient } from './email-content.ts';

type Conversation = CallScript['conversations'][number];

/** So many patients from the given priority on, of whom every fact is known. */
export function agenda(count: number, first = 1): Conversation['patients'] {
  return Array.from({ length: count }, (_, index) => agendaItem(first + index));
}

/** A patient on an agenda; every fact is known unless told otherwise. */
export function agendaItem(
  priority: number,
  known?: Parameters<typeof patient>[1],
): Conversation['patients'][number] {
  const { code, facts } = patient(priority, known);
  return { priority, code, facts };
}

/** What is to be said to Dr. Musterfrau, whom one email was sent to. */
export function conversation(overrides: Partial<Conversation> = {}): Conversation {
  return {
    therapist: erika,
    emailedAt: ['2026-11-15T23:30:00.000Z'],
    patients: agenda(1),
    ...overrides,
  };
}

/** A call about one patient unless told otherwise. */
export function callScript(...conversations: Partial<Conversation>[]): CallScript {
  return {
    phoneNumber: '+49301234567',
    conversations: (conversations.length > 0 ? conversations : [{}]).map(conversation),
  };
}
