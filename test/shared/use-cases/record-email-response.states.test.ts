import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordEmailResponse } from '../../../shared/use-cases/record-email-response.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import { allWorkItems, placesOf, published, sendMail, violations } from '../../support/follow-up.ts';
import { interrupt, schedule } from '../../support/interleave.ts';
import { newestEmailOf, queueMails, secretlyAccepted, SEND_TIME } from '../../support/sending.ts';
import { startWorld, worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const accepted = { number: 1, outcome: 'accepted' } as const;

/** A mail that SES took without an answer, given up after 6 hours: its requests are pending again. */
async function unresolvedMail(requestIds: number[]): Promise<string> {
  world.ses.script = () => 'accept_then_503';
  const emailId = await sendMail(world, 1, requestIds);
  world.ses.script = () => 'accept';
  world.clock.advance(6 * HOUR_MS);
  await world.pump();
  expect(await world.email(emailId)).toMatchObject({ state: 'unresolved' });
  return emailId;
}

describe('FAULTS 29: an answer', () => {
  it('is refused for an email that nobody knows', async () => {
    const answer = await world.answer({ emailId: 'em_unknown', decisions: [accepted] });
    expect(answer).toEqual({ ok: false, error: { code: 'not_found' } });
  });

  it('is refused for an email that is queued, canceled or failed, and changes nothing', async () => {
    const [queued = '', failed = ''] = await queueMails(world, [1, 2]);
    const refusal = (state: string) => ({
      ok: false,
      error: { code: 'illegal_transition', details: { state } },
    });
    expect(await world.answer({ emailId: queued, decisions: [accepted] })).toEqual(refusal('queued'));
    await world.status(1, 'abgelehnt');
    expect(await world.email(queued)).toMatchObject({ state: 'canceled' });
    expect(await world.answer({ emailId: queued, decisions: [accepted] })).toEqual(refusal('canceled'));
    world.ses.script = () => 'message_rejected';
    await world.pump();
    expect(await world.email(failed)).toMatchObject({ state: 'failed', answered: false });
    expect(await world.answer({ emailId: failed, decisions: [accepted] })).toEqual(refusal('failed'));
    expect(await published(world, 'email_answered')).toEqual([]);
    expect(await placesOf(world, [1, 2])).toEqual(['closed', 'pending']);
  });

  it('is refused when it decides an entry that the email does not have or that was withdrawn', async () => {
    for (const id of [1, 2]) world.patient(id);
    world.therapist(1);
    for (const id of [1, 2]) await world.match({ id, therapist: 1 });
    await world.batch();
    await world.status(2, 'abgelehnt');
    world.at(SEND_TIME);
    await world.pump();
    const emailId = await newestEmailOf(world, 1);
    for (const number of [0, 2, 3]) {
      const answer = await world.answer({ emailId, decisions: [accepted, { ...accepted, number }] });
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'invalid_request', errors: [{ field: '/entries/1/id' }] },
      });
    }
    expect(await placesOf(world, [1])).toEqual(['contact_email']);
  });

  it('merges with a mail that is being sent: sent later, without a follow-up', async () => {
    const [emailId = ''] = await queueMails(world, [1]);
    const pump = world.actor();
    const answered = interrupt(
      pump,
      ({ operation }) => operation === 'SendRawEmail',
      async () => {
        expect(await world.email(emailId)).toMatchObject({ state: 'sending' });
        expect(await world.answer({ emailId, decisions: [accepted] })).toMatchObject({ ok: true });
      },
    );
    await pump.processEmailQueue({});
    expect(answered.done).toBe(true);
    expect(await world.email(emailId)).toMatchObject({ state: 'sent', answered: true });
    expect(await world.email(emailId)).not.toHaveProperty('followUpAt');
    expect(await placesOf(world, [1])).toEqual(['answered']);
    const sent = await published(world, 'email_sent');
    expect(sent.filter(({ email_id }) => email_id === emailId)).toHaveLength(1);
    world.clock.advance(8 * DAY_MS);
    await world.sweep();
    expect(await published(world, 'call_scheduled')).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });

  it('has one effect when it comes twice at once, however the two interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const own = await startWorld();
        try {
          const emailId = await sendMail(own, 1, [1, 2]);
          const receivedAt = own.clock.now();
          const answers = [own.actor(), own.actor()].map((actor) => {
            schedule(actor, scheduler);
            return recordEmailResponse(actor.service, { emailId, receivedAt, decisions: [accepted] });
          });
          expect(await scheduler.waitFor(Promise.all(answers))).toEqual([
            { ok: true, value: emailId },
            { ok: true, value: emailId },
          ]);
          expect(await placesOf(own, [1, 2])).toEqual(['answered', 'work_item']);
          expect(await own.emailsOf(1)).toHaveLength(2);
          expect(await published(own, 'email_answered')).toHaveLength(1);
          expect(await published(own, 'placement_answered')).toHaveLength(1);
          expect(await violations(own)).toEqual([]);
        } finally {
          await own.stop();
        }
      }),
      { numRuns: 6 },
    );
  });

  it('keeps an outcome that SES tells only after the answer from asking for a follow-up', async () => {
    const [emailId = ''] = await queueMails(world, [1]);
    world.ses.script = () => 'accept_then_503';
    await world.pump();
    expect(await world.email(emailId)).toMatchObject({ state: 'unknown' });
    await world.answer({ emailId, decisions: [accepted] });
    // Who answers has got the mail: the answer is the proof.
    expect(await world.email(emailId)).toMatchObject({ state: 'sent', answered: true, sentAt: SEND_TIME });
    const [mail] = world.ses.accepted;
    if (mail) await world.sesEvent(mail, 'Send');
    world.clock.advance(7 * HOUR_MS);
    await world.pump();
    expect(await world.email(emailId)).not.toHaveProperty('followUpAt');
    expect(await published(world, 'email_sent')).toHaveLength(1);
    expect(await published(world, 'email_unresolved')).toEqual([]);
  });
});

