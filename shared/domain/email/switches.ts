import type { Fault } from '../fault.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Instant } from '../time.ts';
import type { Email, EmailKind } from './email.ts';

/** Widest first. */
export const SWITCH_SCOPES = ['all', 'template', 'therapist'] as const;
export type SwitchScope = (typeof SWITCH_SCOPES)[number];

/** Which mails a switch stops: all of them, those of one template, or those to one therapist. */
export type SwitchTarget =
  { scope: 'all' } | { scope: 'template'; template: EmailKind } | { scope: 'therapist'; therapistId: number };

/** That staff have switched mails off. */
export type Switch = SwitchTarget & {
  /** Words of staff; may speak of people. */
  reason?: string | undefined;
  /** The subject of who did it last. */
  by: string;
  changedAt: Instant;
};

/** What is switched off; what is on needs no switch. */
export interface SwitchSet {
  /** Earliest change first, one for a target. */
  items: Switch[];
  version: number;
}

/** What staff ask for. */
export type SwitchChange = SwitchTarget & { off: boolean; reason?: string | undefined };

/** All are read for every mail. */
export const MAX_SWITCHES = 200;

/**
 * Switches with one of them changed and the others as they are. One that is on again is gone, its reason with it.
 *
 * @param made who changes it, and when
 * @returns the switches, with the version that was read; or `too_many_switches`
 */
export function withSwitch(
  { items, version }: SwitchSet,
  { off, reason, ...target }: SwitchChange,
  made: { by: string; now: Instant },
): Result<SwitchSet, Fault> {
  const others = items.filter((item) => !isSame(item, target));
  if (!off) return ok({ items: others, version });
  if (others.length >= MAX_SWITCHES)
    return fail({ code: 'too_many_switches', details: { max_switches: MAX_SWITCHES } });
  return ok({ items: [...others, { ...target, reason, by: made.by, changedAt: made.now }], version });
}

/**
 * The widest scope of the switches that stop a mail (CONTRACT §2); undefined when none does.
 *
 * @param mail absent: the question is whether all mail is stopped
 */
export function isOff(
  { items }: SwitchSet,
  mail?: Pick<Email, 'kind' | 'therapistId'>,
): SwitchScope | undefined {
  const stopping = items.filter((item) => stops(item, mail)).map(({ scope }) => scope);
  return SWITCH_SCOPES.find((scope) => stopping.includes(scope));
}

function stops(target: SwitchTarget, mail: Pick<Email, 'kind' | 'therapistId'> | undefined): boolean {
  switch (target.scope) {
    case 'all':
      return true;
    case 'template':
      return target.template === mail?.kind;
    case 'therapist':
      return target.therapistId === mail?.therapistId;
  }
}

function isSame(a: SwitchTarget, b: SwitchTarget): boolean {
  return a.scope === b.scope && subjectOf(a) === subjectOf(b);
}

function subjectOf(target: SwitchTarget): EmailKind | number | undefined {
  if (target.scope === 'template') return target.template;
  return target.scope === 'therapist' ? target.therapistId : undefined;
}
