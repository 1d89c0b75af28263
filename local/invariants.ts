import type { Settings } from '../shared/domain/settings.ts';
import { checkBookings, checkFollowUpCalls } from './invariants/calls.ts';
import { checkAccepts, checkCadence, checkDoubleMail } from './invariants/contacts.ts';
import type { Evidence, Violation } from './invariants/evidence.ts';
import { readLedger } from './invariants/ledger.ts';
import { checkPlaces } from './invariants/places.ts';
import { checkSequences } from './invariants/published.ts';

/** The invariants of DESIGN §2 that evidence from outside can prove broken. */
export type InvariantName = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7';

/**
 * Checks I1–I7 of DESIGN §2 from outside: what SES accepted, what was published, and a dump of the tables of a service
 * at rest (nothing running, the outbox drained).
 *
 * @returns what is broken, by invariant; ids and codes only
 */
export function checkInvariants(
  evidence: Evidence,
  settings: Pick<Settings, 'cadence' | 'calls'>,
): Record<InvariantName, Violation[]> {
  const ledger = readLedger(evidence.dump);
  return {
    I1: checkPlaces(ledger, evidence.created ?? []),
    I2: checkCadence(ledger, evidence, settings.cadence.intervalMs),
    I3: checkDoubleMail(ledger, evidence),
    I4: checkAccepts(evidence),
    I5: checkBookings(ledger, settings.calls.lines),
    I6: checkFollowUpCalls(ledger, evidence),
    I7: checkSequences(ledger, evidence),
  };
}
