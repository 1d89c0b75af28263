import { DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { RawMails } from '../domain/stores.ts';

/** The bytes of mails that arrived, in the encrypted bucket. */
export function createRawMails(s3: S3Client, bucket: string): RawMails {
  return {
    async removeRaw(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}
