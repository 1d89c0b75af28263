/**
 * The Message-IDs in a header value, the last first as it is the nearest (RFC 5322 §3.6.4), without brackets, and those
 * that SES made without their domain.
 */
export function messageIdsIn(value: string): string[] {
  return value
    .split(/[\s<>,;]+/)
    .filter((id) => id.includes('@'))
    .map((id) => id.replace(/@(?:[a-z0-9-]+\.)?amazonses\.com$/i, ''))
    .toReversed();
}
