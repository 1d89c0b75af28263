/** A parked record as the API shows it. Its bytes may hold personal data: they need `email.content`, absent without it. */
import { z } from 'zod';
import type { ParkedEntry } from '../../domain/stores/parked-records.ts';
import type { ParkedRecord } from '../../domain/stores/parked-records.ts';
import { instant, paging } from './fields.ts';

/** Topic, partition and offset, or topic and a digest of the bytes; names of topics as Kafka allows them. */
export const parkedRecordId = z.string().regex(/^[\w.-]{1,249}-(\d{1,10}-\d{16}|[0-9a-f]{64})$/);

/** A page of the list need not hold more than an operator reads; the whole record is applied by a redrive. */
const SHOWN_BYTES = 64 * 1024;

const topic = z.string().regex(/^[\w.-]{1,249}$/, 'must be the name of a topic');
const reason = z.string().regex(/^[\w.:-]{1,300}$/, 'must be a reason code');

/** In lists. */
const parkedRecordFields = {
  id: parkedRecordId,
  topic,
  partition: z.int().nonnegative().optional().describe('Absent where the transport has none.'),
  offset: z.int().nonnegative().optional(),
  reason: reason.describe('Why nobody could apply it: a code, often with the field at fault behind a colon.'),
  size: z.int().nonnegative().describe('Bytes.'),
  parked_at: instant.describe('When it came, or came again.'),
  expires_at: instant.describe('From then on it does not exist.'),
  version: z.int().nonnegative(),
};
export const parkedRecord = z.strictObject(parkedRecordFields).meta({ id: 'ParkedRecord' });

/** By itself. */
export const parkedRecordWithBytes = z
  .strictObject({
    ...parkedRecordFields,
    text: z.string().optional().describe('The bytes, where they are UTF-8. Needs `email.content`.'),
    base64: z.base64().optional().describe('The bytes, where they are not. Needs `email.content`.'),
    truncated: z
      .boolean()
      .optional()
      .describe(`Whether there are more bytes than the first ${SHOWN_BYTES}. Needs \`email.content\`.`),
  })
  .meta({ id: 'ParkedRecordWithBytes' });

export const parkedRecordQuery = z.strictObject({
  topic: topic.optional(),
  reason: reason.optional().describe('The whole reason, or its code before the colon.'),
  ...paging,
});

/** A parked record as lists show it. */
export function toParkedRecord(entry: ParkedEntry): z.input<typeof parkedRecord> {
  return {
    id: entry.id,
    topic: entry.topic,
    ...(entry.partition !== undefined && { partition: entry.partition }),
    ...(entry.offset !== undefined && { offset: entry.offset }),
    reason: entry.reason,
    size: entry.size,
    parked_at: entry.at,
    expires_at: entry.expiresAt,
    version: entry.version,
  };
}

/** A parked record as somebody may see it who has the scope `email.content`, or has not. */
export function toParkedRecordWithBytes(
  record: ParkedEntry & Pick<ParkedRecord, 'bytes'>,
  { withContent }: { withContent: boolean },
): z.input<typeof parkedRecordWithBytes> {
  return { ...toParkedRecord(record), ...(withContent && toContent(record.bytes)) };
}

function toContent(bytes: Uint8Array) {
  const shown = bytes.subarray(0, SHOWN_BYTES);
  const truncated = shown.length < bytes.length;
  const text = readText(shown, truncated);
  return {
    ...(text === undefined ? { base64: Buffer.from(shown).toString('base64') } : { text }),
    truncated,
  };
}

/** UTF-8 of which the last character may be cut off; undefined when it is none. */
function readText(bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut });
  } catch {
    return undefined;
  }
}
