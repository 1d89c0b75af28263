import type { Erasure } from '../domain/privacy/erasure.ts';
import { mentions, type Traces } from '../domain/privacy/mentions.ts';
import { commitStep, type ErasureService } from './erasure-service.ts';

/** So many records are read at a time; some of them lie in the bucket. */
const PAGE = 25;

/**
 * Takes the bytes of parked records away that are about a person.
 *
 * @returns where the next page begins; undefined behind the last one
 */
export async function eraseParkedPage(
  service: ErasureService,
  erasure: Erasure,
  traces: Traces,
): Promise<string | undefined> {
  const { items, next } = await service.parked.readParked(PAGE, erasure.cursor);
  for (const record of items) {
    if (!mentions(record.bytes, traces)) continue;
    await commitStep(service, erasure.id, (changes) => {
      changes.write(service.parked.forget(record));
      return Promise.resolve({ parkedRecords: 1 });
    });
    await service.parked.dropBytes(record);
  }
  return next;
}