describe('an answer to a mail that was given up', () => {
  it('takes its requests out of the pool', async () => {
    const emailId = await unresolvedMail([1, 2]);
    expect(await placesOf(world, [1, 2])).toEqual(['pending', 'pending']);
    await world.answer({ emailId, decisions: [accepted] });
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'work_item']);
    expect(await world.email(emailId)).toMatchObject({ state: 'sent', answered: true });
    expect(await violations(world)).toEqual([]);
    world.at(plus(SEND_TIME, 8 * DAY_MS));
    expect(await world.batch()).toMatchObject({ emails: 0 });
  });

  it('takes its requests out of the next mail while that is queued', async () => {
    const emailId = await unresolvedMail([1, 2]);
    world.patient(3);
    await world.match({ id: 3, therapist: 1 });
    world.at('2026-11-30T08:00:00.000Z');
    await world.batch();
    const next = await newestEmailOf(world, 1);
    expect(await world.entries(next)).toHaveLength(3);
    await world.answer({ emailId, decisions: [accepted] });
    expect(await placesOf(world, [1, 2, 3])).toEqual(['answered', 'work_item', 'contact_email']);
    expect((await world.entries(next))?.map(({ included }) => included)).toEqual([false, false, true]);
    expect(await violations(world)).toEqual([]);
  });

  it('cancels the next mail when nothing is left in it, and gives its turn back', async () => {
    const emailId = await unresolvedMail([1]);
    world.at('2026-11-30T08:00:00.000Z');
    await world.batch();
    const next = await newestEmailOf(world, 1);
    await world.answer({ emailId, decisions: [accepted] });
    expect(await world.email(next)).toMatchObject({ state: 'canceled' });
    expect((await world.contact(1)).guard.heldBy).not.toBe(next);
    expect(await violations(world)).toEqual([]);
  });

  it('counts for a request that left with the next mail already: it is not asked about there any more', async () => {
    const emailId = await unresolvedMail([1, 2]);
    world.at('2026-11-30T08:00:00.000Z');
    await world.batch();
    world.at(plus('2026-11-30T08:00:00.000Z', HOUR_MS));
    await world.pump();
    const next = await newestEmailOf(world, 1);
    expect(await world.email(next)).toMatchObject({ state: 'sent' });
    const answer = await world.answer({ emailId, decisions: [accepted] });
    expect(answer).toEqual({ ok: true, value: emailId });
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'contact_email']);
    expect((await world.entries(next))?.[0]).toHaveProperty('closedAt');
    expect(await world.email(emailId)).toMatchObject({ state: 'unresolved', answered: true });
    expect(await world.email(emailId)).toHaveProperty('provedAt');
    world.clock.advance(7 * DAY_MS + MINUTE_MS);
    await world.sweep();
    expect(await published(world, 'call_scheduled')).toMatchObject([{ placement_request_ids: [2] }]);
  });

  it('counts for a mail that failed by the word of SES and was delivered after all', async () => {
    world.ses.script = () => 'message_rejected';
    const emailId = await sendMail(world, 1, [1]);
    world.ses.script = () => 'accept';
    await world.batch();
    await world.pump();
    await world.sesEvent(secretlyAccepted(world, emailId), 'Delivery');
    expect(await world.email(emailId)).toMatchObject({ state: 'failed' });
    expect(await world.email(emailId)).toHaveProperty('provedAt');
    const answer = await world.answer({ emailId, decisions: [accepted] });
    expect(answer).toEqual({ ok: true, value: emailId });
    expect(await placesOf(world, [1])).toEqual(['answered']);
  });
});

