import { describe, expect, it } from '@jest/globals';
import { inboundMailId } from '../../../../shared/domain/inbound/inbound-mail.ts';

describe('the id of an inbound mail', () => {
  const receipt = { sesMessageId: 'o3vrnil0e2ic28tr', receivedAt: '2026-11-23T12:00:00.000Z' };

  it('is the same however often the mail is handed over', () => {
    expect(inboundMailId(receipt)).toBe(inboundMailId({ ...receipt }));
    expect(inboundMailId(receipt)).toMatch(/^in_[0-9a-hjkmnp-tv-z]{26}$/);
  });

  it('is another one for another mail of the same instant', () => {
    expect(inboundMailId({ ...receipt, sesMessageId: 'another' })).not.toBe(inboundMailId(receipt));
  });

  it('sorts by the time of receipt', () => {
    const later = inboundMailId({ ...receipt, receivedAt: '2026-11-23T12:00:00.001Z' });
    expect(later > inboundMailId(receipt)).toBe(true);
  });
});
