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
const suppressed: SendOutcome = { kind: 'rejected', reason: 'suppressed' };
const invalid: SendOutcome = { kind: 'rejected', reason: 'invalid_address' };
const unknown: SendOutcome = { kind: 'unknown', reason: 'no_answer_from_ses' };

/** Where a name or a message comes from. */
const SOURCES = {
  api: 'docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html',
  bulk: 'docs.aws.amazon.com/ses/latest/APIReference/API_BulkEmailDestinationStatus.html',
  common: 'docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html',
  codes: 'docs.aws.amazon.com/ses/latest/DeveloperGuide/api-error-codes.html',
  messages: 'docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html',
  quotas: 'docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html',
  v2: 'docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html',
  signature: 'docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html',
  /** Answers that others got and kept. */
  anymail: 'github.com/anymail/django-anymail/issues/281',
  openstax: 'github.com/openstax/accounts/issues/253',
  brave: 'github.com/brave/accounts/issues/35',
  boto3: 'github.com/boto/boto3/issues/4587',
  forwarder: 'github.com/arithmetric/aws-lambda-ses-forwarder/issues',
  fluent: 'github.com/WPManageNinja/fluent-smtp/issues/64',
  djangoSes: 'the tests of public clients of SES v1',
  /** In no document that we found: taken for what the words say. */
  none: 'no document',
  node: 'nodejs.org/api/errors.html, and connections that were broken on purpose',
  tls: 'nodejs.org/api/tls.html#x509-certificate-error-codes',
  sdk: '@smithy/node-http-handler',
};

type Row = [source: keyof typeof SOURCES, error: SendError, outcome: SendOutcome];

const told = (rows: Row[]) => rows.map(([source, ...row]) => [SOURCES[source], ...row] as const);
const classifies = (_source: string, error: SendError, outcome: SendOutcome) =>
  expect(classifySendError(error)).toEqual(outcome);
const answered = (name: string, message = '', status = 400): SendError => ({ name, message, status });

describe('FAULTS 5: too fast', () => {
  it.each(
    told([
      ['messages', answered('Throttling', 'Maximum sending rate exceeded.'), throttled],
      ['quotas', answered('ThrottlingException', 'Maximum sending rate exceeded'), throttled],
      ['messages', answered('Throttling', 'Maximum SigV2 SMTP sending rate exceeded'), throttled],
      ['common', answered('ThrottlingException', 'Rate exceeded'), throttled],
      ['sdk', answered('TooManyRequestsException', '', 429), throttled],
    ]),
  )('is told by %s: %j', classifies);
});

describe('FAULTS 6: the daily quota', () => {
  it.each(
    told([
      ['messages', answered('Throttling', 'Daily message quota exceeded.'), quota],
      ['quotas', answered('ThrottlingException', 'Daily message quota exceeded'), quota],
      ['none', answered('Throttling', 'Maximum message count per day exceeded'), quota],
      ['v2', answered('LimitExceededException'), quota],
      ['none', answered('LimitExceeded'), quota],
    ]),
  )('is told by %s: %j', classifies);
});

describe('FAULTS 7: account, configuration set, identities and access stop every mail', () => {
  it.each(
    told([
      ['api', answered('AccountSendingPausedException', 'Sending paused for this account.'), paused],
      ['api', answered('ConfigurationSetSendingPausedException'), paused],
      ['bulk', answered('AccountSendingPaused'), paused],
      ['bulk', answered('ConfigurationSetSendingPaused'), paused],
      ['messages', answered('MessageRejected', 'Account is paused'), paused],
      [
        'djangoSes',
        answered(
          'MessageRejected',
          'Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.',
        ),
        paused,
      ],
      ['djangoSes', answered('MessageRejected', 'Sending suspended for this account.'), paused],
      ['api', answered('ConfigurationSetDoesNotExistException'), misconfigured],
      ['codes', answered('ConfigurationSetDoesNotExist'), misconfigured],
      ['api', answered('MailFromDomainNotVerifiedException'), misconfigured],
      ['codes', answered('MailFromDomainNotVerified'), misconfigured],
      ['messages', answered('MessageRejected', 'Mail FROM domain is not verified'), misconfigured],
      [
        'messages',
        answered(
          'MessageRejected',
          'Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: post@platz.example',
        ),
        misconfigured,
      ],
      [
        'common',
        answered('AccessDenied', 'is not authorized to perform ses:SendRawEmail', 403),
        misconfigured,
      ],
      ['common', answered('AccessDeniedException', '', 403), misconfigured],
      [
        'common',
        answered('ExpiredToken', 'The security token included in the request is expired', 403),
        misconfigured,
      ],
      ['common', answered('ExpiredTokenException', '', 403), misconfigured],
      ['common', answered('InvalidClientTokenId', '', 403), misconfigured],
      ['common', answered('OptInRequired', '', 403), misconfigured],
      ['common', answered('RequestExpired'), misconfigured],
      ['common', answered('IncompleteSignature'), misconfigured],
      [
        'signature',
        answered(
          'SignatureDoesNotMatch',
          'Signature expired: 20261123T080000Z is now earlier than 20261123T081000Z',
          403,
        ),
        misconfigured,
      ],
      [
        'signature',
        answered(
          'SignatureDoesNotMatch',
          'Signature not yet current: 20261123T083000Z is still later than 20261123T081000Z',
          403,
        ),
        misconfigured,
      ],
    ]),
  )('is told by %s: %j', classifies);
});

