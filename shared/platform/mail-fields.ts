import { z } from 'zod';
import { canonicalAddress } from '../domain/email/address.ts';

/** The shapes of the variables that decide what leads into and out of mails (CONTRACT §5). */

/** `reply+` and a token in front of the domain have to make an address. */
const LONGEST_LOCAL_PART = 'x'.repeat(54);

/** A domain that receives mail, in the spelling of its addresses: lower case, punycode. */
export const mailDomain = z.string().transform((text, context) => {
  const address = canonicalAddress(`${LONGEST_LOCAL_PART}@${text}`);
  if (address === undefined)
    context.addIssue({ code: 'custom', message: 'must be the name of a domain like antwort.example.org' });
  return address?.slice(LONGEST_LOCAL_PART.length + 1) ?? '';
});

/** One address in the one spelling that mails are sent to. */
export const mailAddress = z
  .string()
  .refine(isAddress, 'must be one address, in lower case and its domain in punycode');

/** Addresses and domains with their `@`, with commas between. */
export const allowList = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine(
    (entries) => entries.every((entry) => isAddress(entry) || isAddress(`x${entry}`)),
    'must be addresses or domains like @example.org, in lower case and punycode',
  );

function isAddress(text: string): boolean {
  return canonicalAddress(text) === text;
}

/** Address of the service as the world knows it; without a slash at its end. */
export const publicUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => URL.canParse(text) && !/[?#]/.test(text), 'must be an address without a query')
  .transform((text) => new URL(text).href.replace(/\/+$/, ''));

/** Whom mails may reach when nobody says: everybody in production, and where SES is a double. */
export function usualMailMode(stage: string): 'live' | 'redirect' {
  return stage === 'prod' || stage === 'local' ? 'live' : 'redirect';
}
