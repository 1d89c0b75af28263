import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { DAY_MS, plus, type Instant } from '../../../shared/domain/time.ts';
import { ANSWER, matchedTo, receive } from '../../support/api-seed-inbound-mails.ts';
import { placesOf, sendMail, SWEEP_TIME, violations } from '../../support/follow-up.ts';
import { confirmAnswer, inbox } from '../../support/inbox.ts';
import { interrupt } from '../../support/interleave.ts';
import { queueMails, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const desk = inbox(world);

/** Puts the follow-up of an email off, as it waits for a mail that arrived. */
async function putOff(emailId: string, until: Instant): Promise<void> {
  const { store } = world.service;
  const loaded = await store.getEmail(emailId);
  await store.commit([store.saveEmail({ ...loaded!.email, followUpAt: until })]);
}

/** The bytes of a mail, as SES puts them down. */
async function keepBytes(mailId: string, text: string): Promise<void> {
  const { aws, config } = world.runtime;
  const Body = `From: praxis@praxis.example\r\nSubject: AW: Anfrage\r\n\r\n${text}\r\n`;
  const Key = (await desk.load(mailId)).rawKey;
  await aws.s3().send(new PutObjectCommand({ Bucket: config.PARKING_BUCKET, Key, Body }));
}

describe('a mail that is assigned', () => {
  it('to an email belongs to its therapist, and its bytes are read again for its entries', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    world.clock.advance(60_000);
    const mailId = await receive(world, { text: 'Was auch immer.' });
    await keepBytes(mailId, 'Patient 1 leider nicht.');
    expect(await desk.update(mailId, { move: 'assign', emailId })).toEqual({ ok: true, value: mailId });
    const mail = await desk.load(mailId);
    expect(mail).toMatchObject({
      status: 'matched',
      matchedBy: 'staff',
      emailId,
      therapistId: 1,
      text: 'Patient 1 leider nicht.',
      proposals: [{ number: 1, outcome: 'rejected', words: 'Patient 1 leider nicht' }],
    });
    expect(mail).not.toHaveProperty('triageReason');
    expect((await world.service.store.inboundMailsOfEmail(emailId, 9)).items).toEqual([mailId]);
    expect((await world.service.store.inboundMailsOfTherapist(1, 9)).items).toEqual([mailId]);
  });

  it('has the proposals of one patient from its stored words when its bytes are gone', async () => {
    const emailId = await sendMail(world, 1, [1]);
    world.clock.advance(60_000);
    const mailId = await receive(world, { text: 'Ja gern.' });
    await desk.update(mailId, { move: 'assign', emailId });
    expect(await desk.load(mailId)).toMatchObject({ proposals: [{ number: 1, outcome: 'accepted' }] });
  });

  it('to a therapist alone proposes nothing, and leaves the email that it was matched to', async () => {
    const { emailId, mailId } = await desk.replied();
    await putOff(emailId, plus(SEND_TIME, 30 * DAY_MS));
    await desk.update(mailId, { move: 'assign', therapistId: 1 });
    const mail = await desk.load(mailId);
    expect(mail).toMatchObject({ status: 'matched', therapistId: 1, proposals: [] });
    expect(mail).not.toHaveProperty('emailId');
    expect(await world.email(emailId)).toMatchObject({ followUpAt: SWEEP_TIME });
  });

  it('where it belongs already is not changed', async () => {
    const { emailId, mailId } = await desk.replied();
    const before = await desk.load(mailId);
    expect(await desk.update(mailId, { move: 'assign', emailId })).toMatchObject({ ok: true });
    expect(await desk.load(mailId)).toEqual(before);
  });

  it('may have been dismissed by mistake', async () => {
    const { emailId, mailId } = await desk.replied();
    await desk.update(mailId, { move: 'dismiss' });
    await desk.update(mailId, { move: 'assign', emailId });
    expect(await desk.status(mailId)).toBe('matched');
  });

  it('needs an email that there is, that has left, and that is older than the mail', async () => {
    const mailId = await receive(world, { receivedAt: plus(world.clock.now(), -60_000) });
    const [queued = ''] = await queueMails(world, [1]);
    const refusal = async (emailId: string) => {
      const refused = await desk.update(mailId, { move: 'assign', emailId });
      return refused.ok ? undefined : [refused.error.code, refused.error.errors?.map(({ field }) => field)];
    };
    expect(await refusal('em_00000000000000000000000000')).toEqual([
      'invalid_request',
      ['/matched_email_id'],
    ]);
    expect(await refusal(queued)).toEqual(['illegal_transition', ['/matched_email_id']]);
    await world.pump();
    expect(await refusal(queued)).toEqual(['invalid_request', ['/matched_email_id']]);
    expect(await desk.status(mailId)).toBe('triage');
  });

  it('needs a therapist whom somebody knows, and can be asked about', async () => {
    const mailId = await receive(world);
    expect(await desk.update(mailId, { move: 'assign', therapistId: 77 })).toMatchObject({
      error: { code: 'invalid_request', errors: [{ field: '/therapist_id' }] },
    });
    expect(await desk.status(mailId)).toBe('triage');
  });
});

