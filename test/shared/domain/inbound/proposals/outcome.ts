import type { Proposals } from '../../../../../shared/domain/inbound/proposals/proposal.ts';
import { proposeOutcomes } from '../../../../../shared/domain/inbound/proposals/propose-outcomes.ts';
import { CODES, type Reply } from './replies.ts';

const SIGNS = { accepted: '+', rejected: '-', needs_follow_up: '?' };
const REASONS = {
  no_capacity: 'c',
  wrong_specialty: 's',
  insurance: 'i',
  waiting_list: 'w',
  language: 'l',
  other: 'o',
};

/** How well a reply is read: all that is meant, some of it or nothing, or anything else. */
export type Result = 'right' | 'silent' | 'wrong';

export function read({ text, patients }: Reply): Proposals {
  return proposeOutcomes(text, asked(patients));
}

/** The patients 1…n with their codes. */
export function asked(patients: number): { number: number; code: string }[] {
  return CODES.slice(0, patients).map((code, index) => ({ number: index + 1, code }));
}

/** Proposals as the corpus writes them, in the order of the patients. */
export function written({ proposals }: Proposals): string[] {
  return proposals.map(
    ({ number, outcome, reason }) => `${SIGNS[outcome]}${number}${reason ? REASONS[reason] : ''}`,
  );
}

/** What is meant, patient by patient. */
export function meantOf({ meant, patients }: Reply): string[] {
  return meant.split(' ').flatMap((one) => {
    const all = asked(patients).map(({ number }) => one.replace('*', String(number)));
    return one === '' ? [] : one.includes('*') ? all : [one];
  });
}

export function resultOf(reply: Reply): Result {
  const [said, meant] = [written(read(reply)), meantOf(reply)];
  // A reason that is missing makes an answer incomplete, not wrong.
  const isMeant = (one: string) => meant.includes(one) || meant.some((other) => other.slice(0, -1) === one);
  if (!said.every(isMeant)) return 'wrong';
  return said.length === meant.length && said.every((one) => meant.includes(one)) ? 'right' : 'silent';
}
