import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EmailKind } from '../../../../shared/domain/email/email.ts';
import {
  isOff,
  withSwitch,
  type SwitchChange,
  type SwitchSet,
  type SwitchTarget,
} from '../../../../shared/domain/email/switches.ts';
import { NOON } from '../../../support/aggregates.ts';
import { valueOf } from '../../../support/call-desk.ts';

const KINDS: EmailKind[] = ['initial_contact', 'batch_request', 'follow_up', 'confirmation', 'custom'];
const kind = fc.constantFrom(...KINDS);
const therapistId = fc.integer({ min: 1, max: 4 });
const mail = fc.record({ kind, therapistId });

const target: fc.Arbitrary<SwitchTarget> = fc.oneof(
  fc.constant({ scope: 'all' as const }),
  fc.record({ scope: fc.constant('template' as const), template: kind }),
  fc.record({ scope: fc.constant('therapist' as const), therapistId }),
);
const reason = fc.option(fc.string(), { nil: undefined });
const change: fc.Arbitrary<SwitchChange> = fc
  .tuple(target, fc.record({ off: fc.boolean(), reason }))
  .map(([named, wanted]) => ({ ...named, ...wanted }));

const changed = (switches: SwitchSet, wanted: SwitchChange) =>
  valueOf(withSwitch(switches, wanted, { by: 'staff-1', now: NOON }));
const after = (changes: SwitchChange[]) => changes.reduce(changed, { items: [], version: 3 });

/** What the last change of a target said. */
const lastSays = (changes: SwitchChange[], means: (change: SwitchChange) => boolean) =>
  changes.findLast(means)?.off === true;

it('stops a mail by a scope exactly while the last change of that scope for it said so, the widest first', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), mail, (changes, given) => {
      const all = lastSays(changes, ({ scope }) => scope === 'all');
      const template = lastSays(changes, (each) => 'template' in each && each.template === given.kind);
      const therapist = lastSays(
        changes,
        (each) => 'therapistId' in each && each.therapistId === given.therapistId,
      );
      const expected = all ? 'all' : template ? 'template' : therapist ? 'therapist' : undefined;
      expect(isOff(after(changes), given)).toBe(expected);
      expect(isOff(after(changes))).toBe(all ? 'all' : undefined);
    }),
    { numRuns: 500 },
  );
});

it('changes one switch, keeps the others in their order, and never the version', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), change, (changes, wanted) => {
      const before = after(changes);
      const now = changed(before, wanted);
      const { off, reason: _reason, ...named } = wanted;
      const isMeant = (item: SwitchTarget) =>
        Object.entries(named).every(([key, value]) => value === item[key as 'scope']);
      expect(now.items.filter((item) => !isMeant(item))).toEqual(
        before.items.filter((item) => !isMeant(item)),
      );
      expect(now.items.filter(isMeant)).toHaveLength(off ? 1 : 0);
      expect(now.version).toBe(3);
    }),
  );
});
