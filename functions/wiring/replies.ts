import type { Fault } from '../../shared/domain/fault.ts';
import { fail, ok, type Result } from '../../shared/domain/result.ts';
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

/** What somebody may see of a resource. */
export function seenBy({ scopes }: Caller): { withContent: boolean } {
  return { withContent: scopes.has('email.content') };
}