describe('a mail that is dismissed', () => {
  it.each(['reply', 'bounce', 'complaint', 'receipt', 'automatic_reply'] as const)(
    'may be of any kind: %s',
    async (kind) => {
      const mailId = await receive(world, { kind });
      expect(await desk.update(mailId, { move: 'dismiss' })).toMatchObject({ ok: true });
      const mail = await desk.load(mailId);
      expect(mail).toMatchObject({ status: 'dismissed' });
      expect(mail).not.toHaveProperty('triageReason');
    },
  );

  it('changes nothing when it is dismissed again', async () => {
    const mailId = await receive(world);
    await desk.update(mailId, { move: 'dismiss' });
    const before = await desk.load(mailId);
    expect(await desk.update(mailId, { move: 'dismiss' })).toMatchObject({ ok: true });
    expect(await desk.load(mailId)).toEqual(before);
  });

  it.each<[string, Instant, Instant]>([
    ['when it was due at first', plus(SEND_TIME, DAY_MS), SWEEP_TIME],
    ['now when that is over', plus(SWEEP_TIME, DAY_MS), plus(SWEEP_TIME, DAY_MS)],
  ])('lets its email be followed up again: %s', async (_, now, expected) => {
    const { emailId, mailId } = await desk.replied();
    await putOff(emailId, plus(SEND_TIME, 30 * DAY_MS));
    world.at(now);
    await desk.update(mailId, { move: 'dismiss' });
    expect(await world.email(emailId)).toMatchObject({ followUpAt: expected });
    expect(await violations(world)).toEqual([]);
  });

  it('lets it wait while another mail to it does', async () => {
    const { emailId, mailId } = await desk.replied();
    const other = await receive(world, { ...ANSWER, ...matchedTo(emailId, 1) });
    const until = plus(SEND_TIME, 30 * DAY_MS);
    await putOff(emailId, until);
    await desk.update(mailId, { move: 'dismiss' });
    expect(await world.email(emailId)).toMatchObject({ followUpAt: until });
    await desk.update(other, { move: 'dismiss' });
    expect(await world.email(emailId)).toMatchObject({ followUpAt: SWEEP_TIME });
  });

  it('does not bring back what was answered', async () => {
    const { emailId, mailId } = await desk.replied();
    await world.answer({ emailId, decisions: [] });
    const before = await world.email(emailId);
    await desk.update(mailId, { move: 'dismiss' });
    expect(await world.email(emailId)).toEqual(before);
  });

  it('was not recorded as one that asks nothing of anybody', async () => {
    const mailId = await receive(world, { status: 'recorded', kind: 'automatic_reply' });
    for (const update of [{ move: 'dismiss' }, { move: 'assign', therapistId: 1 }] as const)
      expect(await desk.update(mailId, update)).toMatchObject({
        error: { code: 'illegal_transition', details: { state: 'recorded' } },
      });
  });
});

describe('of two who deal with one mail', () => {
  it('and have seen the same version, one wins', async () => {
    const { emailId, mailId } = await desk.replied();
    const actors = [world.actor(), world.actor()];
    const results = await Promise.all(
      actors.map((actor) => desk.update(mailId, confirmAnswer(emailId), { actor, version: 1 })),
    );
    expect(results.flatMap((result) => (result.ok ? [] : [result.error]))).toEqual([
      { code: 'precondition_failed' },
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('the one meets an answer that the other has just recorded by hand', async () => {
    const { emailId, mailId } = await desk.replied();
    world.clock.advance(60_000);
    const staff = world.actor();
    const noted = interrupt(
      staff,
      ({ operation }) => operation === 'TransactWriteItems',
      () => world.answer({ emailId, decisions: [{ number: 1, outcome: 'rejected' }] }),
    );
    expect(await desk.update(mailId, confirmAnswer(emailId), { actor: staff })).toMatchObject({
      error: { code: 'illegal_transition', errors: [{ field: '/entries/0/response_outcome' }] },
    });
    expect(noted.done).toBe(true);
    expect(await world.entries(emailId)).toMatchObject([{ outcome: 'rejected' }, {}]);
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'work_item']);
    expect(await desk.status(mailId)).toBe('matched');
  });

  it('the second of two mails that are dismissed at a time knows of the first', async () => {
    const { emailId, mailId } = await desk.replied();
    const other = await receive(world, { ...ANSWER, ...matchedTo(emailId, 1) });
    await putOff(emailId, plus(SEND_TIME, 30 * DAY_MS));
    const staff = world.actor();
    interrupt(
      staff,
      ({ operation }) => operation === 'TransactWriteItems',
      () => desk.update(other, { move: 'dismiss' }),
    );
    expect(await desk.update(mailId, { move: 'dismiss' }, { actor: staff })).toMatchObject({ ok: true });
    expect(await world.email(emailId)).toMatchObject({ followUpAt: SWEEP_TIME });
  });
});