describe('FAULTS 29: an answer about an erased request', () => {
  it('is recorded on the entry, and its place stays', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    const { store } = world.service;
    const request = (await world.request(1))!;
    await store.commit([store.saveRequest({ ...request, place: 'erased', alive: false })]);
    const decisions = [accepted, { number: 2, outcome: 'rejected' } as const];
    expect(await world.answer({ emailId, decisions })).toEqual({ ok: true, value: emailId });
    expect(await placesOf(world, [1, 2])).toEqual(['erased', 'answered']);
    expect((await world.entries(emailId))?.[0]).toMatchObject({ outcome: 'accepted' });
    expect(await violations(world)).toEqual([]);
  });
});

describe('an answer about a closed request', () => {
  it('is recorded on the entry and announced, and the request stays closed', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    await world.status(1, 'abgelehnt');
    await world.answer({ emailId, decisions: [accepted, { number: 2, outcome: 'rejected' }] });
    expect(await placesOf(world, [1, 2])).toEqual(['closed', 'answered']);
    expect((await world.entries(emailId))?.[0]).toMatchObject({ outcome: 'accepted' });
    expect(await published(world, 'placement_answered')).toHaveLength(2);
    expect(await allWorkItems(world)).toEqual([]);
    // Nobody gets a place that he does not look for any more: no confirmation.
    expect(await world.emailsOf(1)).toEqual([emailId]);
  });

  it('has its entry marked when it is closed as a work item, and rides in a new mail when it is reopened', async () => {
    const emailId = await sendMail(world, 1, [1]);
    await world.answer({ emailId, content: 'Ich melde mich.', decisions: [] });
    expect(await placesOf(world, [1])).toEqual(['work_item']);
    await world.status(1, 'abgelehnt');
    expect((await world.entries(emailId))?.[0]).toHaveProperty('closedAt');
    world.at('2026-11-30T08:00:00.000Z');
    await world.status(1, 'offen');
    expect(await world.batch()).toMatchObject({ emails: 1 });
    expect(await violations(world, new Map([[1, '2026-11-30T08:00:00.000Z']]))).toEqual([]);
  });
});
