import { mostPerSecond, slotGapMs } from '../domain/email/pace.ts';
import type { Clock } from '../domain/ports.ts';
import type { SendingState } from '../domain/stores/sending.ts';
import { plus, type Instant } from '../domain/time.ts';

/**
 * The instants at which this run may start mails. They are taken from the row that all senders share, more at a time the
 * longer the run goes on, but never more than a second's worth: a long run pays little for them, a short one wastes few.
 */
export function createSendSlots(
  { sendingState, clock }: { sendingState: SendingState; clock: Clock },
  ratePerSecond: number,
): { next(): Promise<Instant> } {
  const gapMs = slotGapMs(ratePerSecond);
  let count = 0;
  let used = 0;
  let first = clock.now();

  return {
    async next() {
      if (used === count) {
        count = Math.min(Math.max(1, 2 * count), mostPerSecond(ratePerSecond));
        used = 0;
        const now = clock.now();
        first = plus(now, await sendingState.takeSlots({ count, gapMs, now }));
      }
      return plus(first, gapMs * used++);
    },
  };
}
