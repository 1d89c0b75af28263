import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { World } from '../../support/world.ts';

/** The bytes of a parked record of `patient-events` go from the bucket, as they do after their time; the record stays. */
export async function dropParked({ runtime: { aws, config } }: World, offset: number): Promise<void> {
  const Key = `parked/patient-events-0-${String(offset).padStart(16, '0')}`;
  await aws.s3().send(new DeleteObjectCommand({ Bucket: config.PARKING_BUCKET, Key }));
}
