import { createHmac } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** HMAC-SHA-256 over parts that cannot run into each other, in base64url; `purpose` keeps the uses of one key apart. */
export function digest(key: string, purpose: string, parts: readonly unknown[]): string {
  return createHmac('sha256', key)
    .update(canonicalJson([purpose, ...parts]))
    .digest('base64url');
}
