import { receive } from '../support/api-seed-inbound-mails.ts';
import type { Desk } from './desk.ts';
import { THERAPISTS } from './people.ts';
import type { Stage } from './stage.ts';

const LIST = '/api/inbound-mails';
const STAFF = { scopes: ['email.write', 'email.content'] } as const;

/**
 * Mails that arrived: one is confirmed as the answer to an email, one assigned and then seen to mean nothing, one ends in
 * refusals.
 */
export async function dealWithMails(stage: Stage, desk: Desk, emailId: string): Promise<void> {
  const { text } = stage.canaries.seenIn('shown');
  const entry = { id: `${emailId}-2`, response_outcome: 'accepted' };
  const answer = await arrive(stage, 'a reply', { status: 'matched', emailId });
  await desk.put(
    answer,
    { status: 'confirmed', entries: [{ ...entry, response_notes: text('inbound mail: notes') }] },
    { ...STAFF, version: 1 },
  );
  const other = await arrive(stage, 'a stray mail', {});
  await desk.put(other, { matched_email_id: emailId }, { ...STAFF, version: 1 });
  await desk.put(other, { status: 'dismissed' }, { ...STAFF, version: 2 });
  const refused = await arrive(stage, 'a refused mail', {});
  const given = stage.canaries.seenIn('given').text('inbound mail: notes in vain');
  await desk.call('PUT', refused, {
    ...STAFF,
    version: 1,
    body: { status: 'confirmed', entries: [{ ...entry, response_notes: given }] },
  });
}

/** Reads all mails, as lists and by themselves. */
export async function readMails(desk: Desk): Promise<void> {
  for (const status of ['matched', 'triage', 'confirmed', 'dismissed']) {
    const { items = [] } = await desk.read(LIST, { query: { status } });
    for (const { id } of items) await desk.read(`${LIST}/${id}`);
  }
}

/** A mail in which everything is its sender's; returns its path. */
async function arrive(
  { world, canaries }: Stage,
  what: string,
  { emailId, ...fields }: NonNullable<Parameters<typeof receive>[1]>,
): Promise<string> {
  const { text, address } = canaries.seenIn('shown');
  const field = (name: string) => `inbound mail, ${what}: ${name}`;
  const owner =
    emailId === undefined
      ? {}
      : {
          emailId,
          therapistId: THERAPISTS.toldByEvents,
          proposals: [{ number: 2, outcome: 'accepted' as const, words: text(field('words of a proposal')) }],
        };
  const id = await receive(world, {
    ...fields,
    ...owner,
    sender: address(field('sender'), 1),
    subject: text(field('subject')),
    text: text(field('text')),
    unclear: [{ words: text(field('unclear words')), why: 'hedge' }],
  });
  return `${LIST}/${id}`;
}
