import { HOUR_MS, MINUTE_MS } from '../../shared/domain/time.ts';
import type { AcceptedMail, SesCall, SesDouble } from '../ses-double.ts';
import { sesEvent } from '../ses-events.ts';
import type { FaultMode } from '../ses-faults.ts';
import { THERAPISTS } from './people.ts';

const addressOf = (therapistId: number) => `praxis-${therapistId}@praxis.example`;

const REJECTED = addressOf(THERAPISTS.rejectedBySes);
const RESET = addressOf(THERAPISTS.acceptedThenReset);
const LOST = addressOf(THERAPISTS.lostOnTheWay);
const BOUNCES = addressOf(THERAPISTS.bounces);
const COMPLAINS = addressOf(THERAPISTS.complains);

/** What SES does with the first mail to some mailboxes. */
const FIRST_MAIL = new Map<string, FaultMode>([
  [REJECTED, 'message_rejected'],
  [RESET, 'accept_then_reset'],
  [LOST, '503'],
  ...[104, 111, 119, 130].map((id) => [addressOf(id), 'throttled'] as const),
]);

/** SES on its bad days: throttled now and then, and some mails whose fate is not told at once, or not at all. */
export function createSesScript(): SesDouble['script'] {
  const fates = new Map(FIRST_MAIL);
  return ({ to: [address = ''] }: SesCall) => {
    const fate = fates.get(address);
    fates.delete(address);
    return fate ?? 'accept';
  };
}

/** An SES event on its way to the service. */
export interface Feedback {
  afterMs: number;
  event: ReturnType<typeof sesEvent>;
}

/** What SES tells of an accepted mail: late, for some mailboxes twice, out of order, or not all of it. */
export function feedbackOn(mail: AcceptedMail): Feedback[] {
  const [address = ''] = mail.to;
  const sent = { afterMs: 5_000, event: sesEvent(mail, 'Send') };
  // The only word on a mail whose call broke.
  if (address === RESET) return [{ ...sent, afterMs: 40 * MINUTE_MS }];
  if (address === BOUNCES) return [sent, { afterMs: 3 * MINUTE_MS, event: sesEvent(mail, 'Bounce') }];
  const delivered = { afterMs: 90_000, event: sesEvent(mail, 'Delivery') };
  if (address === COMPLAINS)
    return [sent, delivered, { afterMs: 20 * HOUR_MS, event: sesEvent(mail, 'Complaint') }];
  const mood = moodOf(address);
  return [
    ...(mood % 9 === 8 ? [] : [mood % 5 === 4 ? { ...sent, afterMs: 10 * MINUTE_MS } : sent]),
    ...(mood % 10 === 9 ? [{ afterMs: 60_000, event: sesEvent(mail, 'DeliveryDelay') }] : []),
    delivered,
    ...(mood % 4 === 3 ? [{ ...delivered, afterMs: 2 * HOUR_MS }] : []),
  ];
}

/** A number that is the same for a mailbox on every run. */
function moodOf(address: string): number {
  return [...address].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
}
