import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createOutboxDesk } from '../../shared/store/outbox-desk.ts';
import { createEmail } from '../../shared/use-cases/create-email.ts';
import type { Placeholders } from './api-seed.ts';
import { valueOf } from './call-desk.ts';
import { addRequest } from './sending.ts';
import type { World } from './world.ts';

/** Therapists whom the examples of the outbox operations speak of; 9911 is a request that waits. */
export const SEEDED_FOR_OUTBOX = { waiting: 991, told: 992 };

/**
 * Fills an engine so that every example of the outbox operations can be replayed.
 *
 * @returns the placeholders of `Example`
 */
export async function seedOutbox(world: World): Promise<Placeholders> {
  for (const id of Object.values(SEEDED_FOR_OUTBOX)) world.therapist(id);
  await addRequest(world, 9911, { therapist: SEEDED_FOR_OUTBOX.waiting });
  return { told_email_id: await draftFor(world, SEEDED_FOR_OUTBOX.told) };
}

/** An email nobody queued, of which siblings were told nothing yet; returns its id. */
export async function draftFor(world: World, therapistId: number): Promise<string> {
  const email = {
    therapistId,
    status: 'draft' as const,
    subject: 'Rückfrage zu Ihren Sprechzeiten',
    bodyHtml: '<p>Wann erreichen wir Sie am besten?</p>',
  };
  return valueOf(await createEmail(world.service, { caller: 'staff-1', email }));
}

/** Makes the first event of an email that waits unreadable. */
export async function garble({ client, tables }: World, emailId: string, text = '{"id":'): Promise<void> {
  const [row] = await createOutboxDesk(client, tables.outbox).firstRows({ kind: 'email', id: emailId }, 1);
  if (!row) throw new Error(`nothing of ${emailId} waits in the outbox`);
  const { shard, key: sk, aggregate, seq } = row;
  const Item = { pk: `shard#${shard}`, sk, shard, aggregate, seq, event: text };
  await client.send(new PutCommand({ TableName: tables.outbox, Item }));
}
