import { beforeEach, describe, expect, it } from '@jest/globals';
import { newGuard } from '../../../shared/domain/contact/guard.ts';
import { createEmail } from '../../../shared/use-cases/create-email.ts';
import { updateEmail } from '../../../shared/use-cases/update-email.ts';
import { allCalls, placesOf, published, sendMail, SWEEP_TIME, violations } from '../../support/follow-up.ts';
import { interrupt } from '../../support/interleave.ts';
import { newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

beforeEach(() => {
  for (const id of [1, 9]) world.therapist(id);
  for (let id = 1; id <= 2; id++) world.patient(id);
});

const pooledIds = async () =>
  (await world.service.store.firstPooled(1, 100)).map(({ requestId }) => requestId);
const place = async (id: number) => (await world.request(id))?.place;
/** Therapist 9 gets a request for patient 1, too, and accepts it at once. */
async function acceptElsewhere(): Promise<void> {
  await world.match({ id: 9, therapist: 9, patient: 1 });
  await world.status(9, 'angenommen');
}
const withdrawals = () => published(world, 'placement_withdrawn');
/** An email to therapist 1 about requests 1 … n that waits in the queue. */
async function queued(n: number): Promise<string> {
  for (let id = 1; id <= n; id++) await world.match({ id, therapist: 1 });
  await world.batch();
  return newestEmailOf(world, 1);
}
const WITHDRAWN = { placement_request_ids: [1], therapist_id: 1, reason: 'placed_elsewhere' };

describe('an acceptance by another therapist', () => {
  it('takes a request out of the pool, and nobody is written to', async () => {
    await world.match({ id: 1, therapist: 1 });
    await acceptElsewhere();
    expect(await world.request(1)).toMatchObject({ place: 'closed', alive: false, last: { offset: 0 } });
    expect(await pooledIds()).toEqual([]);
    await world.batch();
    expect(await world.emailsOf(1)).toEqual([]);
    expect(await withdrawals()).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });

  it('FAULTS 15: drops the entry of a queued email, and the mail goes without it', async () => {
    const id = await queued(2);
    await acceptElsewhere();
    expect(await world.entries(id)).toMatchObject([{ included: false }, { included: true }]);
    expect(await withdrawals()).toMatchObject([WITHDRAWN]);

    world.at(SEND_TIME);
    await world.pump();
    expect(await published(world, 'email_sent')).toMatchObject([{ placement_request_ids: [2] }]);
    expect(await placesOf(world, [1, 2])).toEqual(['closed', 'contact_email']);
    expect(await violations(world)).toEqual([]);
  });

  it('FAULTS 15: cancels an email that it leaves empty and gives both guards back', async () => {
    const id = await queued(1);
    await acceptElsewhere();
    const email = await world.email(id);
    expect(email).toMatchObject({ state: 'canceled' });
    expect((await world.contact(1)).guard).toEqual(newGuard());
    const mailbox = await world.service.store.getMailbox(email?.recipient.mailboxKey ?? '');
    expect(mailbox.guard).toEqual(newGuard());
    world.at(SEND_TIME);
    await world.pump();
    expect(world.ses.calls).toBe(0);
    expect(await violations(world)).toEqual([]);
  });

  it('FAULTS 15: marks the entry of an email that is being sent', async () => {
    const id = await queued(2);
    world.at(SEND_TIME);
    const pump = world.actor();
    const race = interrupt(pump, ({ operation }) => operation === 'SendRawEmail', acceptElsewhere);
    await pump.processEmailQueue({});
    expect(race.done).toBe(true);
    expect(await world.email(id)).toMatchObject({ state: 'sent' });
    expect(await world.entries(id)).toMatchObject([
      { included: true, closedAt: SEND_TIME },
      { included: true },
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('FAULTS 15: marks the entry of a sent email, and nobody calls about it', async () => {
    const id = await sendMail(world, 1, [1, 2]);
    await acceptElsewhere();
    expect(await world.entries(id)).toMatchObject([
      { included: true, closedAt: SEND_TIME },
      { included: true },
    ]);
    expect(await withdrawals()).toMatchObject([WITHDRAWN]);
    world.at(SWEEP_TIME);
    await world.sweep();
    expect(await published(world, 'call_scheduled')).toMatchObject([{ placement_request_ids: [2] }]);
    expect(await violations(world)).toEqual([]);
  });

  it.each([
    { others: [2], state: 'scheduled', canceled: 0 },
    { others: [], state: 'canceled', canceled: 1 },
  ])('takes it off the agenda of a call about $others.length others: $state', async (given) => {
    await sendMail(world, 1, [1, ...given.others]);
    world.at(SWEEP_TIME);
    await world.sweep();
    expect(await place(1)).toBe('call');
    await acceptElsewhere();
    expect(await place(1)).toBe('closed');
    expect(await allCalls(world)).toMatchObject([{ call: { state: given.state } }]);
    expect(await published(world, 'call_canceled')).toHaveLength(given.canceled);
    expect(await withdrawals()).toMatchObject([WITHDRAWN]);
    expect(await violations(world)).toEqual([]);
  });

  it('takes it out of the queue for a call', async () => {
    world.therapist(1, { email: 'a@b' });
    await world.match({ id: 1, therapist: 1 });
    await world.batch();
    expect(await place(1)).toBe('call');
    await acceptElsewhere();
    expect(await place(1)).toBe('closed');
    await world.sweep();
    expect(await allCalls(world)).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });

  it('takes it out of its work item, which is done when it was the last', async () => {
    world.therapist(1, { email: 'a@b', telefon: undefined, telefonische_erreichbarkeit: undefined });
    await world.match({ id: 1, therapist: 1 });
    await world.batch();
    await world.sweep();
    const workItemId = (await world.request(1))?.workItemId ?? '';
    await acceptElsewhere();
    expect(await place(1)).toBe('closed');
    const item = await world.service.store.getWorkItem(workItemId);
    expect(item).toMatchObject({ status: 'done', requestIds: [] });
    expect(await violations(world)).toEqual([]);
  });

  it('leaves an answered request where it is', async () => {
    const emailId = await sendMail(world, 1, [1]);
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'accepted' }] });
    await acceptElsewhere();
    expect(await world.request(1)).toMatchObject({ place: 'answered', alive: true });
    expect(await violations(world)).toEqual([]);
  });

  it('closes a closed request no second time', async () => {
    const id = await sendMail(world, 1, [1]);
    await world.status(1, 'abgelehnt');
    world.at(SWEEP_TIME);
    await acceptElsewhere();
    expect(await place(1)).toBe('closed');
    expect(await world.entries(id)).toMatchObject([{ closedAt: SEND_TIME }]);
    expect(await withdrawals()).toMatchObject([{ placement_request_ids: [1], reason: 'closed' }]);
  });

  it('reaches every therapist of the patient and no other patient', async () => {
    const therapists = Array.from({ length: 30 }, (_, index) => 101 + index);
    for (const id of therapists) {
      world.therapist(id);
      await world.match({ id, therapist: id, patient: 1 });
    }
    await world.match({ id: 2, therapist: 1 });
    await world.batch();
    await acceptElsewhere();
    expect(new Set(await placesOf(world, therapists))).toEqual(new Set(['closed']));
    expect(await place(2)).toBe('contact_email');
    world.at(SEND_TIME);
    await world.pump();
    expect(world.ses.accepted.map(({ to }) => to)).toEqual([['praxis-1@praxis.example']]);
    expect(await violations(world)).toEqual([]);
  });

  it('leaves a draft that names the request, which cannot be queued with it any more', async () => {
    await world.match({ id: 1, therapist: 1 });
    const asked = { therapistId: 1, template: 'initial_contact', placementRequestIds: [1] };
    const draft = await createEmail(world.service, { caller: 'Büro', email: { ...asked, status: 'draft' } });
    const id = draft.ok ? draft.value : '';
    await acceptElsewhere();
    const { version = 0 } = (await world.email(id)) ?? {};
    expect(await updateEmail(world.service, { id, version, changes: { status: 'queued' } })).toEqual({
      ok: false,
      error: { code: 'request_not_available', details: { placement_request_ids: [1] } },
    });
  });
});

describe('what withdraws nothing', () => {
  it('is an acceptance that a therapist told us, until the matching service says so', async () => {
    const emailId = await sendMail(world, 1, [1]);
    await world.match({ id: 9, therapist: 9, patient: 1 });
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'accepted' }] });
    expect(await placesOf(world, [1, 9])).toEqual(['answered', 'pending']);
    await world.status(1, 'angenommen');
    expect(await placesOf(world, [1, 9])).toEqual(['closed', 'closed']);
    expect(await violations(world)).toEqual([]);
  });

  it.each(['abgelehnt', 'in_bearbeitung', 'offen'])('is another status: %s', async (status) => {
    await world.match({ id: 1, therapist: 1 });
    await world.match({ id: 9, therapist: 9, patient: 1 });
    await world.status(9, status);
    expect(await place(1)).toBe('pending');
  });
});

describe('a request of a patient who was placed elsewhere', () => {
  it('opens again by a status of its own', async () => {
    const id = await sendMail(world, 1, [1, 2]);
    await acceptElsewhere();
    await world.status(1, 'offen');
    expect(await world.request(1)).toMatchObject({ place: 'contact_email', alive: true });
    expect((await world.entries(id))?.[0]).not.toHaveProperty('closedAt');
    world.at(SWEEP_TIME);
    await world.sweep();
    expect(await published(world, 'call_scheduled')).toMatchObject([{ placement_request_ids: [1, 2] }]);
    expect(await violations(world)).toEqual([]);
  });

  it('closes by a status of its own, which moves nothing, and opens by a later one', async () => {
    await world.match({ id: 1, therapist: 1 });
    await acceptElsewhere();
    await world.status(1, 'abgelehnt');
    expect(await place(1)).toBe('closed');
    await world.status(1, 'in_bearbeitung');
    expect(await place(1)).toBe('pending');
    expect(await pooledIds()).toEqual([1]);
    expect(await violations(world)).toEqual([]);
  });
});
