import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MailTokens, TokenPurpose } from '../domain/ports.ts';

/** The digits of ULIDs, as ids are written here, and those of RFC 4648 §6 in the lower case that mail servers leave alone. */
const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

const ID = { prefix: 'em_', digits: 26, bytes: 16 };
const MAC_BYTES = 14;
const EMAIL_ID = /^em_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const TOKEN = /^[a-z2-7]{48}$/i;

/**
 * The `MailTokens` port: the 16 bytes of an email's id and the first 14 of their HMAC-SHA-256, in base32. They fill 48
 * characters to the last bit, so that an email has one token for each purpose, and no other spelling of it.
 *
 * @param secret the key of all pseudonyms
 */
export function createMailTokens(secret: string): MailTokens {
  const sign = (purpose: TokenPurpose, id: Uint8Array) =>
    createHmac('sha256', secret).update(`mail-${purpose}:`).update(id).digest().subarray(0, MAC_BYTES);

  return {
    issue(purpose, emailId) {
      if (!EMAIL_ID.test(emailId)) throw new TypeError('not the id of an email');
      const id = toBytes(numberOf(emailId.slice(ID.prefix.length), CROCKFORD), ID.bytes);
      return written(toNumber(Buffer.concat([id, sign(purpose, id)])), BASE32, 48);
    },

    read(purpose, token) {
      if (!TOKEN.test(token)) return undefined;
      const bytes = toBytes(numberOf(token.toLowerCase(), BASE32), ID.bytes + MAC_BYTES);
      const id = bytes.subarray(0, ID.bytes);
      if (!timingSafeEqual(bytes.subarray(ID.bytes), sign(purpose, id))) return undefined;
      return ID.prefix + written(toNumber(id), CROCKFORD, ID.digits);
    },
  };
}

/** The number that a text is in base 32. */
function numberOf(text: string, alphabet: string): bigint {
  return [...text].reduce((number, digit) => number * 32n + BigInt(alphabet.indexOf(digit)), 0n);
}

/** The same the other way round, with zeros in front. */
function written(number: bigint, alphabet: string, digits: number): string {
  const places = Array.from({ length: digits }, (_, place) => BigInt(5 * (digits - 1 - place)));
  return places.map((shift) => alphabet.charAt(Number((number >> shift) & 31n))).join('');
}

function toBytes(number: bigint, length: number): Buffer {
  return Buffer.from(number.toString(16).padStart(2 * length, '0'), 'hex');
}

function toNumber(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}
