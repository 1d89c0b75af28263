import { beforeEach, describe, expect, it } from '@jest/globals';
import { newGuard } from '../../../shared/domain/contact/guard.ts';
import { published, sendMail, SWEEP_TIME } from '../../support/follow-up.ts';
import { interrupt } from '../../support/interleave.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { acceptsOf, newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

beforeEach(() => {
  world.therapist(1);
  for (let id = 1; id <= 9; id++) world.patient(id);
});

const pooledIds = async () =>
  (await world.service.store.firstPooled(1, 100)).map(({ requestId }) => requestId);
const place = async (id: number) => (await world.request(id))?.place;
const close = (id: number) => world.status(id, 'abgelehnt');
const reopen = (id: number) => world.status(id, 'offen');
const mailboxGuard = async (emailId: string) => {
  const email = await world.email(emailId);
  return (await world.service.store.getMailbox(email?.recipient.mailboxKey ?? '')).guard;
};

/** An email about requests 1 … n that waits in the queue. */
async function queued(n: number): Promise<string> {
  for (let id = 1; id <= n; id++) await world.match({ id, therapist: 1 });
  await world.batch();
  return newestEmailOf(world, 1);
}

describe('closing a request', () => {
  it('takes it out of the pool', async () => {
    await world.match({ id: 1, therapist: 1 });
    await close(1);
    expect(await place(1)).toBe('closed');
    expect(await pooledIds()).toEqual([]);
    await world.batch();
    expect(await world.emailsOf(1)).toEqual([]);
  });

  it('FAULTS 15: while its email is queued drops its entry, and the mail goes without it', async () => {
    const id = await queued(2);
    await close(1);
    expect(await place(1)).toBe('closed');
    expect(await world.entries(id)).toMatchObject([{ included: false }, { included: true }]);

    world.at(SEND_TIME);
    await world.pump();
    expect(await world.email(id)).toMatchObject({ state: 'sent' });
    expect(await place(2)).toBe('contact_email');
    expect(await published(world, 'placement_withdrawn')).toMatchObject([
      { placement_request_ids: [1], therapist_id: 1, reason: 'closed' },
    ]);
    expect(await published(world, 'email_sent')).toMatchObject([{ placement_request_ids: [2] }]);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 15: cancels an email that it leaves empty and gives both guards back', async () => {
    const id = await queued(2);
    await close(1);
    await close(2);
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect((await world.contact(1)).guard).toEqual(newGuard());
    expect(await mailboxGuard(id)).toEqual(newGuard());
    expect(await published(world, 'email_canceled')).toMatchObject([{ reason: 'no_requests_left' }]);

    world.at(SEND_TIME);
    await world.pump();
    expect(world.ses.calls).toBe(0);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 15: lets the next ones take the turn of an email that it leaves empty', async () => {
    const id = await queued(7);
    for (let request = 1; request <= 5; request++) await close(request);
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    world.at('2026-11-24T00:00:00.000Z');
    await world.batch();
    const next = await newestEmailOf(world, 1);
    expect(next).not.toBe(id);
    expect((await world.entries(next))?.map(({ requestId }) => requestId)).toEqual([6, 7]);
  });

  it('FAULTS 15: while it is being sent marks its entry, and the mail still counts', async () => {
    const id = await queued(2);
    world.at(SEND_TIME);
    const pump = world.actor();
    const race = interrupt(
      pump,
      ({ operation, n }) => operation === 'SendRawEmail' && n === 1,
      () => close(1),
    );
    await pump.processEmailQueue({});
    expect(race.done).toBe(true);
    expect(await world.email(id)).toMatchObject({ state: 'sent', followUpAt: SWEEP_TIME });
    expect(await world.entries(id)).toMatchObject([
      { included: true, closedAt: SEND_TIME },
      { included: true },
    ]);
    expect(await place(1)).toBe('closed');
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 15: after it was sent marks its entry, and nobody calls about it', async () => {
    const id = await sendMail(world, 1, [1, 2]);
    await close(1);
    expect(await world.entries(id)).toMatchObject([
      { included: true, closedAt: SEND_TIME },
      { included: true },
    ]);
    expect(await place(1)).toBe('closed');
    world.at(SWEEP_TIME);
    await world.sweep();
    expect(await published(world, 'call_scheduled')).toMatchObject([{ placement_request_ids: [2] }]);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('takes it off the agenda of its call, frees the empty call and marks the mail that it came with', async () => {
    const id = await sendMail(world, 1, [1]);
    world.at(SWEEP_TIME);
    await world.sweep();
    expect(await place(1)).toBe('call');
    await close(1);
    expect(await place(1)).toBe('closed');
    expect(await world.entries(id)).toMatchObject([{ included: true, closedAt: SWEEP_TIME }]);
    expect(await published(world, 'call_canceled')).toHaveLength(1);
    expect(await world.contact(1)).toMatchObject({ openCalls: [] });
    expect(await sendViolations(world)).toEqual([]);
  });

  it('changes nothing the second time, and nothing when an older event says so', async () => {
    await world.match({ id: 1, therapist: 1 });
    const stale = world.matchingRecord('match.status_changed', { match_id: 1, new_status: 'abgelehnt' });
    await close(1);
    await close(1);
    expect(await world.request(1)).toMatchObject({ place: 'closed', seq: 0 });
    await reopen(1);
    await world.ingest(stale);
    expect(await place(1)).toBe('pending');
  });
});

describe('reopening a request', () => {
  it('FAULTS 16: while it was pending leaves it pending once, in its original order', async () => {
    for (const id of [1, 2, 3]) await world.match({ id, therapist: 1 });
    await close(2);
    await reopen(2);
    await reopen(2);
    expect(await place(2)).toBe('pending');
    expect(await pooledIds()).toEqual([1, 2, 3]);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 16: while its email is unanswered lifts the mark and pools nothing', async () => {
    const id = await sendMail(world, 1, [1, 2]);
    await close(1);
    await reopen(1);
    expect(await place(1)).toBe('contact_email');
    expect((await world.entries(id))?.[0]).not.toHaveProperty('closedAt');
    expect(await pooledIds()).toEqual([]);
    world.at(SWEEP_TIME);
    await world.sweep();
    expect(await published(world, 'call_scheduled')).toMatchObject([{ placement_request_ids: [1, 2] }]);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 16: when the sweep dropped its email meanwhile has it followed up after all', async () => {
    const id = await sendMail(world, 1, [1]);
    await close(1);
    world.at(SWEEP_TIME);
    await world.sweep();
    expect(await world.email(id)).not.toHaveProperty('followUpAt');
    await reopen(1);
    expect(await world.email(id)).toMatchObject({ followUpAt: SWEEP_TIME });
    await world.sweep();
    expect(await place(1)).toBe('call');
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 16: after an answer pools it once for the next turn', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    const decisions = [{ number: 1, outcome: 'accepted' as const }];
    await world.answer({ emailId, decisions });
    expect(await place(1)).toBe('answered');
    await world.status(1, 'angenommen');
    await reopen(1);
    expect(await place(1)).toBe('pending');
    expect(await pooledIds()).toEqual([1]);

    world.at('2026-11-30T00:00:00.000Z');
    await world.batch();
    const next = await newestEmailOf(world, 1);
    expect(await world.email(next)).toMatchObject({ notBefore: '2026-11-30T08:30:00.000Z' });
    expect((await world.entries(next))?.map(({ requestId }) => requestId)).toEqual([1]);
    expect(await sendViolations(world, { reopenedAt: new Map([[1, SEND_TIME]]) })).toEqual([]);
  });

  it('FAULTS 16: after the follow-up call was booked makes it a work item, and no second mail', async () => {
    await sendMail(world, 1, [1, 2]);
    world.at(SWEEP_TIME);
    await world.sweep();
    await close(1);
    await reopen(1);
    expect(await place(1)).toBe('work_item');
    expect(await place(2)).toBe('call');
    expect(await pooledIds()).toEqual([]);
    expect(await published(world, 'work_item_opened')).toMatchObject([
      { placement_request_ids: [1], reason: 'reopened_after_follow_up' },
    ]);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 16: while its email is being sent lifts the mark', async () => {
    const id = await queued(1);
    world.at(SEND_TIME);
    const pump = world.actor();
    interrupt(
      pump,
      ({ operation }) => operation === 'SendRawEmail',
      async () => {
        await close(1);
        await reopen(1);
      },
    );
    await pump.processEmailQueue({});
    expect(await place(1)).toBe('contact_email');
    expect(await world.email(id)).toMatchObject({ state: 'sent', followUpAt: SWEEP_TIME });
    expect(await pooledIds()).toEqual([]);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 16: after its email never left pools it for the next mail', async () => {
    const id = await queued(1);
    await close(1);
    await reopen(1);
    expect(await place(1)).toBe('pending');
    await world.batch();
    const next = await newestEmailOf(world, 1);
    expect(next).not.toBe(id);
    world.at(SEND_TIME);
    await world.pump();
    expect(world.ses.accepted.map(({ tags }) => tags['email_id'])).toEqual([next]);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 45: after its email was given up, which is proved then, has it followed up with that email', async () => {
    const id = await queued(2);
    world.ses.script = () => 'accept_then_reset';
    world.at(SEND_TIME);
    await world.pump();
    await close(1);
    world.at('2026-11-23T15:00:00.000Z');
    await world.pump();
    expect(await world.email(id)).toMatchObject({ state: 'unresolved' });
    await reopen(1);
    expect(await pooledIds()).toEqual([1, 2]);

    await world.sesEvent(acceptsOf(world, id)[0]!, 'Send');
    expect(await pooledIds()).toEqual([]);
    expect(await place(1)).toBe('contact_email');
    expect((await world.entries(id))?.[0]).not.toHaveProperty('closedAt');
    expect(await sendViolations(world)).toEqual([]);
  });

  it('of one whose work item it was leaves no work behind when it closes', async () => {
    world.therapist(1, { email: 'a@b', telefon: undefined, telefonische_erreichbarkeit: undefined });
    await world.match({ id: 1, therapist: 1 });
    await world.batch();
    await world.sweep();
    expect(await place(1)).toBe('work_item');
    const workItemId = (await world.request(1))?.workItemId ?? '';
    await close(1);
    expect(await world.service.store.getWorkItem(workItemId)).toMatchObject({
      status: 'done',
      requestIds: [],
    });
    expect(await sendViolations(world)).toEqual([]);
  });
});
