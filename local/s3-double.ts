import { createHash } from 'node:crypto';
import type { Clock } from '../shared/domain/ports.ts';
import type { Instant } from '../shared/domain/time.ts';
import { memoryLog, type AppendLog } from './engine/append-log.ts';
import { startHttpDouble, type HttpAnswer, type HttpDouble, type HttpRequest } from './http-double.ts';
import { xmlElements } from './xml.ts';

/** An object with the headers that come back with it. */
export interface StoredObject {
  body: Buffer;
  headers: Record<string, string>;
  lastModified: Instant;
}

/** A write or, without an object, a deletion. */
export interface S3Change {
  path: string;
  object?: StoredObject;
}

/** S3 on this machine; every bucket exists. */
export interface S3Double extends HttpDouble {
  /** By `bucket/key`. */
  readonly objects: ReadonlyMap<string, StoredObject>;
}

const NO_SUCH_KEY = { Code: 'NoSuchKey', Message: 'The specified key does not exist.' };
const NOT_IMPLEMENTED = { Code: 'NotImplemented', Message: 'The double knows no such request.' };

/**
 * Starts a double for clients with `forcePathStyle`: PutObject (a body of known length), GetObject, DeleteObject and
 * ListObjectsV2 (prefix and pages).
 *
 * @param log remembers the changes
 */
export async function startS3Double({
  clock,
  log = memoryLog(),
}: {
  clock: Clock;
  log?: AppendLog<S3Change>;
}): Promise<S3Double> {
  const objects = new Map<string, StoredObject>();
  log.entries.forEach(apply);

  function apply({ path, object }: S3Change): void {
    if (object) objects.set(path, object);
    else objects.delete(path);
  }

  function change(changed: S3Change): void {
    log.append(changed);
    apply(changed);
  }

  function put(path: string, { headers, body }: HttpRequest): HttpAnswer {
    if (headers['content-encoding']?.includes('aws-chunked')) return failure(501, NOT_IMPLEMENTED);
    change({ path, object: { body, headers: keptHeaders(headers), lastModified: clock.now() } });
    return { status: 200, headers: { etag: etag(body) } };
  }

  function get(path: string): HttpAnswer {
    const found = objects.get(path);
    if (!found) return failure(404, NO_SUCH_KEY);
    const lastModified = new Date(found.lastModified).toUTCString();
    const headers = { ...found.headers, etag: etag(found.body), 'last-modified': lastModified };
    return { status: 200, headers, body: found.body };
  }

  function list(bucket: string, query: URLSearchParams): HttpAnswer {
    const prefix = `${bucket}/${query.get('prefix') ?? ''}`;
    const after = query.get('continuation-token') ?? '';
    const matching = [...objects.keys()].filter((path) => path.startsWith(prefix) && path > after).sort();
    const page = matching.slice(0, Number(query.get('max-keys') ?? 1000));
    const last = page.at(-1);
    const isTruncated = last !== undefined && page.length < matching.length;
    const contents = page.map((path) => `<Contents>${describe(bucket, path, objects)}</Contents>`).join('');
    const summary = { Name: bucket, KeyCount: page.length, IsTruncated: isTruncated };
    const next = isTruncated ? xmlElements({ NextContinuationToken: last }) : '';
    return xml(200, `<ListBucketResult>${xmlElements(summary)}${contents}${next}</ListBucketResult>`);
  }

  const http = await startHttpDouble((request) => {
    const path = request.path.slice(1);
    const isBucket = !path.replace(/\/$/, '').includes('/');
    if (isBucket && request.method === 'GET') return list(path.replace(/\/$/, ''), request.query);
    if (isBucket) return failure(501, NOT_IMPLEMENTED);
    if (request.method === 'PUT') return put(path, request);
    if (request.method === 'GET') return get(path);
    if (request.method !== 'DELETE') return failure(501, NOT_IMPLEMENTED);
    change({ path });
    return { status: 204 };
  });
  return { objects, ...http };
}

function keptHeaders(headers: HttpRequest['headers']): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name]) => name === 'content-type' || name.startsWith('x-amz-meta-'),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

function describe(bucket: string, path: string, objects: ReadonlyMap<string, StoredObject>): string {
  const { body, lastModified } = objects.get(path) ?? { body: Buffer.alloc(0), lastModified: '' };
  const Key = path.slice(bucket.length + 1);
  return xmlElements({ Key, LastModified: lastModified, ETag: etag(body), Size: body.length });
}

function etag(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function xml(status: number, body: string): HttpAnswer {
  return { status, headers: { 'content-type': 'application/xml' }, body: `<?xml version="1.0"?>${body}` };
}

function failure(status: number, error: Record<string, string>): HttpAnswer {
  return xml(status, `<Error>${xmlElements(error)}</Error>`);
}
