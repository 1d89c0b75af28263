/**
 * The URI that a phone dials (RFC 3966, section 3): a global number.
 *
 * @param phoneNumber in E.164, e.g. `+49301234567`
 */
export function toTelUri(phoneNumber: string): string {
  return `tel:${phoneNumber}`;
}
