import { describe, expect, it } from '@jest/globals';
import {
  classifySendError,
  type SendError,
  type SendOutcome,
} from '../../../../shared/domain/email/send-outcome.ts';

const throttled: SendOutcome = { kind: 'not_now', reason: 'throttled', opensBreaker: false };
const quota: SendOutcome = { kind: 'not_now', reason: 'quota_exceeded', opensBreaker: true };
const paused: SendOutcome = { kind: 'not_now', reason: 'sending_paused', opensBreaker: true };
const notConnected: SendOutcome = { kind: 'not_now', reason: 'not_connected', opensBreaker: true };
const misconfigured: SendOutcome = { kind: 'not_now', reason: 'misconfigured', opensBreaker: true };
const rejected: SendOutcome = { kind: 'rejected', reason: 'rejected' };
const invalid: SendOutcome = { kind: 'rejected', reason: 'invalid_address' };
const unknown: SendOutcome = { kind: 'unknown', reason: 'no_answer_from_ses' };

describe('classifySendError', () => {
  it.each<[SendError, SendOutcome]>([
    [{ name: 'Throttling', message: 'Maximum sending rate exceeded.', status: 400 }, throttled],
    [{ name: 'ThrottlingException', message: 'Rate exceeded', status: 400 }, throttled],
    [{ name: 'TooManyRequestsException', status: 429 }, throttled],
    [{ name: 'Throttling', message: 'Daily message quota exceeded', status: 400 }, quota],
    [{ name: 'AccountSendingPausedException', status: 400 }, paused],
    [{ name: 'ConfigurationSetSendingPausedException', status: 400 }, paused],
    [{ name: 'MessageRejected', message: 'Address is blacklisted.', status: 400 }, rejected],
    [{ name: 'MessageRejected', message: 'Email address is not verified. …', status: 400 }, misconfigured],
    [{ name: 'MailFromDomainNotVerifiedException', status: 400 }, misconfigured],
    [{ name: 'ConfigurationSetDoesNotExist', status: 400 }, misconfigured],
    [{ name: 'AccessDenied', status: 403 }, misconfigured],
    [{ name: 'ExpiredToken', status: 403 }, misconfigured],
    [{ name: 'InvalidParameterValue', message: 'Missing final @domain', status: 400 }, invalid],
    [{ name: 'Error', code: 'ECONNREFUSED' }, notConnected],
    [{ name: 'Error', code: 'ENOTFOUND' }, notConnected],
    [{ name: 'CredentialsProviderError' }, notConnected],
    [{ name: 'Error', code: 'ECONNRESET' }, unknown],
    [{ name: 'Error', code: 'EPIPE' }, unknown],
    [{ name: 'TimeoutError' }, unknown],
    [{ name: 'AbortError' }, unknown],
    [{ name: 'ServiceUnavailable', status: 503 }, unknown],
    [{ name: 'Throttling', status: 503 }, unknown],
    [{ name: 'SyntaxError', status: 200 }, unknown],
    [{}, unknown],
  ])('takes %j for %j', (error, outcome) => {
    expect(classifySendError(error)).toEqual(outcome);
  });
});
