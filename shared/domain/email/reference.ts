import { createHash } from 'node:crypto';
import type { Email } from './email.ts';

/** Crockford's base32: no I, L, O or U, so that a reference survives being read out on the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The reference number that stands in every subject of a conversation, e.g. "7F3K-2M9Q": 40 bits of a hash of the id
 * of its first email (`conversationOf`), so that it is the same at every rendering and says nothing about anybody.
 */
export function referenceOf(emailId: string): string {
  const number = createHash('sha256').update(emailId).digest().readUIntBE(0, 5);
  const digits = Array.from({ length: 8 }, (_, place) =>
    ALPHABET.charAt(Math.floor(number / 32 ** (7 - place)) % 32),
  ).join('');
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** The id of the email that began the conversation of this one; its own when it begins one. */
export function conversationOf({ id, refersTo }: Pick<Email, 'id' | 'refersTo'>): string {
  return refersTo ?? id;
}
