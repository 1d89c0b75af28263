import { beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR_MS } from '../../../shared/domain/time.ts';
import { createAbsence } from '../../../shared/use-cases/create-absence.ts';
import { createCall } from '../../../shared/use-cases/create-call.ts';
import { createEmail } from '../../../shared/use-cases/create-email.ts';
import { createSuppression } from '../../../shared/use-cases/create-suppression.ts';
import { setSwitch } from '../../../shared/use-cases/set-switch.ts';
import { objectByEmail } from '../../../shared/use-cases/record-objection.ts';
import { callDesk, callService, valueOf } from '../../support/call-desk.ts';
import { CANARY, openTopics, THERAPIST_TEXTS, type Topics } from '../../support/canary-people.ts';
import { erase, everythingKept, finishErasures, keptOf, receive } from '../../support/erasures.ts';
import { placesOf, SWEEP_TIME, violations } from '../../support/follow-up.ts';
import { liveDays, newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
let topics: Topics;

const THERAPIST = CANARY.therapist;
const subject = { kind: 'therapist', id: THERAPIST } as const;
const REQUESTS = [81, 82];

beforeEach(async () => {
  topics = openTopics(world);
  await topics.therapist();
  for (const id of REQUESTS) {
    world.patient(id);
    await topics.match(id, THERAPIST, id);
  }
});

const queued = async () => {
  await world.batch();
  world.at(SEND_TIME);
  return newestEmailOf(world, THERAPIST);
};
const sent = async () => {
  const emailId = await queued();
  await world.pump();
  return emailId;
};
const called = async () => {
  await sent();
  world.at(SWEEP_TIME);
  await world.sweep();
  const [{ callId } = { callId: '' }] = (await world.contact(THERAPIST)).openCalls;
  return callId;
};

/** Nothing of him is kept, nothing comes back, and the invariants hold. */
async function expectGone(texts: string[] = []): Promise<void> {
  expect(await placesOf(world, REQUESTS)).toEqual(['erased', 'erased']);
  expect(await keptOf(world, [...THERAPIST_TEXTS, ...texts])).toEqual([]);
  expect(await violations(world)).toEqual([]);
  const before = await everythingKept(world);
  await topics.replay();
  await world.functions.applyErasures({});
  expect(await everythingKept(world)).toEqual(before);
}

/** The service goes on for longer than a week, and mails nobody. */
async function expectLeftAlone(): Promise<void> {
  const mails = world.ses.accepted.length;
  await liveDays(world, 8);
  expect(world.ses.accepted.length).toBe(mails);
  expect(await violations(world)).toEqual([]);
}

describe('FAULTS 37, I9: after the erasure of a therapist nothing of him is kept, and no replay brings him back', () => {
  it('while requests for him are pending', async () => {
    await erase(world, subject);
    await expectGone();
    await expectLeftAlone();
  });

  it('while an email to him is queued: it is canceled, and opens no work for staff', async () => {
    const emailId = await queued();
    await erase(world, subject);
    expect(await world.email(emailId)).toMatchObject({ state: 'canceled', recipient: { address: '' } });
    await expectGone();
  });

  it('while a mail to him is being sent: its guard stays', async () => {
    const emailId = await queued();
    const dying = world.actor({
      faults: ({ operation }) => (operation === 'SendRawEmail' ? 'die_after' : undefined),
    });
    await dying.processEmailQueue({}).catch(() => undefined);
    await erase(world, subject);
    await world.pump();
    await world.sesEvent(world.ses.accepted[0]!, 'Bounce');
    const { state, recipient } = (await world.email(emailId))!;
    expect(state).toBe('bounced');
    const { guard, suppressed } = await world.service.store.getMailbox(recipient.mailboxKey);
    expect(guard.openAt > world.clock.now()).toBe(true);
    expect(suppressed).toMatchObject({ reason: 'bounce' });
    await expectGone();
  });

  it('while nobody knows whether a mail to him was accepted', async () => {
    world.ses.script = () => 'accept_then_reset';
    await sent();
    await erase(world, subject);
    world.clock.advance(7 * HOUR_MS);
    await world.pump();
    await expectGone();
    await expectLeftAlone();
  });

  it('after he has answered, corrected it, and a confirmation is queued', async () => {
    const emailId = await sent();
    for (const outcome of ['needs_follow_up', 'accepted'] as const)
      await world.answer({
        emailId,
        content: `canary-answer ${outcome}`,
        decisions: [{ number: 1, outcome, notes: 'canary-note' }],
      });
    await erase(world, subject);
    expect(valueOf(await objectByEmail(world.service, { emailId, source: 'unsubscribe_link' })).isNew).toBe(
      false,
    );
    await expectGone(['canary-answer', 'canary-note']);
  });

  it('with a call scheduled: it is canceled, and its cells are free', async () => {
    const callId = await called();
    await erase(world, subject);
    const { call } = await callDesk(world).load(callId);
    expect(call).toMatchObject({ state: 'canceled', phoneNumber: '' });
    await expectGone();
  });

  it('with a call of his practice scheduled: it goes on without him', async () => {
    world.therapist(2, { telefon: '030 23125566' });
    world.patient(83);
    await topics.match(83, 2, 83);
    const callId = await called();
    const desk = callDesk(world);
    expect((await desk.load(callId)).call.therapistIds.toSorted()).toEqual([2, THERAPIST].toSorted());
    await erase(world, subject);
    const { call, entries } = await desk.load(callId);
    expect(call).toMatchObject({ state: 'scheduled', phoneNumber: '+493023125566' });
    expect(entries.filter(({ included }) => included).map(({ therapistId }) => therapistId)).toEqual([2]);
    expect(await placesOf(world, [83])).toEqual(['call']);
    // The number is that of the other one, too.
    expect(
      await keptOf(
        world,
        THERAPIST_TEXTS.filter((text) => text !== '23125566'),
      ),
    ).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });

  it('with a call completed, an absence, a switch, a suppression and words of staff', async () => {
    const callId = await called();
    world.clock.advance(8 * 24 * HOUR_MS);
    valueOf(await callDesk(world).update(callId, { status: 'completed', notes: 'canary-call-notes' }));
    const absence = { therapistId: THERAPIST, from: '2027-01-04', to: '2027-01-08', note: 'canary-absence' };
    valueOf(await createAbsence(callService(world), absence));
    const change = {
      scope: 'therapist',
      therapistId: THERAPIST,
      off: true,
      reason: 'canary-switch',
    } as const;
    valueOf(await setSwitch(world.service, { change, by: 'staff-1', version: 0 }));
    const stop = { address: 'canary@praxis.example', reason: 'requested' as const, by: 'staff-1' };
    const mailboxKey = valueOf(await createSuppression(world.service, stop));
    const written = {
      subject: 'canary-subject',
      bodyHtml: '<p>canary-body</p>',
      recipientName: 'canary-addressee',
    };
    const email = { therapistId: THERAPIST, status: 'draft' as const, batchId: 'canary-label', ...written };
    valueOf(await createEmail(world.service, { caller: 'staff-1', email }));
    const id = await erase(world, subject);
    expect((await world.service.store.getMailbox(mailboxKey)).suppressed).toMatchObject({
      reason: 'requested',
    });
    expect(await world.service.store.getErasure(id)).toMatchObject({
      status: 'done',
      counts: { absences: 1, switches: 1, suppressionAddresses: 1, phoneNumbers: 1, writtenContents: 1 },
    });
    await expectGone([
      'canary-call-notes',
      'canary-absence',
      'canary-switch',
      'canary-subject',
      'canary-body',
      'canary-addressee',
      'canary-label',
    ]);
  });

  it('with records of his parked', async () => {
    await topics.poison(Buffer.from(`{"therapist_id": ${THERAPIST}, broken canary-name`), 'therapist-events');
    await topics.poison(Buffer.from('no id, but CANARY@praxis.example'), 'therapist-events');
    await erase(world, subject);
    await expectGone(['canary-name', 'CANARY']);
  });

  it('with mails of his that arrived: to an email, to none, and from an address of his that nobody could match', async () => {
    const emailId = await sent();
    const texts = [
      await receive(world, 'canary-reply', { status: 'confirmed', emailId, therapistId: THERAPIST }),
      await receive(world, 'canary-wish', { status: 'recorded', therapistId: THERAPIST }),
      await receive(world, 'canary-foreign', { sender: 'canary@praxis.example' }),
    ];
    await erase(world, subject);
    expect(world.s3.objects.size).toBe(0);
    await expectGone(texts);
  });

  it('who was blocked, and is blocked and unblocked in the topics', async () => {
    await topics.blocked();
    await erase(world, subject);
    await topics.blocked();
    expect(await world.contact(THERAPIST)).not.toHaveProperty('blockedAt');
    await expectGone();
  });
});

describe('a therapist who was erased', () => {
  it('cannot be written to, called or planned for', async () => {
    await erase(world, subject);
    world.therapist(THERAPIST);
    const email = { therapistId: THERAPIST, status: 'queued' as const, subject: 'x', bodyHtml: '<p>x</p>' };
    const given = { ...email, recipientEmail: 'somewhere@else.example' };
    for (const asked of [email, given])
      expect(await createEmail(world.service, { caller: 'staff-1', email: asked })).toMatchObject({
        ok: false,
      });
    expect(await createCall(callService(world), { therapistId: THERAPIST })).toMatchObject({ ok: false });
    const absence = { therapistId: THERAPIST, from: '2027-01-04', to: '2027-01-08' };
    expect(await createAbsence(callService(world), absence)).toMatchObject({ ok: false });
    await expectGone();
    await expectLeftAlone();
  });

  it('is asked for nobody: a request that was closed while it was pending is erased when it is opened again', async () => {
    await topics.status(81, 'abgelehnt');
    await erase(world, subject);
    expect(await placesOf(world, [81, 82])).toEqual(['closed', 'erased']);
    await topics.status(81, 'offen');
    await expectGone();
    await expectLeftAlone();
  });

  it('leaves the guard of a mailbox that he shares: nobody is written to early', async () => {
    world.therapist(3, { email: 'Canary@praxis.example' });
    world.patient(84);
    await sent();
    await topics.match(84, 3, 84);
    await erase(world, subject);
    await liveDays(world, 5);
    expect(world.ses.accepted.length).toBe(1);
    await liveDays(world, 5);
    expect(world.ses.accepted.length).toBe(2);
    expect(await violations(world)).toEqual([]);
  });

  it('takes his requests away from patients who are erased afterwards', async () => {
    await sent();
    await erase(world, subject);
    await topics.deleted(81);
    await finishErasures(world);
    expect(await keptOf(world, ['patient#81', '"patient_id":81'])).toEqual([]);
    await expectGone();
  });
});
