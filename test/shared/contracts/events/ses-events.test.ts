import { describe, expect, it } from '@jest/globals';
import type { AcceptedMail } from '../../../../local/ses-double.ts';
import { sesEvent, type SesEventOptions, type SesEventType } from '../../../../local/ses-events.ts';
import { readSesEvent } from '../../../../shared/contracts/events/ses-events.ts';

const MAIL: AcceptedMail = {
  messageId: '0107-1',
  at: '2026-11-23T08:00:00.000Z',
  sesAt: '2026-11-23T08:00:05.250Z',
  to: ['erika@praxis.example'],
  raw: Buffer.from(''),
  tags: { email_id: 'em_1', attempt: '2' },
  configurationSet: 'communication-local',
};
const LATER = '2026-11-23T09:00:00.000Z';
const OURS = { account: '000000000000', configurationSet: 'communication-local' };

describe('an SES event of ours', () => {
  it('says which email it is about, when SES accepted that, and when it reported', () => {
    expect(readSesEvent(sesEvent(MAIL, 'Delivery', { at: LATER }), OURS)).toEqual({
      kind: 'delivery',
      emailId: 'em_1',
      sesMessageId: '0107-1',
      acceptedAt: MAIL.sesAt,
      at: LATER,
    });
  });

  it.each<[SesEventType, SesEventOptions, string]>([
    ['Send', {}, 'send'],
    ['DeliveryDelay', {}, 'delay'],
    ['Reject', {}, 'reject'],
    ['Bounce', { bounceType: 'Permanent' }, 'bounce'],
    ['Bounce', { bounceType: 'Transient' }, 'soft_bounce'],
    ['Bounce', { bounceType: 'Undetermined' }, 'soft_bounce'],
    ['Complaint', {}, 'complaint'],
    ['Complaint', { complaintFeedbackType: 'not-spam' }, 'delivery'],
  ])('%s %j is %s', (eventType, options, kind) => {
    expect(readSesEvent(sesEvent(MAIL, eventType, options), OURS)).toMatchObject({ kind });
  });

  it('is a complaint without a word on its kind, too', () => {
    const event = sesEvent(MAIL, 'Complaint');
    const detail = { ...event.detail, complaint: { complaintFeedbackType: null } };
    expect(readSesEvent({ ...event, detail }, OURS)).toMatchObject({ kind: 'complaint' });
    expect(readSesEvent({ ...event, detail: { ...detail, complaint: {} } }, OURS)).toMatchObject({
      kind: 'complaint',
    });
  });

  it('need not name the account of its sender again', () => {
    const event = sesEvent(MAIL, 'Send');
    const { sendingAccountId: _left, ...mail } = event.detail.mail;
    expect(readSesEvent({ ...event, detail: { ...event.detail, mail } }, OURS)).toMatchObject({
      kind: 'send',
    });
  });
});

describe('FAULTS 39: an SES event', () => {
  const event = sesEvent(MAIL, 'Bounce');
  const withMail = (mail: object) => ({
    ...event,
    detail: { ...event.detail, mail: { ...event.detail.mail, ...mail } },
  });

  it.each<[string, unknown]>([
    ['of another account', { ...event, account: '111122223333' }],
    ['of a mail that another account sent', withMail({ sendingAccountId: '111122223333' })],
    ['of another configuration set', sesEvent({ ...MAIL, configurationSet: 'newsletter' }, 'Bounce')],
    ['of no configuration set', withMail({ tags: { email_id: ['em_1'] } })],
    ['without our tag', sesEvent({ ...MAIL, tags: {} }, 'Bounce')],
    [
      'of a kind that tells nothing',
      { ...event, detail: { ...event.detail, eventType: 'Open', bounce: undefined } },
    ],
    ['of no kind', { ...event, detail: { ...event.detail, eventType: 'constructor', bounce: undefined } }],
  ])('%s is foreign', (_, foreign) => {
    expect(readSesEvent(foreign, OURS)).toBeUndefined();
  });

  it('is ours whatever its configuration set where we send without one', () => {
    const ours = { ...OURS, configurationSet: undefined };
    expect(readSesEvent(withMail({ tags: { email_id: ['em_1'] } }), ours)).toMatchObject({ kind: 'bounce' });
  });

  it.each([[null], [{}], [{ ...event, source: 'aws.s3' }], [{ ...event, detail: {} }]])(
    'that is none is refused: %j',
    (none) => {
      expect(() => readSesEvent(none, OURS)).toThrow();
    },
  );
});
