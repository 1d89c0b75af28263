import { ulid } from 'ulid';
import type { InboundMail } from '../../shared/domain/inbound/inbound-mail.ts';
import { toEpochMs } from '../../shared/domain/time.ts';
import { commitChanges } from '../../shared/use-cases/commit-changes.ts';
import { anInboundMail } from './aggregates.ts';
import type { Placeholders } from './api-seed.ts';
import { sendMail } from './follow-up.ts';
import { SEND_TIME } from './sending.ts';
import type { World } from './world.ts';

/** The therapist whom the examples of the inbound mail operations speak of; requests and patients are 9911 and 9912. */
export const SEEDED_FOR_MAILS = 991;

/**
 * Fills an engine so that every example of the inbound mail operations can be replayed; it is Monday, 23 November 2026,
 * 09:00 in Berlin, or later.
 *
 * @returns the placeholders of `Example`
 */
export async function seedInboundMails(world: World): Promise<Placeholders> {
  if (world.clock.now() < SEND_TIME) world.at(SEND_TIME);
  const mailed_email_id = await sendMail(world, SEEDED_FOR_MAILS, [9911, 9912]);
  world.clock.advance(60_000);
  const matched_mail_id = await receive(world, {
    ...ANSWER,
    ...matchedTo(mailed_email_id, SEEDED_FOR_MAILS),
  });
  const triage_mail_id = await receive(world, { ...ANSWER, sender: 'vertretung@praxis.example' });
  return { mailed_email_id, matched_mail_id, triage_mail_id };
}

/** A reply that decides about the first two entries of an email. */
export const ANSWER = {
  text: 'Guten Tag, Patient 1 nehme ich gern, Patient 2 leider nicht, ich bin voll.',
  subject: 'AW: Anfrage',
  sender: 'praxis-991@praxis.example',
  trust: 'proven',
} satisfies Partial<InboundMail>;

/** How a mail looks that a token has led to its email. */
export function matchedTo(emailId: string, therapistId: number): Partial<InboundMail> {
  return {
    status: 'matched',
    matchedBy: 'token',
    emailId,
    therapistId,
    proposals: [
      { number: 1, outcome: 'accepted', words: 'Patient 1 nehme ich gern' },
      { number: 2, outcome: 'rejected', reason: 'no_capacity', words: 'Patient 2 leider nicht' },
    ],
  };
}

/**
 * Keeps a mail that arrived now, in triage unless told.
 *
 * @returns its id
 */
export async function receive(world: World, fields: Partial<InboundMail> = {}): Promise<string> {
  const now = world.clock.now();
  const id = `in_${ulid(toEpochMs(now)).toLowerCase()}`;
  const mail = anInboundMail(id, { receivedAt: now, createdAt: now, updatedAt: now, ...fields });
  const { triageReason: _none, ...settled } = mail;
  await commitChanges(world.service, (changes) => {
    changes.putInboundMail(mail.status === 'triage' ? mail : settled);
    return Promise.resolve();
  });
  return id;
}
