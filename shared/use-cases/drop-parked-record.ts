import type { ParkedEntry, ParkedRecords } from '../domain/stores/parked-records.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { commitWrite } from './commit-write.ts';
import type { Service } from './service.ts';

/**
 * Drops a parked record for good: nobody will apply it.
 *
 * @returns the record's id; or `not_found`, `precondition_failed`
 */
export async function dropParkedRecord(
  service: Pick<Service, 'store' | 'clock' | 'ids'> & { parked: ParkedRecords },
  { id, version, once }: { id: string; version: number; once?: Once | undefined },
): Promise<Result<string, Fault>> {
  let removed: ParkedEntry | undefined;
  const dropped = await commitWrite(service, once, async (changes) => {
    const record = await service.parked.getParked(id);
    if (!record) return fail({ code: 'not_found' });
    if (record.version !== version) return fail({ code: 'precondition_failed' });
    removed = record;
    changes.write(service.parked.removeParked(record));
    return ok(id);
  });
  if (dropped.ok && removed) await service.parked.forgetBytes(removed);
  return dropped;
}
