import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { reviseWorkItem, type WorkItemChanges } from '../domain/work-item.ts';
import { commitWrite } from './commit-write.ts';
import type { Service } from './service.ts';

/** One work item, as its client has seen it. */
interface WorkItemTarget {
  workItemId: string;
  version: number;
  once?: Once | undefined;
}

/**
 * Says that a person has dealt with a work item or has to again, puts it off, or keeps what staff wrote down
 * (CONTRACT §2). Its requests keep their place until something else takes them up.
 *
 * @returns the work item's id; or `not_found`, `precondition_failed`
 */
export async function updateWorkItem(
  service: Pick<Service, 'store' | 'clock' | 'ids'>,
  { workItemId, version, once, ...wanted }: WorkItemTarget & WorkItemChanges,
): Promise<Result<string, Fault>> {
  return commitWrite(service, once, async (changes) => {
    const item = await changes.workItem(workItemId);
    if (!item) return fail({ code: 'not_found' });
    if (item.version !== version) return fail({ code: 'precondition_failed' });
    changes.putWorkItem(reviseWorkItem(item, wanted, service.clock.now()));
    return ok(workItemId);
  });
}
