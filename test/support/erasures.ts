import { inflateSync } from 'node:zlib';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { simpleParser } from 'mailparser';
import { dumpTables, type Item } from '../../local/dump.ts';
import type { AcceptedMail } from '../../local/ses-double.ts';
import type { InboundMail } from '../../shared/domain/inbound/inbound-mail.ts';
import type { Subject } from '../../shared/domain/privacy/erasure.ts';
import { SECOND_ROUND_AFTER_MS } from '../../shared/domain/privacy/erasure.ts';
import { startErasure } from '../../shared/use-cases/start-erasure.ts';
import { anInboundMail } from './aggregates.ts';
import { valueOf } from './call-desk.ts';
import type { World } from './world.ts';

/** Asks for an erasure and lets the schedule do all of it; returns the erasure's id. */
export async function erase(world: World, subject: Subject): Promise<string> {
  const id = valueOf(await startErasure(world.service, { subject }));
  await finishErasures(world);
  return id;
}

/** Both rounds of all erasures that were asked for. */
export async function finishErasures(world: World): Promise<void> {
  await world.functions.applyErasures({});
  world.clock.advance(SECOND_ROUND_AFTER_MS);
  await world.functions.applyErasures({});
}

/** A mail that arrived, with its bytes in the bucket; returns its text, which stands in both. */
export async function receive(world: World, id: string, fields: Partial<InboundMail> = {}): Promise<string> {
  const mail = anInboundMail(`in_${id}`, {
    text: `words of ${id}`,
    receivedAt: world.clock.now(),
    ...fields,
  });
  const { service, runtime } = world;
  await service.store.commit(service.store.saveInboundMail(mail));
  const raw = { Bucket: runtime.config.PARKING_BUCKET, Key: mail.rawKey, Body: mail.text };
  await runtime.aws.s3().send(new PutObjectCommand(raw));
  return mail.text;
}

/**
 * Everything that is kept, as readable text: items with compressed and parked bytes opened, objects of the bucket, and what
 * SES's double remembers of mails.
 */
export async function everythingKept(world: World): Promise<string[]> {
  const dump = await dumpTables(world.client, world.tables);
  const items = Object.entries(dump).flatMap(([table, all]) =>
    all.map((item) => `${table} ${readable(item)}`),
  );
  const objects = [...world.s3.objects].map(([path, { body }]) => `${path} ${body.toString()}`);
  const mails = await Promise.all(world.ses.accepted.map(readMail));
  return [...items, ...objects, ...mails].sort();
}

/** A mail that SES took, decoded. */
async function readMail({ messageId, to, raw }: AcceptedMail): Promise<string> {
  const { from, replyTo, subject, text, html } = await simpleParser(raw);
  return `mail ${JSON.stringify([messageId, to, from, replyTo, subject, text, html])}`;
}

/** An item as text, with what it holds compressed. */
export function readable(item: Item): string {
  return JSON.stringify(item, (_key, value: unknown) => {
    if (!(value instanceof Uint8Array)) return sorted(value);
    try {
      return inflateSync(value).toString();
    } catch {
      return Buffer.from(value).toString();
    }
  });
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Which of some texts are still kept, and where. */
export async function keptOf(world: World, texts: string[]): Promise<string[]> {
  const kept = await everythingKept(world);
  return texts.flatMap((text) =>
    kept.filter((line) => line.includes(text)).map((line) => `${text} in ${line.slice(0, 100)}`),
  );
}
