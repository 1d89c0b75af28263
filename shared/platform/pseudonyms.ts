import { createHmac } from 'node:crypto';
import type { Pseudonyms } from '../domain/ports.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** HMAC-SHA-256 pseudonyms under one key; without the key nobody gets from a pseudonym to the person. */
export function createPseudonyms(secret: string): Pseudonyms {
  const digest = (purpose: string, value: string) =>
    createHmac('sha256', secret).update(`${purpose}:${value}`).digest();
  const key = (purpose: string, value: string) =>
    digest(purpose, value).subarray(0, 18).toString('base64url');
  return {
    mailboxKey: (address) => key('mailbox', address),
    personKey: ({ kind, id }) => key(`erased ${kind}`, String(id)),
    phoneKey: (phoneNumber) => key('phone', phoneNumber),
    requestDigest: (requestId) =>
      [...digest('request', String(requestId)).subarray(0, 26)].map((byte) => CROCKFORD[byte % 32]).join(''),
  };
}
