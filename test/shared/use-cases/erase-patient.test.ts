import { beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../../../shared/domain/time.ts';
import { createEmail } from '../../../shared/use-cases/create-email.ts';
import { settleEmail } from '../../../shared/use-cases/settle-email.ts';
import { startErasure } from '../../../shared/use-cases/start-erasure.ts';
import { updateWorkItem } from '../../../shared/use-cases/update-work-item.ts';
import { callDesk, valueOf } from '../../support/call-desk.ts';
import { CANARY, openTopics, PATIENT_TEXTS, type Topics } from '../../support/canary-people.ts';
import { erase, everythingKept, finishErasures, keptOf, receive } from '../../support/erasures.ts';
import { allWorkItems, placesOf, published, SWEEP_TIME, violations } from '../../support/follow-up.ts';
import { newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { kafkaRecord, worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
let topics: Topics;

const THERAPIST = 1;
const subject = { kind: 'patient', id: CANARY.patient } as const;
/** His request, and one of somebody else to the same therapist. */
const [HIS, OTHER] = [71, 72];

beforeEach(async () => {
  topics = openTopics(world);
  world.therapist(THERAPIST);
  world.patient(CANARY.other);
  await topics.patient();
});

const requests = async () => {
  await topics.match(HIS, THERAPIST, CANARY.patient);
  await topics.match(OTHER, THERAPIST, CANARY.other);
};
const queued = async () => {
  await requests();
  await world.batch();
  world.at(SEND_TIME);
  return newestEmailOf(world, THERAPIST);
};
const sent = async () => {
  const emailId = await queued();
  await world.pump();
  return emailId;
};
const codeOf = async (emailId: string) =>
  (await world.entries(emailId))!.find(({ requestId }) => requestId === HIS)!.code;

/** Nothing of him is kept, nothing comes back, and the invariants hold. */
async function expectGone(texts: string[] = []): Promise<void> {
  expect(await keptOf(world, [...PATIENT_TEXTS, ...texts])).toEqual([]);
  expect(await violations(world)).toEqual([]);
  const before = await everythingKept(world);
  await topics.replay();
  await world.functions.applyErasures({});
  expect(await everythingKept(world)).toEqual(before);
}

describe('FAULTS 37, I9: after the erasure of a patient nothing of him is kept, and no replay brings him back', () => {
  it('while his request is pending', async () => {
    await requests();
    await erase(world, subject);
    expect(await placesOf(world, [HIS, OTHER])).toEqual(['erased', 'pending']);
    await expectGone();
  });

  it('while an email about him and another is queued: it goes on without him', async () => {
    const emailId = await queued();
    const code = await codeOf(emailId);
    await topics.deleted();
    await finishErasures(world);
    expect(await placesOf(world, [HIS, OTHER])).toEqual(['erased', 'contact_email']);
    await world.pump();
    expect(await world.email(emailId)).toMatchObject({ state: 'sent' });
    expect(world.ses.accepted[0]!.raw.toString()).not.toContain(code);
    await expectGone([code]);
  });

  it('while an email about him alone is queued: it is canceled, and the turn given back', async () => {
    await topics.match(HIS, THERAPIST, CANARY.patient);
    await world.batch();
    const emailId = await newestEmailOf(world, THERAPIST);
    await erase(world, subject);
    expect(await world.email(emailId)).toMatchObject({ state: 'canceled' });
    expect((await world.contact(THERAPIST)).guard.heldBy).toBeUndefined();
    await expectGone();
  });

  it('while a mail about him is being sent, whatever becomes of it', async () => {
    const emailId = await queued();
    const dying = world.actor({
      faults: ({ operation }) => (operation === 'SendRawEmail' ? 'die_after' : undefined),
    });
    await dying.processEmailQueue({}).catch(() => undefined);
    expect(await world.email(emailId)).toMatchObject({ state: 'sending' });
    const code = await codeOf(emailId);
    await erase(world, subject);
    expect(await placesOf(world, [HIS, OTHER])).toEqual(['erased', 'contact_email']);
    await world.pump();
    expect(await world.email(emailId)).toMatchObject({ state: 'unknown' });
    await world.sesEvent(world.ses.accepted[0]!, 'Delivery');
    expect(await world.email(emailId)).toMatchObject({ state: 'delivered' });
    await expectGone([code]);
  });

  it('while nobody knows whether a mail about him was accepted, and SES never tells', async () => {
    world.ses.script = () => 'accept_then_reset';
    const emailId = await sent();
    expect(await world.email(emailId)).toMatchObject({ state: 'unknown' });
    await erase(world, subject);
    world.clock.advance(7 * HOUR_MS);
    await world.pump();
    expect(await world.email(emailId)).toMatchObject({ state: 'unresolved' });
    expect(await placesOf(world, [HIS, OTHER])).toEqual(['erased', 'pending']);
    await expectGone();
  });

  it('after the therapist has answered, corrected it, and a confirmation is queued', async () => {
    const emailId = await sent();
    const decide = (outcome: 'accepted' | 'needs_follow_up', words: string) =>
      world.answer({
        emailId,
        content: `canary-answer ${words}`,
        decisions: [{ number: 1, outcome, reason: 'waiting_list', notes: `canary-note ${words}` }],
      });
    await decide('needs_follow_up', 'one');
    await decide('accepted', 'two');
    const confirmation = await newestEmailOf(world, THERAPIST);
    expect(confirmation).not.toBe(emailId);
    await erase(world, subject);
    expect(await world.email(confirmation)).toMatchObject({
      state: 'canceled',
      erasedAt: expect.any(String),
    });
    expect((await world.entries(emailId))![0]).toMatchObject({ patientId: 0, outcome: 'accepted' });
    const failed = (await allWorkItems(world)).filter(({ reason }) => reason === 'confirmation_failed');
    expect(failed).toEqual([]);
    await expectGone(['canary-answer', 'canary-note']);
  });

  it('an answer that comes afterwards is recorded without words about him, and nothing is confirmed', async () => {
    await topics.match(HIS, THERAPIST, CANARY.patient);
    await world.batch();
    world.at(SEND_TIME);
    await world.pump();
    const emailId = await newestEmailOf(world, THERAPIST);
    await erase(world, subject);
    const answer = {
      emailId,
      content: 'canary-late-answer',
      decisions: [{ number: 1, outcome: 'accepted' as const, notes: 'canary-late-note' }],
    };
    expect(await world.answer(answer)).toEqual({ ok: true, value: emailId });
    expect((await world.entries(emailId))![0]).toMatchObject({ outcome: 'accepted' });
    expect(await world.emailsOf(THERAPIST)).toEqual([emailId]);
    expect(await placesOf(world, [HIS])).toEqual(['erased']);
    await expectGone(['canary-late']);
  });

  it('with a call scheduled about him and another: it is about the other one only', async () => {
    await sent();
    world.at(SWEEP_TIME);
    await world.sweep();
    const [{ callId } = { callId: '' }] = (await world.contact(THERAPIST)).openCalls;
    const desk = callDesk(world);
    await desk.note(callId, 1, { followUpNotes: 'canary-follow-up', followUpRequired: true });
    await desk.update(callId, { notes: 'canary-call-notes' });
    await erase(world, subject);
    const { call, entries } = await desk.load(callId);
    expect(call.state).toBe('scheduled');
    expect(entries.map(({ included }) => included)).toEqual([false, true]);
    await expectGone(['canary-follow-up', 'canary-call-notes']);
  });

  it('after a call was completed, and a work item is open', async () => {
    await sent();
    world.at(SWEEP_TIME);
    await world.sweep();
    const [{ callId } = { callId: '' }] = (await world.contact(THERAPIST)).openCalls;
    const desk = callDesk(world);
    await desk.note(callId, 1, { followUpNotes: 'canary-follow-up' });
    world.clock.advance(8 * 24 * HOUR_MS);
    valueOf(await desk.update(callId, { status: 'completed', notes: 'canary-call-notes' }));
    const itemId = (await world.request(HIS))!.workItemId!;
    const { version } = (await world.service.store.getWorkItem(itemId))!;
    valueOf(await updateWorkItem(world.service, { workItemId: itemId, version, notes: 'canary-item-notes' }));
    await erase(world, subject);
    expect(await placesOf(world, [HIS, OTHER])).toEqual(['erased', 'work_item']);
    await expectGone(['canary-follow-up', 'canary-call-notes', 'canary-item-notes']);
  });

  it('with a draft and a queued email in words of a client: both are canceled, the others go back', async () => {
    await requests();
    const write = (status: 'draft' | 'queued') =>
      createEmail(world.service, {
        caller: 'staff-1',
        email: {
          therapistId: THERAPIST,
          status,
          subject: 'canary-subject',
          bodyHtml: '<p>canary-body</p>',
          followUpNotes: 'canary-notes',
          placementRequestIds: [HIS, OTHER],
        },
      });
    const [draft, mail] = [valueOf(await write('draft')), valueOf(await write('queued'))];
    await erase(world, subject);
    for (const id of [draft, mail])
      expect(await world.email(id)).toMatchObject({ state: 'canceled', erasedAt: expect.any(String) });
    expect((await world.email(mail))?.timeline.at(-1)).toMatchObject({ reason: 'erased' });
    expect(await placesOf(world, [HIS, OTHER])).toEqual(['erased', 'pending']);
    await expectGone(['canary-subject', 'canary-body', 'canary-notes']);
  });

  it('in words of a client that SES puts off: the mail is not sent again', async () => {
    await requests();
    const mail = valueOf(
      await createEmail(world.service, {
        caller: 'staff-1',
        email: {
          therapistId: THERAPIST,
          status: 'queued',
          subject: 'canary-subject',
          bodyHtml: '<p>canary-body</p>',
          placementRequestIds: [HIS, OTHER],
        },
      }),
    );
    world.at(SEND_TIME);
    const dying = world.actor({
      faults: ({ operation }) => (operation === 'SendRawEmail' ? 'die_before' : undefined),
    });
    await dying.processEmailQueue({}).catch(() => undefined);
    await startErasure(world.service, { subject });
    await world.functions.applyErasures({});
    const throttled = { kind: 'not_now', reason: 'throttled', opensBreaker: false } as const;
    expect(await settleEmail(world.service, { id: mail, attempt: 1 }, throttled)).toBe(true);
    expect(await world.email(mail)).toMatchObject({ state: 'canceled' });
    expect(await placesOf(world, [HIS, OTHER])).toEqual(['erased', 'pending']);
    await finishErasures(world);
    expect(world.ses.accepted).toEqual([]);
    await expectGone(['canary-subject', 'canary-body']);
  });

  it('with records of his parked: readable, broken, in another alphabet, large', async () => {
    const large = `{"patient_id": ${CANARY.patient}, "x": "${'canary-filling '.repeat(6000)}"`;
    const poison = [
      JSON.stringify({ eventId: 'p', payload: { patient_id: CANARY.patient, name: 'canary-name' } }),
      `{"patient_id":"${CANARY.patient}", broken canary-name`,
      'no id at all, but canary-complaints-now and canary-name',
      large,
    ];
    for (const text of poison) await topics.poison(Buffer.from(text));
    await topics.poison(Buffer.from(`{"patient_id": ${CANARY.patient}, canary-wide`, 'utf16le'));
    // Beside the topics: to be parked again is to be kept for another 30 days.
    await world.ingest(
      kafkaRecord(Buffer.from('{"patient_id": 6, broken, of somebody else'), 0, { topic: 'x' }),
    );
    const texts = ['canary-name', 'canary-filling', Buffer.from('canary-wide', 'utf16le').toString()];
    expect((await keptOf(world, ['canary-filling'])).length).toBeGreaterThan(0);
    await erase(world, subject);
    expect(world.s3.objects.size).toBe(0);
    expect((await keptOf(world, ['of somebody else'])).length).toBe(1);
    await expectGone(texts);
  });
});

describe('I9: mails that arrived', () => {
  it('go with their bytes when they belong to an email about him, or belong to nobody and speak of him', async () => {
    const emailId = await sent();
    const code = await codeOf(emailId);
    const texts = [
      await receive(world, 'canary-reply', { status: 'matched', emailId, therapistId: THERAPIST }),
      await receive(world, 'canary-code', { text: `canary ${code.toLowerCase()}: ja` }),
      await receive(world, 'canary-words', {
        text: 'geht es um Canary-Complaints-Now?',
        status: 'dismissed',
      }),
    ];
    const others = [
      await receive(world, 'nobody'),
      await receive(world, 'another', { status: 'matched', emailId: 'em_another', therapistId: THERAPIST }),
    ];
    await erase(world, subject);
    expect((await keptOf(world, others)).length).toBe(4);
    await expectGone(texts);
  });

  it('stay when they answer an email that goes on with others, after the erasure was asked for', async () => {
    const emailId = await sent();
    valueOf(await startErasure(world.service, { subject }));
    world.clock.advance(MINUTE_MS);
    const later = await receive(world, 'later', { status: 'matched', emailId, therapistId: THERAPIST });
    await finishErasures(world);
    expect((await keptOf(world, [later])).length).toBe(2);
    await expectGone();
  });
});

describe('a patient who was erased', () => {
  it('is unknown to ingest: new requests of his are erased from the start', async () => {
    await erase(world, subject);
    await topics.match(HIS, THERAPIST, CANARY.patient);
    await topics.status(HIS, 'offen');
    await topics.patient();
    expect(await placesOf(world, [HIS])).toEqual(['erased']);
    await expectGone();
  });

  it('stays erased where the status of a request comes before its creation', async () => {
    await topics.status(HIS, 'abgelehnt');
    await erase(world, subject);
    await topics.match(HIS, THERAPIST, CANARY.patient);
    await topics.status(HIS, 'offen');
    expect(await placesOf(world, [HIS])).toEqual(['erased']);
    await expectGone();
  });

  it('is found by the second round when an ingest was under way at the first', async () => {
    // What a process writes that had looked into the ledger before.
    const id = valueOf(await startErasure(world.service, { subject }));
    await world.functions.applyErasures({});
    const { store } = world.service;
    const late = {
      requestId: HIS,
      patientId: CANARY.patient,
      therapistId: THERAPIST,
      orderKey: '2019-03-07#late',
    };
    await store.commit([store.listUnderPatient(late)]);
    await store.commit([store.addToPool(late)]);
    expect(await store.getErasure(id)).toMatchObject({ status: 'running', round: 2 });
    world.clock.advance(HOUR_MS);
    await world.functions.applyErasures({});
    expect(await store.getErasure(id)).toMatchObject({ status: 'done' });
    await expectGone();
  });

  it('is found by the second round when a sender stored the body of his mail after the first', async () => {
    const emailId = await queued();
    const dying = world.actor({
      faults: ({ operation }) => (operation === 'SendRawEmail' ? 'die_before' : undefined),
    });
    await dying.processEmailQueue({}).catch(() => undefined);
    await startErasure(world.service, { subject });
    await world.functions.applyErasures({});
    await world.service.store.putBody(emailId, { subject: 'x', html: 'canary-late-body', text: 'x' });
    await finishErasures(world);
    await expectGone(['canary-late-body']);
  });

  it('leaves the body of a mail that was sent without him after the first round', async () => {
    const emailId = await queued();
    await startErasure(world.service, { subject });
    await world.functions.applyErasures({});
    world.clock.advance(15 * MINUTE_MS);
    await world.pump();
    await finishErasures(world);
    expect(await world.service.store.getBody(emailId)).toBeDefined();
    await expectGone();
  });

  it('leaves events that are owed, in their order, and siblings are told that his request went', async () => {
    await queued();
    await erase(world, subject);
    expect(await published(world, 'placement_withdrawn')).toEqual([
      expect.objectContaining({ placement_request_ids: [HIS], reason: 'erased' }),
    ]);
    const { seq } = (await world.request(HIS))!;
    expect(seq).toBe(1);
  });

  it('is erased once: asking again leads to the same erasure, and the receipt names no person', async () => {
    await requests();
    const id = await erase(world, subject);
    await topics.deleted();
    expect(await startErasure(world.service, { subject })).toEqual({ ok: true, value: id });
    const erasure = (await world.service.store.getErasure(id))!;
    expect(erasure).toMatchObject({
      status: 'done',
      counts: { placementRequests: 1, projections: 1 },
      keptInBackupsUntil: expect.any(String),
    });
    expect(erasure).not.toHaveProperty('subjectId');
  });
});
