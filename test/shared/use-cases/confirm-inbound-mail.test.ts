import { describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import { ANSWER, receive } from '../../support/api-seed-inbound-mails.ts';
import { placesOf, published, sendMail, SWEEP_TIME, violations } from '../../support/follow-up.ts';
import { confirmAnswer, inbox } from '../../support/inbox.ts';
import { addRequest, pumpEvery, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const desk = inbox(world);
const kindsOf = (subject: number) =>
  world.emailsOf(subject).then((ids) => Promise.all(ids.map(async (id) => (await world.email(id))?.kind)));

describe('a confirmed answer', () => {
  it('is recorded with the words of the mail and its time, and ends the sequence of its email', async () => {
    const { emailId, mailId } = await desk.replied();
    const receivedAt = world.clock.now();
    world.clock.advance(HOUR_MS);
    expect(await desk.update(mailId, confirmAnswer(emailId))).toEqual({ ok: true, value: mailId });
    expect(await desk.load(mailId)).toMatchObject({ status: 'confirmed', version: 2 });
    expect(await world.service.store.getResponse(emailId)).toEqual({
      receivedAt,
      content: ANSWER.text,
      corrected: [],
    });
    expect(await world.email(emailId)).toMatchObject({ answered: true, answeredAt: receivedAt });
    expect(await world.email(emailId)).not.toHaveProperty('followUpAt');
    expect(await world.entries(emailId)).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'rejected', reason: 'no_capacity' },
    ]);
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'answered']);
    expect(await published(world, 'email_answered')).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('that accepts is confirmed to the therapist by exactly one email', async () => {
    const { emailId, mailId } = await desk.replied();
    await desk.update(mailId, confirmAnswer(emailId));
    await desk.update(mailId, confirmAnswer(emailId));
    await pumpEvery(world, MINUTE_MS, 2);
    expect(await kindsOf(1)).toEqual(['confirmation', 'batch_request']);
    expect(world.ses.accepted).toHaveLength(2);
  });

  it('leaves to staff what it does not decide', async () => {
    const { emailId, mailId } = await desk.replied();
    await desk.update(mailId, {
      move: 'confirm',
      decisions: [{ emailId, number: 1, outcome: 'accepted' }],
    });
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'work_item']);
  });

  it('may decide nothing: it was an answer all the same', async () => {
    const { emailId, mailId } = await desk.replied();
    await desk.update(mailId, { move: 'confirm', decisions: [] });
    expect(await world.email(emailId)).toMatchObject({ answered: true });
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
  });

  it('of a mail without words is recorded without any', async () => {
    const { emailId, mailId } = await desk.replied({ text: ' \u0000\n', kind: 'unknown' });
    expect(await desk.update(mailId, confirmAnswer(emailId))).toMatchObject({ ok: true });
    expect(await world.service.store.getResponse(emailId)).toBeUndefined();
  });

  it('names entries of its own email alone', async () => {
    const other = await sendMail(world, 2, [7]);
    const { emailId, mailId } = await desk.replied();
    const decisions = [
      { emailId, number: 2, outcome: 'rejected' as const },
      { emailId: other, number: 1, outcome: 'accepted' as const },
      { emailId, number: 3, outcome: 'accepted' as const },
    ];
    const message = 'is not an entry of this email';
    expect(await desk.update(mailId, { move: 'confirm', decisions })).toEqual({
      ok: false,
      error: {
        code: 'invalid_request',
        errors: [
          { field: '/entries/1/id', message },
          { field: '/entries/2/id', message },
        ],
      },
    });
    expect(await desk.status(mailId)).toBe('matched');
    expect(await placesOf(world, [1, 2, 7])).toEqual(['contact_email', 'contact_email', 'contact_email']);
  });

  it('corrects what was answered before the mail, and not what was answered since', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    await world.answer({ emailId, decisions: [{ number: 2, outcome: 'accepted' }] });
    world.clock.advance(MINUTE_MS);
    const owner = { status: 'matched', emailId, therapistId: 1 } as const;
    const [earlier, later] = [await receive(world, owner), await receive(world, { ...owner, ...ANSWER })];
    expect(await desk.update(later, confirmAnswer(emailId))).toMatchObject({ ok: true });
    expect(await world.entries(emailId)).toMatchObject([{ outcome: 'accepted' }, { outcome: 'rejected' }]);

    world.clock.advance(MINUTE_MS);
    await world.answer({
      emailId,
      receivedAt: world.clock.now(),
      decisions: [{ number: 1, outcome: 'needs_follow_up' }],
    });
    expect(await desk.update(earlier, confirmAnswer(emailId))).toEqual({
      ok: false,
      error: {
        code: 'illegal_transition',
        details: { state: 'matched' },
        errors: [{ field: '/entries/0/response_outcome', message: 'was decided by a later answer' }],
      },
    });
    expect(await world.entries(emailId)).toMatchObject([{ outcome: 'needs_follow_up' }, {}]);
    expect(await desk.status(earlier)).toBe('matched');
  });
});

