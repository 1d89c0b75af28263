import { createParkedRecords } from '../../shared/store/parked-records.ts';
import type { World } from './world.ts';

/** The parked records of a world. */
export function parkedRecordsOf({ runtime, client, tables, clock }: World) {
  const { aws, config } = runtime;
  return createParkedRecords({
    client,
    clock,
    table: tables.runtime,
    s3: aws.s3(),
    bucket: config.PARKING_BUCKET,
  });
}
