import type { Fault } from '../../shared/domain/fault.ts';
import { fail, ok, type Result } from '../../shared/domain/result.ts';
import type { Page } from '../../shared/domain/stores/queries.ts';
import type { Cursors } from '../../shared/http/cursors.ts';
import type { Answer, ApiReply, Caller } from '../../shared/http/exchange.ts';

/** Reads a resource as it is now; undefined when there is none. */
export type View = (id: string) => Promise<ApiReply | undefined>;

/** Answers with the resource as it is now, so that a repeated write is answered like the first. */
export async function reply(written: Result<string, Fault>, view: View): Promise<Answer> {
  if (!written.ok) return written;
  const found = await view(written.value);
  return found ? ok(found) : fail({ code: 'not_found' });
}

/** The same for what was made, with the path where it is from now on. */
export function located(path: string, view: View): View {
  return async (id) => {
    const found = await view(id);
    return found && { ...found, location: `${path}/${id}` };
  };
}

/**
 * Answers with one page of a list, which the cursor of the page before continues.
 *
 * @param read reads the page at a position; undefined: the first
 * @param view an item as the caller may see it
 */
export async function replyPage<Item>(
  cursors: Cursors,
  list: { id: string; query: { cursor?: string | undefined } },
  { read, view }: { read: (next: string | undefined) => Promise<Page<Item>>; view: (item: Item) => unknown },
): Promise<Answer> {
  const { id, query } = list;
  const position = query.cursor === undefined ? undefined : cursors.open(id, query, query.cursor);
  if (query.cursor !== undefined && position === undefined) return fail({ code: 'invalid_cursor' });
  const { items, next } = await read(position);
  const next_cursor = next === undefined ? null : cursors.seal(id, query, next);
  return ok({ body: { items: items.map(view), next_cursor } });
}

/** What somebody may see of a resource. */
export function seenBy({ scopes }: Caller): { withContent: boolean } {
  return { withContent: scopes.has('email.content') };
}
