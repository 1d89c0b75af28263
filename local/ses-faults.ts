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
  | 'account_paused'
  | 'configuration_set_paused'
  | 'invalid_parameter'
  | 'not_verified';

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
  account_paused: clientError('AccountSendingPausedException', 'Sending paused for this account.'),
  configuration_set_paused: clientError(
    'ConfigurationSetSendingPausedException',
    'Sending paused for this configuration set.',
  ),
  invalid_parameter: clientError('InvalidParameterValue', "Missing final '@domain'"),
  not_verified: clientError(
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: {recipient}',
  ),
};
