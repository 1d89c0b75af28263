import { describe, expect, it } from '@jest/globals';
import type { EmailKind } from '../../../../shared/domain/email/email.ts';
import {
  isOff,
  MAX_SWITCHES,
  withSwitch,
  type SwitchChange,
  type SwitchSet,
} from '../../../../shared/domain/email/switches.ts';
import { MINUTE_MS, plus } from '../../../../shared/domain/time.ts';
import { NOON } from '../../../support/aggregates.ts';
import { valueOf } from '../../../support/call-desk.ts';

const NONE: SwitchSet = { items: [], version: 0 };
const made = { by: 'staff-1', now: NOON };
const off = { off: true, reason: 'Testfall' };
const ALL = { scope: 'all' } as const;
const FOLLOW_UPS = { scope: 'template', template: 'follow_up' } as const;
const toTherapist = (therapistId: number) => ({ scope: 'therapist', therapistId }) as const;

const after = (changes: SwitchChange[], from: SwitchSet = NONE) =>
  changes.reduce((switches, change) => valueOf(withSwitch(switches, change, made)), from);

describe('a switch', () => {
  it('tells who switched it off, when and why', () => {
    expect(after([{ ...FOLLOW_UPS, ...off }]).items).toEqual([
      { ...FOLLOW_UPS, reason: 'Testfall', by: 'staff-1', changedAt: NOON },
    ]);
  });

  it('that is on again is gone, and was there for nobody who was never stopped', () => {
    const two = after([
      { ...toTherapist(7), ...off },
      { ...toTherapist(8), ...off },
    ]);
    expect(after([{ ...toTherapist(7), off: false }], two).items).toMatchObject([toTherapist(8)]);
    expect(after([{ ...ALL, off: false, reason: 'wieder an' }], two)).toEqual(two);
  });

  it('that is off and switched off again is the last one, once', () => {
    const now = plus(NOON, MINUTE_MS);
    const both = after([
      { ...ALL, ...off },
      { ...FOLLOW_UPS, ...off },
    ]);
    const changed = withSwitch(both, { ...ALL, off: true, reason: 'anderer' }, { by: 'staff-2', now });
    expect(valueOf(changed).items).toMatchObject([
      FOLLOW_UPS,
      { ...ALL, reason: 'anderer', by: 'staff-2', changedAt: now },
    ]);
  });

  it('is refused where there are as many as there may be, but can be changed and taken away', () => {
    const full = after(Array.from({ length: MAX_SWITCHES }, (_, id) => ({ ...toTherapist(id + 1), ...off })));
    expect(withSwitch(full, { ...ALL, ...off }, made)).toEqual({
      ok: false,
      error: { code: 'too_many_switches', details: { max_switches: 200 } },
    });
    expect(after([{ ...toTherapist(5), ...off }], full).items).toHaveLength(MAX_SWITCHES);
    expect(after([{ ...toTherapist(5), off: false }], full).items).toHaveLength(MAX_SWITCHES - 1);
  });
});

describe('a mail', () => {
  const mail = (kind: EmailKind, therapistId: number) => ({ kind, therapistId });

  it.each([
    [[], mail('follow_up', 7), undefined],
    [[ALL], mail('confirmation', 7), 'all'],
    [[FOLLOW_UPS], mail('follow_up', 7), 'template'],
    [[FOLLOW_UPS], mail('initial_contact', 7), undefined],
    [[toTherapist(7)], mail('confirmation', 7), 'therapist'],
    [[toTherapist(7)], mail('follow_up', 8), undefined],
    [[toTherapist(7), FOLLOW_UPS], mail('follow_up', 7), 'template'],
    [[toTherapist(7), FOLLOW_UPS, ALL], mail('follow_up', 7), 'all'],
  ] as const)('is stopped by the widest of the switches that mean it: %j, %j', (targets, given, scope) => {
    expect(isOff(after(targets.map((target) => ({ ...target, ...off }))), given)).toBe(scope);
  });

  it('needs not be known to tell whether all are stopped', () => {
    expect(isOff(after([{ ...FOLLOW_UPS, ...off }]))).toBeUndefined();
    expect(isOff(after([{ ...ALL, ...off }]))).toBe('all');
  });
});
