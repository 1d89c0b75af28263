import type { Instant } from '../time.ts';
import type { EmailReason } from './email.ts';

/**
 * What is known after the one attempt (DESIGN §5):
 * accepted; rejected = surely never; not_now = surely not sent, later perhaps; unknown = SES may have it.
 */
export type SendOutcome =
  | { kind: 'accepted'; sesMessageId: string; at?: Instant }
  | { kind: 'rejected'; reason: EmailReason }
  | { kind: 'not_now'; reason: EmailReason; opensBreaker: boolean }
  | { kind: 'unknown'; reason: EmailReason };

/** The part of an SDK or network error that the classification looks at. */
export interface SendError {
  name?: string;
  code?: string;
  message?: string;
  /** HTTP status, when SES answered at all. */
  status?: number;
}

const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CredentialsProviderError',
]);
const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestThrottled',
  'SlowDown',
]);
const PAUSED = new Set([
  'AccountSendingPausedException',
  'ConfigurationSetSendingPausedException',
  'AccountSendingPaused',
  'ConfigurationSetSendingPaused',
]);
const INVALID = new Set([
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'InvalidParameterCombination',
]);

/**
 * Classifies a failed SES v1 call. Only what SES documents as "not sent" counts as such; everything else may have
 * been accepted and stays unknown.
 */
export function classifySendError(error: SendError): SendOutcome {
  const { name = '', code = '', message = '', status } = error;
  if (NOT_CONNECTED.has(code) || NOT_CONNECTED.has(name))
    return { kind: 'not_now', reason: 'not_connected', opensBreaker: true };
  if (status === undefined || status >= 500) return { kind: 'unknown', reason: 'no_answer_from_ses' };
  if (THROTTLED.has(name)) {
    const quota = /daily/i.test(message);
    return { kind: 'not_now', reason: quota ? 'quota_exceeded' : 'throttled', opensBreaker: quota };
  }
  if (PAUSED.has(name)) return { kind: 'not_now', reason: 'sending_paused', opensBreaker: true };
  if (name === 'MessageRejected' && !/not verified/i.test(message))
    return { kind: 'rejected', reason: 'rejected' };
  if (INVALID.has(name)) return { kind: 'rejected', reason: 'invalid_address' };
  if (status >= 400) return { kind: 'not_now', reason: 'misconfigured', opensBreaker: true };
  return { kind: 'unknown', reason: 'no_answer_from_ses' };
}
