import { describe, expect, it } from '@jest/globals';
import type { Email } from '../../../../shared/domain/email/email.ts';
import { scheduleFollowUp, unscheduleFollowUp } from '../../../../shared/domain/email/follow-up.ts';
import { HOUR_MS, plus } from '../../../../shared/domain/time.ts';
import { anEmail, anEntry, NOON } from '../../../support/aggregates.ts';

const afterMs = 168 * HOUR_MS;
const sent = (fields: Partial<Email> = {}) => anEmail('em_1', { state: 'sent', sentAt: NOON, ...fields });
const followUpOf = (email: Email, entries = [anEntry(1)], now = NOON) =>
  scheduleFollowUp(email, entries, { now, afterMs }).followUpAt;

describe('a follow-up', () => {
  it('is due a week after SES accepted the mail, but never in the past', () => {
    expect(followUpOf(sent())).toBe(plus(NOON, afterMs));
    const late = plus(NOON, 2 * afterMs);
    expect(followUpOf(sent({ state: 'delivered' }), [anEntry(1)], late)).toBe(late);
  });

  it.each<[string, Partial<Email>]>([
    ['has not left', { state: 'queued' }],
    ['bounced', { state: 'bounced' }],
    ['was answered', { answered: true }],
    ['was followed up', { followedUp: true }],
    ['shall have none', { followUpRequired: false }],
    ['confirms', { kind: 'confirmation' }],
  ])('is not due for an email that %s', (_what, fields) => {
    expect(followUpOf(sent(fields))).toBeUndefined();
  });

  it('is not due for an email without a request that waits', () => {
    expect(followUpOf(sent(), [])).toBeUndefined();
    expect(followUpOf(sent(), [anEntry(1, { outcome: 'rejected' })])).toBeUndefined();
  });

  it('keeps its date, and loses it when nobody wants it any more', () => {
    const scheduled = sent({ followUpAt: plus(NOON, HOUR_MS) });
    expect(followUpOf(scheduled)).toBe(plus(NOON, HOUR_MS));
    expect(unscheduleFollowUp(scheduled)).toEqual(sent());
  });
});
