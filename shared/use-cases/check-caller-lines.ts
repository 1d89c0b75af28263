import { activeLines, MAX_LINES, staffingOf } from '../domain/phone-call/caller-line.ts';
import { handOverLostCall } from './hand-over-lost-call.ts';
import type { Run, Service } from './service.ts';

/**
 * Looks for scheduled calls that nobody is there to make (DESIGN §7), whenever the caller lines have changed, and once
 * more a run later: a booking under way may have read them before.
 *
 * @returns how many calls were handed to staff
 */
export async function checkCallerLines(service: Service, run: Run): Promise<number> {
  const { store, clock, settings } = service;
  const staffing = staffingOf(activeLines(await store.getLineUp(), settings.calls.lines));
  const checked = await store.getCheckedLines();
  const isKnown = checked?.staffing === staffing;
  if (isKnown && checked.settled) return 0;

  let handedOver = 0;
  let isComplete = true;
  for (let number = 1; number <= MAX_LINES; number++) {
    for (const callId of await store.callsOnLine(number, clock.now())) {
      if (clock.now() >= run.stopAt) return handedOver;
      try {
        if (await handOverLostCall(service, callId)) handedOver++;
      } catch (error) {
        isComplete = false;
        run.onFailure(callId, error);
      }
    }
  }
  if (isComplete) await store.putCheckedLines({ staffing, settled: isKnown });
  return handedOver;
}
