/**
 * Codes of our own errors that pass: others were faster too often, the token's issuer does not answer, or a newer release,
 * which is being deployed, has to answer.
 */
const OWN = new Set(['too_much_contention', 'keys_unavailable', 'newer_item']);

/** How the AWS SDK calls what passes, where it says no more about it. */
const NAMES = new Set([
  'TimeoutError',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]);
const CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether the same request may succeed a moment later, because what failed was load, the network, or AWS itself. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $metadata, $retryable } = error as Error & {
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
    $retryable?: object;
  };
  const isCode = (codes: Set<string>) => typeof code === 'string' && codes.has(code);
  return (
    isCode(OWN) ||
    isCode(CONNECTION) ||
    NAMES.has(error.name) ||
    $retryable !== undefined ||
    ($metadata?.httpStatusCode ?? 0) >= 500
  );
}
