import { beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR_MS, plus } from '../../../shared/domain/time.ts';
import { updateEmail, type EmailChanges } from '../../../shared/use-cases/update-email.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { announcedOf, liveDays, openRequests, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';
import { ask, AUTHOR, change, freeEmail, templateEmail, write } from '../../support/written-emails.ts';

const world = worldPerTest();

beforeEach(async () => {
  world.at(SEND_TIME);
  await openRequests(world, [1, 2]);
});

const contentOf = (id: string) => world.service.store.getContent(id);

describe('a draft', () => {
  it('says and goes where its author wants', async () => {
    const id = await write(world, freeEmail());
    const changes = {
      subject: 'Rückfrage zur Praxis',
      bodyHtml: '<p>Neu<script>x()</script></p>',
      recipientEmail: 'Neu@praxis.example',
      recipientName: 'Praxis Neu',
      followUpNotes: 'Montag nachfragen',
    };
    expect(await change(world, id, changes)).toEqual({ ok: true, value: id });
    expect(await contentOf(id)).toEqual({
      subject: 'Rückfrage zur Praxis',
      html: '<p>Neu</p>',
      text: 'Neu',
      recipientName: 'Praxis Neu',
      followUpNotes: 'Montag nachfragen',
    });
    expect(await world.email(id)).toMatchObject({
      state: 'draft',
      recipient: { address: 'neu@praxis.example', given: true },
      version: 2,
    });
  });

  it('is queued with all that it needs, to the address that the directory has by then', async () => {
    const id = await write(world, templateEmail({ status: 'draft' }));
    world.therapist(1, { email: 'umgezogen@praxis.example' });
    world.clock.advance(HOUR_MS);
    const at = world.clock.now();
    expect(await change(world, id, { status: 'queued' })).toEqual({ ok: true, value: id });
    expect(await world.email(id)).toMatchObject({
      state: 'queued',
      queuedAt: at,
      notBefore: at,
      recipient: { address: 'umgezogen@praxis.example' },
      timeline: [{ state: 'draft' }, { state: 'queued', at }],
    });
    expect(await world.request(1)).toMatchObject({ place: 'contact_email', emailId: id });
    expect(await announcedOf(world, id)).toEqual(['email_created']);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('stays a draft when its turn or its requests are not to be had', async () => {
    const [draft, other] = [
      await write(world, templateEmail({ status: 'draft' })),
      await write(world, templateEmail()),
    ];
    expect(await change(world, draft, { status: 'queued' })).toMatchObject({
      error: { code: 'contact_frequency_exceeded', details: { held_by: other } },
    });
    await world.pump();
    const override = { reason: 'Bitte der Praxis', by: AUTHOR };
    expect(await change(world, draft, { status: 'queued', override })).toMatchObject({
      error: { code: 'request_not_available', details: { placement_request_ids: [1] } },
    });
    expect(await world.email(draft)).toMatchObject({ state: 'draft', version: 1 });
  });

  it('leaves before the cadence allows it, when an override is given later', async () => {
    await write(world, templateEmail());
    await world.pump();
    const id = await write(world, freeEmail());
    const override = { reason: 'Bitte der Praxis', by: AUTHOR };
    expect(await change(world, id, { status: 'queued', override })).toMatchObject({ ok: true });
    expect(await contentOf(id)).toMatchObject({ override: { ...override, at: SEND_TIME } });
    expect(await world.pump()).toMatchObject({ accepted: 1 });
    expect(await sendViolations(world)).toEqual([]);
  });

  it('is canceled without a trace in the pool', async () => {
    const id = await write(world, templateEmail({ status: 'draft' }));
    await change(world, id, { status: 'canceled' });
    expect(await world.email(id)).toMatchObject({
      state: 'canceled',
      timeline: [{ state: 'draft' }, { state: 'canceled', reason: 'canceled_by_staff' }],
    });
    expect(await announcedOf(world, id)).toEqual(['email_created', 'email_canceled']);
    expect(await sendViolations(world)).toEqual([]);
  });
});

describe('a queued email', () => {
  it('is canceled, and gives back its turn and its requests', async () => {
    const id = await write(world, templateEmail());
    await change(world, id, { status: 'canceled' });
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect(await world.request(1)).toMatchObject({ place: 'pending' });
    expect((await world.contact(1)).guard.heldBy).toBeUndefined();
    expect(await ask(world, templateEmail())).toMatchObject({ ok: true });
    expect(await sendViolations(world)).toEqual([]);
  });

  it.each<[string, EmailChanges, string]>([
    ['another subject', { subject: 'x' }, '/subject'],
    ['another body', { bodyHtml: '<p>x</p>' }, '/body_html'],
    ['another address', { recipientEmail: 'x@praxis.example' }, '/recipient_email'],
    ['another name', { recipientName: 'x' }, '/recipient_name'],
    ['other variables', { variables: {} }, '/variables'],
    ['an override', { override: { reason: 'x', by: AUTHOR } }, '/override'],
  ])('takes no %s', async (_what, changes, field) => {
    const id = await write(world, templateEmail());
    expect(await change(world, id, changes)).toMatchObject({
      error: { code: 'illegal_transition', details: { state: 'queued' }, errors: [{ field }] },
    });
  });
});

describe('a move that clients may not ask for', () => {
  it.each(['sending', 'sent', 'failed', 'draft'] as const)(
    'is refused with both states: queued to %s',
    async (to) => {
      const id = await write(world, templateEmail());
      expect(await change(world, id, { status: to })).toEqual({
        ok: false,
        error: { code: 'illegal_transition', details: { from: 'queued', to } },
      });
    },
  );

  it.each(['queued', 'canceled'] as const)('is refused with both states: sent to %s', async (to) => {
    const id = await write(world, templateEmail());
    await world.pump();
    expect(await change(world, id, { status: to })).toMatchObject({
      error: { code: 'illegal_transition', details: { from: 'sent', to } },
    });
  });

  it('is none when the email is in that state', async () => {
    const id = await write(world, templateEmail());
    expect(await change(world, id, { status: 'queued', followUpNotes: 'x' })).toEqual({
      ok: true,
      value: id,
    });
    expect(await contentOf(id)).toMatchObject({ followUpNotes: 'x' });
  });
});

describe('the follow-up of a sent email', () => {
  const due = plus(SEND_TIME, 168 * HOUR_MS);

  it('is unscheduled and scheduled again as the client wants', async () => {
    const id = await write(world, templateEmail());
    await world.pump();
    expect(await world.email(id)).toMatchObject({ followUpAt: due });
    await change(world, id, { followUpRequired: false });
    expect((await world.email(id))?.followUpAt).toBeUndefined();
    expect(await sendViolations(world)).toEqual([]);
    await change(world, id, { followUpRequired: true });
    expect(await world.email(id)).toMatchObject({ followUpAt: due, followUpRequired: true });
  });

  it('is made by nobody while the client wants none', async () => {
    const id = await write(world, templateEmail());
    await world.pump();
    await change(world, id, { followUpRequired: false });
    world.at(plus(due, HOUR_MS));
    expect(await world.sweep()).toMatchObject({ booked: 0, handed_over: 0 });
    await world.status(1, 'abgelehnt');
    await world.status(1, 'offen');
    expect((await world.email(id))?.followUpAt).toBeUndefined();
    expect(await world.request(1)).toMatchObject({ place: 'contact_email' });
  });

  it('is no email either, when the client wants none after no call could be booked', async () => {
    world.therapist(1, { telefon: null });
    const id = await write(world, templateEmail());
    await world.pump();
    world.at(plus(due, HOUR_MS));
    expect(await world.sweep()).toMatchObject({ mail_awaited: 1 });
    await change(world, id, { followUpRequired: false });
    await liveDays(world, 2);
    expect(await world.emailsOf(1)).toEqual([id]);
  });

  it('is not scheduled once the email was answered', async () => {
    const id = await write(world, templateEmail());
    await world.pump();
    await world.answer({ emailId: id, decisions: [{ number: 1, outcome: 'rejected' }] });
    await change(world, id, { followUpRequired: true });
    expect((await world.email(id))?.followUpAt).toBeUndefined();
  });
});

describe('who comes too late', () => {
  it('is refused: another version, and another id', async () => {
    const id = await write(world, freeEmail());
    const late = { version: 7, changes: { subject: 'x' } };
    expect(await updateEmail(world.service, { id, ...late })).toMatchObject({
      error: { code: 'precondition_failed' },
    });
    expect(await updateEmail(world.service, { id: 'em_x', ...late })).toMatchObject({
      error: { code: 'not_found' },
    });
  });

  it('I10: but not who says the same with the same key', async () => {
    const id = await write(world, freeEmail());
    const once = { key: 'key-1', fingerprint: 'body-1' };
    const again = () => updateEmail(world.service, { id, version: 1, once, changes: { subject: 'Einmal' } });
    expect([await again(), await again()]).toEqual([
      { ok: true, value: id },
      { ok: true, value: id },
    ]);
    expect(await world.email(id)).toMatchObject({ version: 2 });
  });
});
