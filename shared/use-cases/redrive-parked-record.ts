import type { ParkedEntry, ParkedRecords } from '../domain/stores/parked-records.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import type { Metrics } from '../domain/ports.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ParkedRecord } from '../domain/stores/parked-records.ts';
import { commitWrite } from './commit-write.ts';
import { ingestRecords, type IngestService } from './ingest-records.ts';

type RedriveService = IngestService & { parked: ParkedRecords };

/**
 * Applies a parked record again, exactly as if it came from its topic now (DESIGN §4): one that others have overtaken
 * changes nothing. Once that is done it is parked no longer; what is still not understood stays, with its present reason.
 *
 * Applying comes first and may be repeated, so that a crash in between leaves the record for another try.
 *
 * @returns the record's id; or `not_found`, `not_understood` with the reason
 * @throws what a transient fault threw; the record stays
 */
export async function redriveParkedRecord(
  service: RedriveService,
  { id, once }: { id: string; once?: Once | undefined },
): Promise<Result<string, Fault>> {
  let applied: ParkedEntry | undefined;
  const redriven = await commitWrite(service, once, async (changes) => {
    const record = await service.parked.getParked(id);
    if (!record) return fail({ code: 'not_found' });
    const reason = await applyAgain(service, record);
    if (reason !== undefined) {
      if (reason !== record.reason) await service.parked.noteReason(record, reason);
      return fail({ code: 'not_understood', details: { reason } });
    }
    applied = record;
    changes.write(service.parked.removeParked(record));
    return ok(id);
  });
  if (redriven.ok && applied) await service.parked.forgetBytes(applied);
  return redriven;
}

/** Returns the reason for which the ingest would park the record once more; undefined when it is done with it. */
async function applyAgain(
  service: IngestService,
  { topic, partition, offset, bytes, at }: ParkedRecord,
): Promise<string | undefined> {
  const reasons: string[] = [];
  const parking: IngestService['parking'] = {
    park: ({ reason }) => Promise.resolve(void reasons.push(reason)),
  };
  const position = {
    topic,
    ...(partition !== undefined && { partition }),
    ...(offset !== undefined && { offset }),
    at,
  };
  const metrics = withoutParked(service.metrics);
  const [failure] = await ingestRecords({ ...service, parking, metrics }, [{ position, bytes }]);
  if (failure) throw failure.error;
  return reasons[0];
}

/** A record that stays parked is no news to those who count them. */
function withoutParked({ count, gauge }: Metrics): Metrics {
  return { gauge, count: (name, value) => (name === 'records_parked' ? undefined : count(name, value)) };
}
