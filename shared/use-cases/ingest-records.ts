import type { IncomingEvent, IncomingRecord, ReadRecord } from '../domain/contact/incoming-event.ts';
import type { Position } from '../domain/contact/placement-request.ts';
import { NewerItem } from '../domain/newer-item.ts';
import { subjectsNamed } from '../domain/privacy/mentions.ts';
import type { Parking } from '../domain/stores/parked-records.ts';
import type { Projections } from '../domain/stores/projections.ts';
import { handleMatchingEvent } from './handle-matching-event.ts';
import { handleTherapistEvent } from './handle-therapist-event.ts';
import { isErased } from './is-erased.ts';
import type { Service } from './service.ts';
import { startErasure } from './start-erasure.ts';

export type IngestService = Service & {
  projections: Projections;
  parking: Parking;
  read(bytes: Uint8Array): ReadRecord;
};

/** The first record of each partition that could not be applied; all later ones of it have to come again. */
export interface IngestFailure {
  record: IncomingRecord;
  error: unknown;
}

/**
 * Applies records in their order, partition by partition (DESIGN §4). What cannot be understood is parked and counts
 * as done, and so is what a newer release has to apply; a transient fault ends its partition there and touches no other.
 *
 * @returns the first failure of each partition; empty when all is applied or parked
 */
export async function ingestRecords(
  service: IngestService,
  records: IncomingRecord[],
): Promise<IngestFailure[]> {
  const failures = new Map<string, IngestFailure>();
  for (const record of records) {
    const partition = record.itemIdentifier?.partition ?? '';
    if (failures.has(partition)) continue;
    try {
      service.metrics.count(`records_${await ingestOrLeave(service, record)}`);
    } catch (error) {
      failures.set(partition, { record, error });
    }
  }
  return [...failures.values()];
}

/** What concerns an item of a newer release waits, parked, until that one is there to apply it. */
async function ingestOrLeave(service: IngestService, record: IncomingRecord) {
  try {
    return await ingest(service, record);
  } catch (error) {
    if (!(error instanceof NewerItem)) throw error;
    service.metrics.count('newer_items');
    return park(service, record, error.code);
  }
}

async function ingest(service: IngestService, record: IncomingRecord) {
  const read = service.read(record.bytes);
  if (read.kind === 'ignored') return 'ignored';
  if (read.kind === 'unreadable') return park(service, record, read.reason);
  const { event } = read;
  const position = { ...record.position, at: event.at };
  switch (event.type) {
    case 'request_created':
    case 'request_status':
      return handleMatchingEvent(service, event, position);
    case 'therapist_changed':
    case 'therapist_blocked':
    case 'therapist_unblocked':
      return handleTherapistEvent(service, event, position);
    case 'patient_changed':
      return changePatient(service, event, position);
    case 'patient_deleted':
      return askForErasure(service, event);
  }
}

async function changePatient(
  service: IngestService,
  { patientId, data }: Extract<IncomingEvent, { type: 'patient_changed' }>,
  position: Position,
): Promise<'applied' | 'stale' | 'erased'> {
  if (await isErased(service, { kind: 'patient', id: patientId })) return 'erased';
  return (await service.projections.projectPatient(patientId, data, position)) ? 'applied' : 'stale';
}

/** From here on nothing of the patient comes in; what is there is erased by a schedule. */
async function askForErasure(
  service: IngestService,
  { patientId }: Extract<IncomingEvent, { type: 'patient_deleted' }>,
): Promise<'applied'> {
  const subject = { kind: 'patient', id: patientId } as const;
  const started = await startErasure(service, { subject });
  if (!started.ok) throw new Error(`the erasure was refused: ${started.error.code}`);
  return 'applied';
}

/** What names somebody who was erased is not kept, even where nobody understands it. */
async function park(
  service: IngestService,
  record: IncomingRecord,
  reason: string,
): Promise<'parked' | 'erased'> {
  const { parking, clock } = service;
  for (const subject of subjectsNamed(record.bytes)) if (await isErased(service, subject)) return 'erased';
  const { topic, partition, offset } = record.position;
  await parking.park({
    topic,
    ...(partition !== undefined && { partition }),
    ...(offset !== undefined && { offset }),
    reason,
    bytes: record.bytes,
    at: clock.now(),
  });
  return 'parked';
}
