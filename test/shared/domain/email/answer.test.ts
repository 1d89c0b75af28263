import { describe, expect, it } from '@jest/globals';
import { decideEntries, newlyAccepted, turnsEverybodyDown } from '../../../../shared/domain/email/answer.ts';
import type { Entry } from '../../../../shared/domain/email/email.ts';

function anEntry(number: number, changes: Partial<Entry> = {}): Entry {
  return {
    number,
    requestId: number,
    patientId: number,
    code: 'AAAAA',
    orderKey: 'a',
    included: true,
    ...changes,
  };
}
const NOW = '2026-11-24T09:00:00.000Z';
const LATER = '2026-11-25T09:00:00.000Z';
const CLOSED = { closedAt: '2026-11-23T08:00:00.000Z' };

describe('deciding entries', () => {
  it('writes outcome, reason and notes, and keeps entries that are not named', () => {
    const entries = [anEntry(1), anEntry(2, { outcome: 'rejected' })];
    const decision = { outcome: 'rejected', reason: 'insurance', notes: 'nur privat' } as const;
    const decided = decideEntries(entries, [{ number: 1, ...decision }], NOW);
    expect(decided.entries).toEqual([
      anEntry(1, { ...decision, decidedAt: NOW }),
      anEntry(2, { outcome: 'rejected' }),
    ]);
    expect(decided.changed.map(({ number }) => number)).toEqual([1]);
    expect(decided.renoted).toBe(true);
  });

  it('drops the reason of the outcome that it corrects and keeps notes for which it has none', () => {
    const before = anEntry(1, { outcome: 'rejected', reason: 'insurance', notes: 'nur privat' });
    const { entries, renoted } = decideEntries([before], [{ number: 1, outcome: 'accepted' }], NOW);
    expect(entries).toEqual([anEntry(1, { outcome: 'accepted', notes: 'nur privat', decidedAt: NOW })]);
    expect(renoted).toBe(false);
  });

  it.each([
    ['the same outcome', { outcome: 'rejected', reason: 'insurance' }, 0],
    ['another reason', { outcome: 'rejected', reason: 'language' }, 1],
    ['no reason any more', { outcome: 'rejected' }, 1],
    ['another outcome', { outcome: 'accepted' }, 1],
  ] as const)('counts as a change or not: %s', (_name, decision, changed) => {
    const before = anEntry(1, { outcome: 'rejected', reason: 'insurance' });
    expect(decideEntries([before], [{ number: 1, ...decision }], NOW).changed).toHaveLength(changed);
  });

  it('keeps what it corrects as history, and when that was recorded', () => {
    const answered = decideEntries([anEntry(1)], [{ number: 1, outcome: 'rejected', reason: 'other' }], NOW);
    const same = decideEntries(
      answered.entries,
      [{ number: 1, outcome: 'rejected', reason: 'other' }],
      LATER,
    );
    expect(same.entries).toEqual(answered.entries);
    const { entries } = decideEntries(same.entries, [{ number: 1, outcome: 'accepted' }], LATER);
    expect(entries).toEqual([
      anEntry(1, {
        outcome: 'accepted',
        decidedAt: LATER,
        corrected: [{ outcome: 'rejected', reason: 'other', at: NOW }],
      }),
    ]);
  });

  it('remembers the last twenty corrections', () => {
    let entries = [anEntry(1)];
    for (let n = 0; n < 50; n++)
      entries = decideEntries(
        entries,
        [{ number: 1, outcome: n % 2 ? 'accepted' : 'rejected' }],
        NOW,
      ).entries;
    expect(entries[0]?.corrected).toHaveLength(20);
    expect(entries[0]?.corrected?.at(-1)?.outcome).toBe('rejected');
  });

  it('leaves withdrawn entries alone', () => {
    const entries = [anEntry(1, { included: false })];
    expect(decideEntries(entries, [{ number: 1, outcome: 'accepted' }], NOW)).toEqual({
      entries,
      changed: [],
      renoted: false,
    });
  });
});

describe('turning everybody down', () => {
  it.each([
    ['all rejected', [{ outcome: 'rejected' }, { outcome: 'rejected' }], true],
    ['one open', [{ outcome: 'rejected' }, {}], false],
    ['one accepted', [{ outcome: 'rejected' }, { outcome: 'accepted' }], false],
    ['one left for a follow-up', [{ outcome: 'rejected' }, { outcome: 'needs_follow_up' }], false],
    ['one withdrawn', [{ outcome: 'rejected' }, { included: false }], true],
    ['one closed before it was decided', [{ outcome: 'rejected' }, CLOSED], true],
    ['one accepted and closed', [{ outcome: 'rejected' }, { ...CLOSED, outcome: 'accepted' }], false],
    ['nobody asked about', [{ included: false }, CLOSED], false],
  ] as [string, Partial<Entry>[], boolean][])('%s', (_name, given, expected) => {
    expect(turnsEverybodyDown(given.map((changes, index) => anEntry(index + 1, changes)))).toBe(expected);
  });
});

describe('newly accepted entries', () => {
  it('are those that were not accepted before', () => {
    const before = [anEntry(1, { outcome: 'accepted' }), anEntry(2, { outcome: 'rejected' }), anEntry(3)];
    const after = before.map((entry) => ({ ...entry, outcome: 'accepted' as const }));
    expect(newlyAccepted(before, after).map(({ number }) => number)).toEqual([2, 3]);
  });

  it('are none that were closed meanwhile', () => {
    const after = [anEntry(1, { ...CLOSED, outcome: 'accepted' })];
    expect(newlyAccepted([anEntry(1, CLOSED)], after)).toEqual([]);
  });
});
