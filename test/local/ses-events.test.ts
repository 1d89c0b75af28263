import { describe, expect, it } from '@jest/globals';
import { sesEvent, type SesEventType } from '../../local/ses-events.ts';
import type { AcceptedMail } from '../../local/ses-double.ts';

const MAIL: AcceptedMail = {
  messageId: '0107-1',
  at: '2026-03-02T08:00:00.000Z',
  sesAt: '2026-03-02T08:00:05.250Z',
  to: ['erika@praxis.example'],
  raw: Buffer.from(''),
  tags: { email_id: 'em_1', attempt: '2' },
  configurationSet: 'communication',
};
const LATER = '2026-03-02T09:00:00.000Z';

describe('event of an accepted mail', () => {
  it.each<[SesEventType, string]>([
    ['Send', 'Email Sent'],
    ['Delivery', 'Email Delivered'],
    ['Bounce', 'Email Bounced'],
    ['Complaint', 'Email Complaint Received'],
    ['Reject', 'Email Rejected'],
    ['DeliveryDelay', 'Email Delivery Delayed'],
  ])('%s has the detail type %s and the mail with its tags as arrays', (eventType, detailType) => {
    expect(sesEvent(MAIL, eventType)).toMatchObject({
      source: 'aws.ses',
      'detail-type': detailType,
      time: '2026-03-02T08:00:05Z',
      detail: {
        eventType,
        mail: {
          timestamp: MAIL.sesAt,
          messageId: '0107-1',
          destination: MAIL.to,
          tags: { email_id: ['em_1'], attempt: ['2'], 'ses:configuration-set': ['communication'] },
        },
      },
    });
  });

  it('tells when the mail was delivered', () => {
    expect(sesEvent(MAIL, 'Delivery', { at: LATER }).detail).toMatchObject({
      delivery: { timestamp: LATER },
    });
  });

  it.each(['Permanent', 'Transient'] as const)('tells how hard a bounce was: %s', (bounceType) => {
    expect(sesEvent(MAIL, 'Bounce', { at: LATER, bounceType }).detail).toMatchObject({
      bounce: { bounceType, timestamp: LATER, bouncedRecipients: [{ emailAddress: 'erika@praxis.example' }] },
    });
  });

  it('tells who complained', () => {
    expect(sesEvent(MAIL, 'Complaint').detail).toMatchObject({
      complaint: { timestamp: MAIL.sesAt, complainedRecipients: [{ emailAddress: 'erika@praxis.example' }] },
    });
  });

  it('has an id of its own each time', () => {
    expect(sesEvent(MAIL, 'Send').id).not.toBe(sesEvent(MAIL, 'Send').id);
  });
});
