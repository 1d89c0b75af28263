/**
 * Therapists of one mailbox take turns (DESIGN §5.2): who lost the mailbox to another therapist comes first next time.
 * The queue is bounded; a mailbox that more therapists share serves the longest waiting ones.
 */
const LONGEST_QUEUE = 20;

/** The queue after a therapist lost his turn; his place in it stays if he has one. */
export function joinQueue(waiting: number[], therapistId: number): number[] {
  if (waiting.includes(therapistId)) return waiting;
  return [...waiting, therapistId].slice(0, LONGEST_QUEUE);
}

/** The queue after a therapist got his turn. */
export function leaveQueue(waiting: number[], therapistId: number): number[] {
  return waiting.filter((id) => id !== therapistId);
}

/** Who waits longer at the mailbox than this therapist, longest first. */
export function aheadOf(waiting: number[], therapistId: number): number[] {
  const own = waiting.indexOf(therapistId);
  return own === -1 ? waiting : waiting.slice(0, own);
}
