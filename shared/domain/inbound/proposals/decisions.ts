import type { Outcome } from '../../email/email.ts';
import type { Claim, Finding } from './claims.ts';
import type { Proposal } from './proposal.ts';

/** What all claims about one patient come to: an answer and the claim that gives it, a contradiction, or nothing. */
export interface Decision {
  outcome?: Omit<Proposal, 'words'>;
  /** Whose words are shown. */
  claim?: Claim;
}

export function decisionAbout(number: number, claims: Claim[]): Decision {
  const about = claims.filter(({ numbers }) => numbers.includes(number));
  const [first, ...others] = about.filter(({ finding }) => finding.says !== 'doubt');
  if (!first) return {};
  let winner = first;
  for (const other of others) {
    const stronger = strongerOf(winner, other) ?? strongerOf(other, winner);
    if (!stronger) return { claim: other };
    winner = stronger;
  }
  const { says } = winner.finding;
  const isAllYes = !claims.some(({ finding }) => finding.says === 'rejected');
  if (says === 'doubt' || about.some(({ finding }) => takesBack(finding, says, isAllYes))) return {};
  const reason = [winner, first, ...others].map(({ finding }) => reasonIn(finding)).find((one) => one);
  return {
    outcome: { number, outcome: says, ...(reason && says !== 'accepted' && { reason }) },
    claim: winner,
  };
}

/** A claim that stands beside another: they say the same, or one goes beyond the other. */
function strongerOf(one: Claim, other: Claim): Claim | undefined {
  const [finding, beside] = [one.finding, other.finding];
  if (finding.says === beside.says) return one;
  const isRequest = beside.says === 'needs_follow_up' && beside.isRequest === true;
  if (finding.says === 'accepted') return isRequest && !finding.isWeak ? one : undefined;
  const isOffer = finding.says === 'needs_follow_up' && finding.reason === 'waiting_list';
  return isOffer && beside.says === 'rejected' ? one : undefined;
}

function takesBack(doubt: Finding, outcome: Outcome, isAllYes: boolean): boolean {
  if (doubt.says !== 'doubt' || (doubt.isRegret && !isAllYes)) return false;
  return doubt.takes.includes(outcome);
}

function reasonIn(finding: Finding): Proposal['reason'] {
  return 'reason' in finding ? finding.reason : undefined;
}
