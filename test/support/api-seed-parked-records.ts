import { createIngest } from '../../functions/wiring/ingest.ts';
import type { ParkedRecord } from '../../shared/domain/stores/parked-records.ts';
import { createParking } from '../../shared/store/parking.ts';
import type { Placeholders } from './api-seed.ts';
import { kafkaRecord, type World } from './world.ts';

/**
 * Fills an engine so that every example of the parked record operations can be replayed: a record that nobody will ever
 * understand, and one that is understood by now.
 *
 * @returns the placeholders of `Example`
 */
export async function seedParkedRecords(world: World): Promise<Placeholders> {
  const poison = { match_id: 'seven', patient_id: 7, therapist_id: 7 };
  const record = world.matchingRecord('match.created', poison);
  await world.ingest(kafkaRecord(Buffer.from(record.value, 'base64'), 4711));
  const bytes = patientUpdated(world, 9901);
  const position = { topic: 'patient-events', partition: 0, offset: 4712 };
  await parkRecord(world, { ...position, reason: 'unsupported_version', bytes });
  return {
    parked_record_id: 'matching-events-0-0000000000004711',
    redrivable_record_id: 'patient-events-0-0000000000004712',
  };
}

/** Parks bytes as an earlier release may have, which understood less. */
export async function parkRecord(world: World, record: Omit<ParkedRecord, 'at'>): Promise<void> {
  await createParking(createIngest(world.runtime).place).park({ ...record, at: world.clock.now() });
}

function patientUpdated(world: World, id: number): Uint8Array {
  const record = world.matchingRecord('patient.updated', {
    patient_id: id,
    patient_data: { diagnose: 'F32.1' },
  });
  return Buffer.from(record.value, 'base64');
}
