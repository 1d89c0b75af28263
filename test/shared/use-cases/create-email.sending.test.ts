import { beforeEach, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { DAY_MS, HOUR_MS, MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { acceptsOf, liveDays, openRequests, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';
import { ask, AUTHOR, freeEmail, templateEmail, write } from '../../support/written-emails.ts';

const world = worldPerTest();

beforeEach(async () => {
  world.at(SEND_TIME);
  await openRequests(world, [1, 2]);
});

const mailOf = async (id: string) => {
  const [mail] = acceptsOf(world, id);
  return simpleParser(mail?.raw ?? Buffer.alloc(0));
};

describe('a free body', () => {
  it('is mailed in the layout, with reference and imprint, without requests of its own', async () => {
    const id = await write(world, freeEmail({ status: 'queued', recipientName: 'Praxis Musterfrau' }));
    expect(await world.pump()).toMatchObject({ accepted: 1 });
    const { subject, text, html, to } = await mailOf(id);
    expect(subject).toMatch(/^Rückfrage zu Ihren Sprechzeiten \[Ref\. .{9}\]$/);
    expect(text).toContain('Sehr geehrte Frau Dr. Musterfrau,\n\nWann erreichen wir Sie am besten?');
    expect(html).toContain('<p>Wann erreichen wir Sie <strong>am besten</strong>?</p>');
    expect(to).toMatchObject({ text: '"Praxis Musterfrau" <praxis-1@praxis.example>' });
    expect(await world.email(id)).toMatchObject({ state: 'sent' });
    expect((await world.email(id))?.followUpAt).toBeUndefined();
    expect(await sendViolations(world)).toEqual([]);
  });

  it('names its patients by code, needs no data of them, and is followed up', async () => {
    world.patients.faults.set(1, '500');
    const id = await write(world, freeEmail({ status: 'queued', placementRequestIds: [1] }));
    await world.pump();
    const [entry] = (await world.entries(id)) ?? [];
    expect((await mailOf(id)).text).toContain(`Patient/in 1 (${entry?.code})`);
    expect(await world.email(id)).toMatchObject({ followUpAt: plus(SEND_TIME, 168 * HOUR_MS) });
    expect(await sendViolations(world)).toEqual([]);
  });

  it('is not followed up when its author wants none', async () => {
    const id = await write(
      world,
      freeEmail({ status: 'queued', placementRequestIds: [1], followUpRequired: false }),
    );
    await world.pump();
    expect((await world.email(id))?.followUpAt).toBeUndefined();
    expect(await sendViolations(world)).toEqual([]);
  });

  it('is canceled when all that it was written about is closed', async () => {
    const id = await write(world, freeEmail({ status: 'queued', placementRequestIds: [1] }));
    await world.status(1, 'abgelehnt');
    await world.pump();
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect((await world.contact(1)).guard.heldBy).toBeUndefined();
    expect(await sendViolations(world)).toEqual([]);
  });
});

describe('a template', () => {
  it('shows the paragraph that the client adds', async () => {
    const variables = { personal_note: 'Wir hatten gestern telefoniert.' };
    const id = await write(world, templateEmail({ variables }));
    await world.pump();
    expect((await mailOf(id)).text).toContain('Wir hatten gestern telefoniert.');
  });
});

describe('an email for a later day', () => {
  it('FAULTS 38: waits for its data from that day on, for a day at least', async () => {
    const notBefore = plus(SEND_TIME, 3 * DAY_MS);
    const id = await write(world, templateEmail({ notBefore }));
    world.at(notBefore);
    world.patients.faults.set(1, '500');
    expect(await world.pump()).toMatchObject({ postponed: 1 });
    world.patients.faults.delete(1);
    world.clock.advance(DAY_MS);
    expect(await world.pump()).toMatchObject({ accepted: 1 });
    expect(await world.email(id)).toMatchObject({ state: 'sent' });
  });
});

describe('an address that a client gives', () => {
  it('is mailed to, whatever the directory says meanwhile, and confirmed to', async () => {
    const id = await write(world, templateEmail({ recipientEmail: 'vertretung@praxis.example' }));
    world.therapist(1, { email: null });
    await world.pump();
    await world.answer({ emailId: id, decisions: [{ number: 1, outcome: 'accepted' }] });
    world.clock.advance(MINUTE_MS);
    await world.pump();
    expect(world.ses.accepted.map(({ to }) => to)).toEqual([
      ['vertretung@praxis.example'],
      ['vertretung@praxis.example'],
    ]);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('counts for the cadence of its mailbox', async () => {
    const shared = { recipientEmail: 'vertretung@praxis.example' };
    await write(world, templateEmail(shared));
    await world.pump();
    const second = await ask(world, templateEmail({ therapistId: 2, placementRequestIds: [2], ...shared }));
    expect(second).toMatchObject({ error: { code: 'contact_frequency_exceeded' } });
  });
});

describe('an override', () => {
  const override = { reason: 'Die Praxis bat um eine weitere E-Mail.' };

  beforeEach(async () => {
    await write(world, templateEmail());
    await world.pump();
    world.clock.advance(DAY_MS);
  });

  it('I2: lets an email leave before the cadence allows it, is recorded, and moves the turn', async () => {
    const id = await write(world, freeEmail({ status: 'queued', override }));
    const at = world.clock.now();
    expect(await world.email(id)).toMatchObject({ overriddenAt: at, notBefore: at });
    expect(await world.service.store.getContent(id)).toMatchObject({
      override: { ...override, by: AUTHOR, at },
    });
    expect(await world.pump()).toMatchObject({ accepted: 1 });
    expect((await world.contact(1)).guard).toMatchObject({
      heldBy: id,
      openAt: plus(at, 168.5 * HOUR_MS),
      prevOpenAt: plus(SEND_TIME, 168.5 * HOUR_MS),
    });
    expect(await ask(world, freeEmail({ status: 'queued' }))).toMatchObject({
      error: { details: { next_contact_at: plus(at, 168.5 * HOUR_MS) } },
    });
    expect(await sendViolations(world)).toEqual([]);
  });

  it('does not take the turn from an email that has it', async () => {
    const holder = await write(world, freeEmail({ status: 'queued', override }));
    expect(await ask(world, freeEmail({ status: 'queued', override }))).toMatchObject({
      error: { code: 'contact_frequency_exceeded', details: { held_by: holder } },
    });
  });

  it('gives the turn back as it was when SES refuses the mail', async () => {
    world.ses.script = () => 'message_rejected';
    const id = await write(world, freeEmail({ status: 'queued', override }));
    await world.pump();
    expect(await world.email(id)).toMatchObject({ state: 'failed' });
    const { guard } = await world.contact(1);
    expect(guard).toMatchObject({ openAt: plus(SEND_TIME, 168.5 * HOUR_MS), claimed: false });
    expect(guard.heldBy).toBeUndefined();
  });

  it('I2: keeps the next weekly mail a week away', async () => {
    await write(world, freeEmail({ status: 'queued', override }));
    await world.pump();
    await openRequests(world, [3]);
    world.patient(4);
    await world.match({ id: 4, therapist: 1 });
    await liveDays(world, 9);
    expect(world.ses.accepted.filter(({ to }) => to.includes('praxis-1@praxis.example'))).toHaveLength(3);
    expect(await sendViolations(world)).toEqual([]);
  });
});
