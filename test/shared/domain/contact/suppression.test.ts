import { describe, expect, it } from '@jest/globals';
import { newMailbox, type Suppression } from '../../../../shared/domain/contact/contact.ts';
import { isSuppressed, lift, suppress } from '../../../../shared/domain/contact/suppression.ts';
import { DAY_MS, plus } from '../../../../shared/domain/time.ts';

const NOW = '2026-11-23T12:00:00.000Z';
const TOMORROW = plus(NOW, DAY_MS);
const BOUNCE: Suppression = { reason: 'bounce', source: 'ses', address: 'praxis@praxis.example', at: NOW };
const MANUAL: Suppression = { ...BOUNCE, reason: 'other', source: 'api', by: 'staff-1', at: plus(NOW, -1) };

const open = newMailbox('key');
const suppressed = (suppression: Suppression) => suppress(open, suppression, NOW);

describe('a suppression', () => {
  it('without an end holds until it is lifted', () => {
    const mailbox = suppressed(BOUNCE);
    expect(isSuppressed(open, NOW)).toBe(false);
    if (!isSuppressed(mailbox, '2099-12-31T00:00:00.000Z')) throw new Error('it is over');
    expect(lift(mailbox)).toEqual(open);
  });

  it('with an end counts as none from that instant on, although it is still stored', () => {
    const mailbox = suppressed({ ...MANUAL, expiresAt: TOMORROW });
    expect(isSuppressed(mailbox, plus(TOMORROW, -1))).toBe(true);
    expect(isSuppressed(mailbox, TOMORROW)).toBe(false);
  });

  it.each<[string, Suppression, Suppression, Partial<Suppression>]>([
    ['a bounce over one of staff', { ...MANUAL, expiresAt: TOMORROW }, BOUNCE, BOUNCE],
    ['one of staff over a bounce', BOUNCE, { ...MANUAL, expiresAt: TOMORROW }, BOUNCE],
    ['a complaint over a bounce', BOUNCE, { ...BOUNCE, reason: 'complaint' }, { reason: 'complaint' }],
    ['a bounce over a complaint', { ...BOUNCE, reason: 'complaint' }, BOUNCE, { reason: 'complaint' }],
    ['the same of SES over that of staff', { ...MANUAL, reason: 'bounce' }, BOUNCE, BOUNCE],
    ['the same again, later', MANUAL, { ...MANUAL, at: TOMORROW }, MANUAL],
    [
      'a graver one that ends over one that does not',
      MANUAL,
      { ...BOUNCE, reason: 'complaint', source: 'api', expiresAt: TOMORROW },
      { reason: 'complaint' },
    ],
    [
      'a longer one of less weight',
      { ...MANUAL, reason: 'requested', expiresAt: TOMORROW },
      { ...MANUAL, expiresAt: plus(TOMORROW, DAY_MS) },
      { reason: 'requested', expiresAt: plus(TOMORROW, DAY_MS) },
    ],
  ])('is never weakened: %s', (_, first, second, left) => {
    const mailbox = suppress(suppressed(first), second, NOW);
    expect(mailbox.suppressed).toMatchObject(left);
    if (left.expiresAt === undefined) expect(mailbox.suppressed).not.toHaveProperty('expiresAt');
  });

  it('leaves nothing of one that has expired', () => {
    const mailbox = suppress(suppressed({ ...BOUNCE, reason: 'complaint', expiresAt: NOW }), MANUAL, NOW);
    expect(mailbox.suppressed).toEqual(MANUAL);
  });

  it('that says nothing new is the very same mailbox, so that nothing need be written', () => {
    const mailbox = suppressed(BOUNCE);
    expect(suppress(mailbox, BOUNCE, NOW)).toBe(mailbox);
    expect(suppress(mailbox, { ...MANUAL, expiresAt: TOMORROW }, NOW)).toBe(mailbox);
  });
});
