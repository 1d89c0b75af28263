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
  /** What the operating system was asked for when it failed. */
  syscall?: string;
  message?: string;
  /** HTTP status, when SES answered at all. */
  status?: number;
}

const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestThrottled',
  'SlowDown',
]);
const OUT_OF_QUOTA = new Set(['LimitExceeded', 'LimitExceededException']);
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
 * Classifies a failed SES v1 call. Only what SES documents as "not sent" counts as such, and what broke before a byte of
 * the mail could leave; everything else may have been accepted and stays unknown.
 *
 * What is wrong with this one mail is `rejected`; what is wrong with the account, its quota, its identities or our
 * access opens the breaker, because the next mail would fare no better (DESIGN §5).
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html,
 * https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
 */
export function classifySendError(error: SendError): SendOutcome {
  const { name = '', message = '', status } = error;
  if (neverReachedSes(error)) return stopped('not_connected');
  if (status === undefined || status < 400 || status >= 500)
    return { kind: 'unknown', reason: 'no_answer_from_ses' };
  if (OUT_OF_QUOTA.has(name)) return stopped('quota_exceeded');
  if (THROTTLED.has(name)) return throttling(message);
  if (PAUSED.has(name)) return stopped('sending_paused');
  if (name === 'MessageRejected') return rejection(message);
  if (INVALID.has(name)) return { kind: 'rejected', reason: invalidity(message) };
  return stopped('misconfigured');
}

/** Not now, and no other mail either. */
function stopped(reason: EmailReason): SendOutcome {
  return { kind: 'not_now', reason, opensBreaker: true };
}

const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const CONNECTING = new Set(['connect', 'getaddrinfo']);

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const WRONG_CERTIFICATE =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/;

/** Node and the SDK give these no code of their own. A timeout that is none of connecting may have come after the mail. */
const NO_CONNECTION =
  /before secure TLS connection was established|alert (handshake failure|protocol version)|did not establish a connection/;

/** Whether it broke before there was a connection that the mail could have left through. */
function neverReachedSes({ name = '', code = '', syscall = '', message = '', status }: SendError): boolean {
  if (status !== undefined) return false;
  if (name === 'CredentialsProviderError' || NOT_CONNECTED.has(code) || CONNECTING.has(syscall)) return true;
  return WRONG_CERTIFICATE.test(code) || NO_CONNECTION.test(message);
}

/** Too fast passes by itself; a quota does not until others of its 24 hours have left the window. */
function throttling(message: string): SendOutcome {
  if (/daily|per day|24.hour/i.test(message)) return stopped('quota_exceeded');
  return { kind: 'not_now', reason: 'throttled', opensBreaker: false };
}

/** SES refuses with one name whatever it does not like: this mail, its recipient, or everything that we send. */
function rejection(message: string): SendOutcome {
  if (/not verified/i.test(message)) return stopped('misconfigured');
  if (/\b(paused|suspended|disabled)\b/i.test(message)) return stopped('sending_paused');
  if (/blacklisted|suppression list/i.test(message)) return { kind: 'rejected', reason: 'suppressed' };
  return { kind: 'rejected', reason: 'rejected' };
}

/** A parameter is the recipient's address, or something of this mail that nobody can mend by calling a practice. */
function invalidity(message: string): EmailReason {
  return /address|domain|local name/i.test(message) ? 'invalid_address' : 'rejected';
}