describe('FAULTS 8: one mail that SES will not take', () => {
  it.each(
    told([
      ['api', answered('MessageRejected', 'Message content is not acceptable.'), rejected],
      ['djangoSes', answered('MessageRejected', 'Address blacklisted.'), suppressed],
      ['none', answered('MessageRejected', 'Address is on the suppression list.'), suppressed],
      ['anymail', answered('InvalidParameterValue', "Missing final '@domain'"), invalid],
      ['boto3', answered('InvalidParameterValue', 'Domain contains control or whitespace'), invalid],
      ['brave', answered('InvalidParameterValue', 'Missing domain'), invalid],
      ['openstax', answered('InvalidParameterValue', 'Illegal address'), invalid],
      ['forwarder', answered('InvalidParameterValue', 'Missing local name'), invalid],
      [
        'openstax',
        answered('InvalidParameterValue', 'Local address contains control or whitespace'),
        invalid,
      ],
      [
        'messages',
        answered('InvalidParameterValue', 'There are non-ASCII characters in the email address'),
        invalid,
      ],
      ['fluent', answered('InvalidParameterValue', "Duplicate header 'List-Unsubscribe'."), rejected],
      ['codes', answered('InvalidParameterCombination'), rejected],
    ]),
  )('is told by %s: %j', classifies);
});

describe('no connection', () => {
  it.each(
    told([
      ['node', { name: 'Error', code: 'ECONNREFUSED', syscall: 'connect' }, notConnected],
      ['node', { name: 'Error', code: 'ENOTFOUND', syscall: 'getaddrinfo' }, notConnected],
      ['node', { name: 'Error', code: 'EAI_AGAIN', syscall: 'getaddrinfo' }, notConnected],
      ['node', { name: 'Error', code: 'EHOSTUNREACH' }, notConnected],
      ['node', { name: 'TimeoutError', code: 'ETIMEDOUT', syscall: 'connect' }, notConnected],
      ['node', { name: 'Error', code: 'EMFILE', syscall: 'connect' }, notConnected],
      [
        'sdk',
        {
          name: 'TimeoutError',
          message:
            '@smithy/node-http-handler - the request socket did not establish a connection with the server within the configured timeout of 2000 ms.',
        },
        notConnected,
      ],
      ['sdk', { name: 'CredentialsProviderError' }, notConnected],
      [
        'node',
        {
          name: 'TimeoutError',
          code: 'ECONNRESET',
          message: 'Client network socket disconnected before secure TLS connection was established',
        },
        notConnected,
      ],
      [
        'node',
        {
          name: 'Error',
          code: 'EPROTO',
          syscall: 'write',
          message:
            'write EPROTO 40ED:error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure:',
        },
        notConnected,
      ],
      ['tls', { name: 'Error', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, notConnected],
      ['tls', { name: 'Error', code: 'CERT_HAS_EXPIRED' }, notConnected],
      ['tls', { name: 'Error', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, notConnected],
      ['tls', { name: 'Error', code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, notConnected],
    ]),
  )('is told by %s: %j', classifies);
});

describe('FAULTS 4: everything else', () => {
  it.each(
    told([
      ['node', { name: 'TimeoutError', code: 'ECONNRESET', syscall: 'read' }, unknown],
      ['node', { name: 'TimeoutError', code: 'ECONNRESET', message: 'socket hang up' }, unknown],
      ['node', { name: 'TimeoutError', code: 'EPIPE', syscall: 'write' }, unknown],
      ['node', { name: 'TimeoutError', code: 'ETIMEDOUT', syscall: 'read' }, unknown],
      ['node', { name: 'Error', code: 'EPROTO', syscall: 'write', message: 'bad record mac' }, unknown],
      [
        'sdk',
        {
          name: 'TimeoutError',
          code: 'ETIMEDOUT',
          message:
            '@smithy/node-http-handler - [ERROR] a request has exceeded the configured 10000 ms requestTimeout.',
        },
        unknown,
      ],
      ['sdk', { name: 'AbortError' }, unknown],
      ['codes', answered('ServiceUnavailable', '', 503), unknown],
      ['codes', answered('InternalFailure', '', 500), unknown],
      ['sdk', answered('Throttling', 'Maximum sending rate exceeded.', 503), unknown],
      ['sdk', answered('AccessDenied', 'before secure TLS connection was established', 500), unknown],
      ['sdk', answered('SyntaxError', '', 200), unknown],
      ['sdk', answered('', '', 307), unknown],
      ['sdk', {}, unknown],
    ]),
  )('may have been accepted, as %s tells: %j', classifies);
});
