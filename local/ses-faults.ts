/**
 * What the SES double may do with one call. Whatever starts with `accept` puts the mail into the log of accepts;
 * everything else does not.
 */
export type FaultMode =
  | 'accept'
  | 'accept_then_reset'
  | 'accept_then_503'
  | 'accept_then_hang'
  | 'reset'
  | '503'
  | 'hang'
  | 'throttled'
  | 'daily_quota'
  | 'message_rejected'
  | 'address_blacklisted'
  | 'account_paused'
  | 'account_suspended'
  | 'configuration_set_paused'
  | 'configuration_set_missing'
  | 'invalid_parameter'
  | 'not_verified'
  | 'mail_from_not_verified'
  | 'access_denied'
  | 'credentials_expired';

/** An error as the query protocol tells it; `{recipient}` in the message is the address of the call. */
export interface SesError {
  status: number;
  code: string;
  message: string;
}

const UNAVAILABLE: SesError = { status: 503, code: 'ServiceUnavailable', message: 'Service is unavailable.' };

const clientError = (code: string, message: string): SesError => ({ status: 400, code, message });

/** The answer to a call in each mode, with the codes and messages of SES v1. */
export const FAULTS: Record<FaultMode, 'success' | 'reset' | 'hang' | SesError> = {
  accept: 'success',
  accept_then_reset: 'reset',
  accept_then_503: UNAVAILABLE,
  accept_then_hang: 'hang',
  reset: 'reset',
  '503': UNAVAILABLE,
  hang: 'hang',
  throttled: clientError('Throttling', 'Maximum sending rate exceeded.'),
  daily_quota: clientError('Throttling', 'Daily message quota exceeded.'),
  message_rejected: clientError('MessageRejected', 'Message content is not acceptable.'),
  address_blacklisted: clientError('MessageRejected', 'Address blacklisted.'),
  account_paused: clientError('AccountSendingPausedException', 'Sending paused for this account.'),
  account_suspended: clientError('MessageRejected', 'Sending suspended for this account.'),
  configuration_set_paused: clientError(
    'ConfigurationSetSendingPausedException',
    'Sending paused for this configuration set.',
  ),
  configuration_set_missing: clientError(
    'ConfigurationSetDoesNotExist',
    'Configuration set <communication-local> does not exist.',
  ),
  invalid_parameter: clientError('InvalidParameterValue', "Missing final '@domain'"),
  not_verified: clientError(
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: {recipient}',
  ),
  mail_from_not_verified: clientError('MailFromDomainNotVerified', 'Mail FROM domain is not verified.'),
  access_denied: {
    status: 403,
    code: 'AccessDenied',
    message: 'User is not authorized to perform `ses:SendRawEmail`.',
  },
  credentials_expired: {
    status: 403,
    code: 'ExpiredToken',
    message: 'The security token included in the request is expired',
  },
};
