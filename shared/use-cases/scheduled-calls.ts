import type { Contact } from '../domain/contact/contact.ts';
import type { CallWithEntries } from '../domain/phone-call/phone-call.ts';
import type { Changes } from './changes.ts';
import type { Service } from './service.ts';

/** Calls that a therapist waits for and that have not begun, earliest first. */
export async function scheduledCallsOf(
  { clock }: Pick<Service, 'clock'>,
  changes: Changes,
  { openCalls }: Contact,
): Promise<CallWithEntries[]> {
  const calls: CallWithEntries[] = [];
  for (const { callId } of openCalls) {
    const loaded = await changes.call(callId);
    if (loaded?.call.state === 'scheduled' && loaded.call.startsAt > clock.now()) calls.push(loaded);
  }
  return calls;
}
