import { canonicalAddress } from '../email/address.ts';

const BETWEEN_ADDRESSES = /[\s<>()[\]"'`,;:]+/;
const MAX_ADDRESSES = 200;

/** The canonical addresses in a text, each once, at most 200. Linear in the length of the text. */
export function addressesIn(text: string): string[] {
  const words = text.split(BETWEEN_ADDRESSES).filter((word) => word.includes('@'));
  const addresses = words
    .slice(0, MAX_ADDRESSES)
    .flatMap((word) => canonicalAddress(word.replace(/\.$/, '')) ?? []);
  return [...new Set(addresses)];
}
