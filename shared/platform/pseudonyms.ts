import { createHmac } from 'node:crypto';
import type { Pseudonyms } from '../domain/ports.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** HMAC-SHA-256 pseudonyms under one key; without the key nobody gets from a pseudonym to the person. */
export function createPseudonyms(key: string): Pseudonyms {
  const digest = (purpose: string, value: string) =>
    createHmac('sha256', key).update(`${purpose}:${value}`).digest();
  return {
    mailboxKey: (address) => digest('mailbox', address).subarray(0, 18).toString('base64url'),
    requestDigest: (requestId) =>
      [...digest('request', String(requestId)).subarray(0, 26)].map((byte) => CROCKFORD[byte % 32]).join(''),
  };
}
