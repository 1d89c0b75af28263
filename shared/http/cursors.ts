import { timingSafeEqual } from 'node:crypto';
import { digest } from './digest.ts';

/** A page's end as clients carry it: they can neither read a meaning into it nor make one up. */
export interface Cursors {
  /**
   * @param operationId the list that the cursor goes on with
   * @param filters its query; `cursor` and `limit` do not count, so that the next page may have another size
   * @param position where the next page begins: keys and instants, nothing that people wrote (it can be decoded)
   */
  seal(operationId: string, filters: Filters, position: string): string;
  /** The position; undefined when the cursor was not sealed here for this list and these filters. */
  open(operationId: string, filters: Filters, cursor: string): string | undefined;
}

/** The checked query of a list. */
export type Filters = Readonly<Record<string, unknown>>;

/** Cursors that are signed with HMAC-SHA-256 under a key. */
export function createCursors(key: string): Cursors {
  const sign = (operationId: string, { cursor: _cursor, limit: _limit, ...filters }: Filters, text: string) =>
    digest(key, 'cursor', [operationId, filters, text]);

  return {
    seal(operationId, filters, position) {
      const text = Buffer.from(position).toString('base64url');
      return `${text}.${sign(operationId, filters, text)}`;
    },

    open(operationId, filters, cursor) {
      const [text = '', signature = '', ...rest] = cursor.split('.');
      const right = sign(operationId, filters, text);
      if (rest.length > 0 || !isSame(signature, right)) return undefined;
      return Buffer.from(text, 'base64url').toString();
    },
  };
}

/** Compares in a time that does not tell how much of it is right. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
