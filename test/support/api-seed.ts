import type { Example } from '../../shared/contracts/http/operation.ts';
import { recordEmailResponse } from '../../shared/use-cases/record-email-response.ts';
import { createEmail } from '../../shared/use-cases/create-email.ts';
import { addRequest, newestEmailOf, SEND_TIME } from './sending.ts';
import type { World } from './world.ts';

/** What stands for the braces of the examples: `{sent_email_id}` and so on. */
export type Placeholders = Record<string, string>;

/**
 * Therapists whom the examples of the API speak of. Requests of therapist 903 are 9031, 9032 …; patients have the ids of
 * their requests.
 */
export const SEEDED = {
  /** Has a draft; nobody wrote to him yet. */
  drafted: 901,
  /** Has a queued email about 9021's elder, and 9021 pending beside it. */
  queued: 902,
  /** Has a sent email about two requests, and 9031 pending since. */
  sent: 903,
  /** Answered his email about one request. */
  answered: 904,
  /** Has a pending request, 9051, and no email. */
  free: 905,
};

/**
 * Fills an engine so that every example of the email operations can be replayed.
 *
 * @returns the placeholders of `Example`
 */
export async function seedEmails(world: World): Promise<Placeholders> {
  for (const id of Object.values(SEEDED)) world.therapist(id);
  for (const id of [9033, 9034]) await addRequest(world, id, { therapist: SEEDED.sent });
  await addRequest(world, 9041, { therapist: SEEDED.answered });
  await world.batch();
  world.at(SEND_TIME);
  await world.pump();
  const [sent, answered] = [
    await newestEmailOf(world, SEEDED.sent),
    await newestEmailOf(world, SEEDED.answered),
  ];
  await recordEmailResponse(world.service, {
    emailId: answered,
    content: 'Guten Tag, leider habe ich zurzeit keinen freien Platz.',
    decisions: [{ number: 1, outcome: 'rejected', reason: 'no_capacity' }],
  });

  await addRequest(world, 9022, { therapist: SEEDED.queued });
  await addRequest(world, 9021, { therapist: SEEDED.queued });
  await addRequest(world, 9031, { therapist: SEEDED.sent });
  await addRequest(world, 9051, { therapist: SEEDED.free });
  return {
    draft_email_id: await make(world, {
      therapistId: SEEDED.drafted,
      status: 'draft',
      subject: 'Rückfrage zu Ihren Sprechzeiten',
      bodyHtml: '<p>Wann erreichen wir Sie am besten?</p>',
    }),
    queued_email_id: await make(world, {
      therapistId: SEEDED.queued,
      status: 'queued',
      template: 'initial_contact',
      placementRequestIds: [9022],
    }),
    sent_email_id: sent,
    answered_email_id: answered,
  };
}

async function make(world: World, email: Parameters<typeof createEmail>[1]['email']): Promise<string> {
  const made = await createEmail(world.service, { caller: 'staff-1', email });
  if (!made.ok) throw new Error(`the seed was refused: ${made.error.code}`);
  return made.value;
}

/** An example with the placeholders filled in. */
export function fillIn<T extends Pick<Example, 'params' | 'query' | 'body'>>(
  example: T,
  placeholders: Placeholders,
): T {
  const text = JSON.stringify(example).replace(/\{([a-z_]+)\}/g, (_, name: string) => {
    const value = placeholders[name];
    if (value === undefined) throw new Error(`the seed has no ${name}`);
    return value;
  });
  return JSON.parse(text) as T;
}
