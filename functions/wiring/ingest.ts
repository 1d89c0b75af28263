import { readIncomingEvent } from '../../shared/contracts/events/incoming.ts';
import type { KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createParking, type ParkingPlace } from '../../shared/store/parking.ts';
import type { IngestService } from '../../shared/use-cases/ingest-records.ts';
import { createService } from './service.ts';

/** What applies records of the siblings' topics: the same for those that arrive and those that are redriven. */
export function createIngest(runtime: KeyedRuntime): IngestService & { place: ParkingPlace } {
  const { client, ...service } = createService(runtime);
  const { RUNTIME_TABLE: table, PARKING_BUCKET: bucket } = runtime.config;
  const place = { client, table, s3: runtime.aws.s3(), bucket };
  return { ...service, parking: createParking(place), read: readIncomingEvent, place };
}
