import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import type { LineUp } from '../domain/phone-call/caller-line.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { commitWrite } from './commit-write.ts';
import type { Service } from './service.ts';

/** There is one set of lines. */
const ID = 'caller-lines';

/**
 * Stores all caller lines anew, in place of those before or of the number that is configured (DESIGN §7). Calls that
 * nobody is there to make then are found by the next sweep.
 *
 * @param lineUp each number once; the version that the client has seen, 0 while none are stored
 * @returns an id; or `precondition_failed`
 */
export async function replaceCallerLines(
  service: Pick<Service, 'store' | 'ids' | 'clock'>,
  { lines, version, once }: LineUp & { once?: Once | undefined },
): Promise<Result<string, Fault>> {
  const { store } = service;
  return commitWrite(service, once, async (changes) => {
    const stored = await store.getLineUp();
    if ((stored?.version ?? 0) !== version) return fail({ code: 'precondition_failed' });
    changes.write(store.saveLineUp({ lines: lines.toSorted((a, b) => a.number - b.number), version }));
    return ok(ID);
  });
}
