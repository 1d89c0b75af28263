import { describe, expect, it } from '@jest/globals';
import { stepAfterEnd, type NextStep } from '../../../../shared/domain/email/after-end.ts';

const pending: NextStep = { place: 'pending' };
const call: NextStep = { place: 'call' };
const staff = (reason: Extract<NextStep, { place: 'work_item' }>['reason']): NextStep => ({
  place: 'work_item',
  reason,
});

describe('stepAfterEnd', () => {
  it.each<[Parameters<typeof stepAfterEnd>[0], number, NextStep]>([
    [{ kind: 'initial_contact', state: 'canceled', reason: 'recipient_changed' }, 0, pending],
    [{ kind: 'batch_request', state: 'unresolved', reason: 'no_proof' }, 0, pending],
    [{ kind: 'custom', state: 'failed', reason: 'rejected' }, 1, pending],
    [{ kind: 'batch_request', state: 'failed', reason: 'rejected' }, 2, pending],
    [{ kind: 'batch_request', state: 'failed', reason: 'rejected' }, 3, staff('mail_failed_repeatedly')],
    [{ kind: 'batch_request', state: 'failed', reason: 'invalid_address' }, 3, call],
    [{ kind: 'initial_contact', state: 'failed', reason: 'invalid_address' }, 1, call],
    [{ kind: 'initial_contact', state: 'canceled', reason: 'suppressed' }, 0, call],
    [{ kind: 'initial_contact', state: 'canceled', reason: 'blocked' }, 0, pending],
    [{ kind: 'initial_contact', state: 'canceled', reason: 'objected' }, 0, staff('objected')],
    [{ kind: 'follow_up', state: 'canceled', reason: 'blocked' }, 0, staff('follow_up_failed')],
    [{ kind: 'follow_up', state: 'failed', reason: 'invalid_address' }, 1, staff('follow_up_failed')],
    [{ kind: 'follow_up', state: 'unresolved', reason: 'no_proof' }, 0, staff('follow_up_failed')],
  ])('after %j with %i failed mails in a row: %j', (end, failedMails, step) => {
    expect(stepAfterEnd(end, failedMails)).toEqual(step);
  });
});
