import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { localClientConfig } from '../../local/clients.ts';
import { startS3Double, type S3Double } from '../../local/s3-double.ts';
import { createSimulatedClock } from '../../local/simulated-clock.ts';

const START = '2026-03-02T08:00:00.000Z';
const Bucket = 'parked';

let s3: S3Double;
let client: S3Client;

beforeEach(async () => {
  s3 = await startS3Double({ clock: createSimulatedClock(START) });
  client = new S3Client({ ...localClientConfig(s3.endpoint), forcePathStyle: true });
});

afterEach(async () => {
  client.destroy();
  await s3.stop();
});

const put = (Key: string, Body: string | Uint8Array) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body }));
const get = (Key: string) => client.send(new GetObjectCommand({ Bucket, Key }));

describe('s3 double', () => {
  it('gives back the bytes, the content type and the metadata of an object', async () => {
    const Body = Buffer.from([0, 255, 10, 13, 200]);
    const Metadata = { sha256: 'abc' };
    await client.send(
      new PutObjectCommand({ Bucket, Key: 'a/b c+ä.bin', Body, Metadata, ContentType: 'x/y' }),
    );
    const object = await get('a/b c+ä.bin');
    expect(Buffer.from((await object.Body?.transformToByteArray()) ?? [])).toEqual(Body);
    expect(object).toMatchObject({ ContentType: 'x/y', Metadata, LastModified: new Date(START) });
    expect([...s3.objects.keys()]).toEqual(['parked/a/b c+ä.bin']);
  });

  it('replaces an object', async () => {
    await put('a', 'first');
    await put('a', 'second');
    expect(await (await get('a')).Body?.transformToString()).toBe('second');
  });

  it('knows no object after it was deleted, and deletes twice', async () => {
    await put('a', 'text');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await expect(get('a')).rejects.toBeInstanceOf(NoSuchKey);
  });

  it('lists one prefix of one bucket in order and in pages', async () => {
    for (const key of ['raw/2', 'raw/1&', 'raw/3', 'other/1']) await put(key, key);
    await client.send(new PutObjectCommand({ Bucket: 'parked-2', Key: 'raw/0', Body: 'x' }));
    const first = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'raw/', MaxKeys: 2 }));
    expect(first.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['raw/1&', 6],
      ['raw/2', 5],
    ]);
    const rest = await client.send(
      new ListObjectsV2Command({
        Bucket,
        Prefix: 'raw/',
        MaxKeys: 2,
        ContinuationToken: first.NextContinuationToken,
      }),
    );
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['raw/3']);
    expect([first.IsTruncated, rest.IsTruncated]).toEqual([true, false]);
  });

  it('lists nothing for a prefix without objects', async () => {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'none/' }));
    expect([page.KeyCount, page.Contents]).toEqual([0, undefined]);
  });
});
