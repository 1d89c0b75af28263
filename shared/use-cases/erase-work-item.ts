import type { ErasedCounts } from '../domain/privacy/erasure.ts';
import { scrubWorkItem } from '../domain/privacy/scrub.ts';
import { reviseWorkItem } from '../domain/work-item.ts';
import type { Changes } from './changes.ts';
import type { Service } from './service.ts';

/** Whose a work item's requests are: a patient's, or all of them, because the therapist is erased. */
export type WorkItemErasure = { itemId: string } & (
  { requestIds: ReadonlySet<number> } | { therapistId: number }
);

/** Takes a person out of a work item: its notes, and his requests from those that wait for it. */
export async function eraseWorkItem(
  { clock }: Pick<Service, 'clock'>,
  changes: Changes,
  erasure: WorkItemErasure,
): Promise<ErasedCounts> {
  const item = await changes.workItem(erasure.itemId);
  if (!item) return {};
  const now = clock.now();
  const all = [...item.requestIds, ...(item.leftRequestIds ?? [])];
  const isPatients = 'requestIds' in erasure;
  const theirs = isPatients ? all.filter((id) => erasure.requestIds.has(id)) : all;
  if (isPatients && theirs.length === 0) return {};
  const isSettled = item.notes === undefined && item.status === 'done';
  if (!isPatients && isSettled && item.requestIds.length === 0) return {};
  const scrubbed = scrubWorkItem(item, theirs, now);
  const { notes: _gone, ...wordless } = scrubbed;
  const erased = isPatients ? scrubbed : reviseWorkItem(wordless, { status: 'done' }, now);
  if (erased === item) return {};
  changes.putWorkItem(erased);
  return { workItems: 1 };
}