describe('a confirmed stop request', () => {
  it('ends contact by mail and by phone, tells siblings once, and names where it comes from', async () => {
    const { mailId } = await desk.replied({ kind: 'stop_request', stop: 'words' });
    await addRequest(world, 3, { therapist: 1 });
    world.at(SWEEP_TIME);
    await world.sweep();
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);

    for (let time = 0; time < 2; time++)
      expect(await desk.update(mailId, { move: 'confirm', objection: true })).toMatchObject({ ok: true });
    expect(await world.contact(1)).toMatchObject({
      objectedAt: world.clock.now(),
      objectionSource: 'stop_request',
      openCalls: [],
    });
    expect(await published(world, 'therapist_objected')).toEqual([
      expect.objectContaining({ therapist_id: 1, channel: 'all', source: 'stop_request' }),
    ]);
    world.clock.advance(DAY_MS);
    await world.sweep();
    await world.batch();
    expect(await placesOf(world, [1, 2, 3])).toEqual(['work_item', 'work_item', 'work_item']);
    expect(world.ses.accepted).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('needs no more than a therapist whom it is assigned to', async () => {
    world.therapist(1);
    const mailId = await receive(world, { kind: 'stop_request' });
    await desk.update(mailId, { move: 'assign', therapistId: 1 });
    await desk.update(mailId, { move: 'confirm', objection: true });
    expect(await world.contact(1)).toHaveProperty('objectedAt', world.clock.now());
  });

  it('may come with an answer', async () => {
    const { emailId, mailId } = await desk.replied();
    await desk.update(mailId, { ...confirmAnswer(emailId), objection: true });
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'answered']);
    expect(await world.contact(1)).toHaveProperty('objectedAt');
    expect(await violations(world)).toEqual([]);
  });
});

describe('a mail that is confirmed without an answer', () => {
  it('lets its email be followed up in its time, whatever had put that off', async () => {
    const { emailId, mailId } = await desk.replied();
    const email = await world.service.store.getEmail(emailId);
    const putOff = plus(SEND_TIME, 30 * DAY_MS);
    await world.service.store
      .commit([world.service.store.saveEmail({ ...email!.email, followUpAt: putOff })])
      .then((commit) => expect(commit.ok).toBe(true));
    await desk.update(mailId, { move: 'confirm', pausedUntil: '2026-11-25' });
    expect(await world.email(emailId)).toMatchObject({ followUpAt: SWEEP_TIME });
    expect(await world.email(emailId)).not.toHaveProperty('answeredAt');
    expect(await desk.update(mailId, { move: 'confirm', decisions: [] })).toMatchObject({
      error: { code: 'illegal_transition' },
    });
  });
});

describe('what cannot be confirmed', () => {
  it.each(['automatic_reply', 'bounce', 'complaint', 'receipt'] as const)(
    'is what a machine said: %s',
    async (kind) => {
      const { emailId, mailId } = await desk.replied({ kind });
      expect(await desk.update(mailId, confirmAnswer(emailId))).toEqual({
        ok: false,
        error: { code: 'illegal_transition', details: { state: 'matched', kind } },
      });
      expect(await placesOf(world, [1, 2])).toEqual(['contact_email', 'contact_email']);
    },
  );

  it('is an answer to no email', async () => {
    const { emailId, mailId } = await desk.replied();
    await desk.update(mailId, { move: 'assign', therapistId: 1 });
    expect(await desk.update(mailId, confirmAnswer(emailId))).toMatchObject({
      error: { code: 'illegal_transition', errors: [{ field: '/status' }] },
    });
    expect(await desk.status(mailId)).toBe('matched');
  });

  it.each(['triage', 'recorded', 'dismissed'] as const)('is a mail that is %s', async (status) => {
    const { emailId, mailId } = await desk.replied({ status });
    expect(await desk.update(mailId, confirmAnswer(emailId))).toMatchObject({
      error: { code: 'illegal_transition', details: { state: status } },
    });
  });

  it('is anything else than what the mail was confirmed as', async () => {
    const { emailId, mailId } = await desk.replied();
    await desk.update(mailId, confirmAnswer(emailId));
    const stands = await desk.load(mailId);
    for (const update of [
      {
        move: 'confirm',
        decisions: [{ emailId, number: 1, outcome: 'rejected' }],
      },
      { move: 'confirm', decisions: [{ emailId, number: 1, outcome: 'accepted', notes: 'ab Januar' }] },
      { move: 'confirm', decisions: [{ emailId, number: 9, outcome: 'accepted' }] },
      { move: 'confirm', objection: true },
      { move: 'confirm', pausedUntil: '2027-01-11' },
      { move: 'dismiss' },
      { move: 'assign', therapistId: 1 },
    ] as const)
      expect(await desk.update(mailId, update as Parameters<typeof desk.update>[1])).toMatchObject({
        error: { code: 'illegal_transition', details: { state: 'confirmed' } },
      });
    expect(await desk.load(mailId)).toEqual(stands);
    expect(await world.contact(1)).not.toHaveProperty('objectedAt');
  });
});
