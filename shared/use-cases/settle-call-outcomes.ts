import { newlyAccepted } from '../domain/email/answer.ts';
import type { CallEntry, PhoneCall } from '../domain/phone-call/phone-call.ts';
import { applyCooling } from './apply-cooling.ts';
import type { Changes } from './changes.ts';
import { confirmCallAcceptance } from './confirm-acceptance.ts';
import type { Service } from './service.ts';
import { settleDecided } from './settle-decided.ts';

/** A call that is over, with its agenda before and after what was decided. */
export interface DecidedCall {
  call: PhoneCall;
  before: CallEntry[];
  after: CallEntry[];
}

/**
 * What follows from the outcomes of a call that is over, recorded with it, late or corrected: the same as from an
 * answer by mail (DESIGN §6). Decided requests get their places, siblings are told, cooling starts or ends, and what
 * was accepted is confirmed.
 */
export async function settleCallOutcomes(
  service: Service,
  changes: Changes,
  { call, before, after }: DecidedCall,
): Promise<void> {
  const earlier = new Map(before.map((entry) => [entry.number, entry]));
  const changed = after.filter(
    ({ number, included, outcome }) =>
      included && outcome !== undefined && outcome !== earlier.get(number)?.outcome,
  );
  await settleDecided(service, changes, { origin: { callId: call.id }, entries: changed });
  for (const therapistId of call.therapistIds) {
    const his = (entry: CallEntry) => entry.therapistId === therapistId;
    const [was, is] = [before.filter(his), after.filter(his)];
    await applyCooling(service, changes, { therapistId, before: was, after: is });
    const accepted = newlyAccepted(was, is);
    const emailId = is.find((entry) => entry.outcome === 'accepted' && entry.emailId)?.emailId;
    const followsUp = emailId === undefined ? {} : { emailId };
    await confirmCallAcceptance(service, changes, { therapistId, accepted, ...followsUp });
  }
}
