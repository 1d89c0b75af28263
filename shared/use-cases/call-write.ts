import { allows, type CallStep } from '../domain/phone-call/call-states.ts';
import type { CallState, CallWithEntries, PhoneCall } from '../domain/phone-call/phone-call.ts';
import type { Fault } from '../domain/fault.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Changes } from './changes.ts';

/** The call that a client wants to change, if it is as the client has seen it. */
export async function loadForWrite(
  changes: Changes,
  { callId, version }: { callId: string; version: number },
): Promise<Result<CallWithEntries, Fault>> {
  const loaded = await changes.call(callId);
  if (!loaded) return fail({ code: 'not_found' });
  return loaded.call.version === version ? ok(loaded) : fail({ code: 'precondition_failed' });
}

/** Refuses a step that the table of states does not have, naming the states (CONTRACT §1). */
export function refuseStep(step: CallStep, call: PhoneCall, to: CallState): Fault | undefined {
  if (allows(step, call)) return undefined;
  return { code: 'illegal_transition', details: { from: call.state, to } };
}
