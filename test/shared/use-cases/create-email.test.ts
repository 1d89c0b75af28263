import { beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS, plus } from '../../../shared/domain/time.ts';
import { createEmail, type RequestedEmail } from '../../../shared/use-cases/create-email.ts';
import { published } from '../../support/follow-up.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { acceptsOf, addRequest, openRequests, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';
import { ask, AUTHOR, change, freeEmail, templateEmail, write } from '../../support/written-emails.ts';

const world = worldPerTest();

beforeEach(async () => {
  world.at(SEND_TIME);
  await openRequests(world, [1, 2]);
});

const guards = async () => {
  const { guard } = await world.contact(1);
  const key = world.service.pseudonyms.mailboxKey('praxis-1@praxis.example');
  return [guard.heldBy, (await world.service.store.getMailbox(key)).guard.heldBy];
};

describe('a draft', () => {
  it('reserves nothing, is announced, and keeps what was written beside its head', async () => {
    const id = await write(world, freeEmail({ placementRequestIds: [1], followUpNotes: 'Nachfragen.' }));
    const head = await world.email(id);
    expect(head).toMatchObject({ state: 'draft', kind: 'custom', timeline: [{ state: 'draft' }] });
    expect(JSON.stringify(head)).not.toMatch(/Rückfrage|Nachfragen/);
    expect(await world.service.store.getContent(id)).toEqual({
      subject: 'Rückfrage zu Ihren Sprechzeiten',
      html: '<p>Wann erreichen wir Sie <strong>am besten</strong>?</p>',
      text: 'Wann erreichen wir Sie am besten?',
      followUpNotes: 'Nachfragen.',
    });
    expect(await world.request(1)).toMatchObject({ place: 'pending' });
    expect(await guards()).toEqual([undefined, undefined]);
    expect(await published(world, 'email_created')).toEqual([
      { email_id: id, therapist_id: 1, placement_request_ids: [1], kind: 'custom', status: 'draft' },
    ]);
  });

  it('is not mailed, and its requests are mailed by the batch', async () => {
    const id = await write(world, freeEmail({ placementRequestIds: [1] }));
    world.at(plus(SEND_TIME, DAY_MS));
    await world.batch();
    await world.pump();
    expect(acceptsOf(world, id)).toEqual([]);
    expect(await world.request(1)).toMatchObject({ place: 'contact_email' });
    expect(await sendViolations(world)).toEqual([]);
  });
});

describe('a queued email', () => {
  it('holds both guards and its requests from the same transaction on', async () => {
    const id = await write(world, templateEmail({ batchId: 'november', followUpRequired: true }));
    expect(await world.email(id)).toMatchObject({
      state: 'queued',
      kind: 'initial_contact',
      notBefore: SEND_TIME,
      queuedAt: SEND_TIME,
      batchId: 'november',
      followUpRequired: true,
    });
    expect(await guards()).toEqual([id, id]);
    expect(await world.request(1)).toMatchObject({ place: 'contact_email', emailId: id });
    expect(await world.service.store.firstPooled(1, 5)).toEqual([]);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('keeps the order in which the client names its requests', async () => {
    await addRequest(world, 3, { therapist: 1 });
    const id = await write(world, templateEmail({ template: 'batch_request', placementRequestIds: [3, 1] }));
    expect((await world.entries(id))?.map(({ number, requestId }) => [number, requestId])).toEqual([
      [1, 3],
      [2, 1],
    ]);
  });

  it('waits for the instant that the client names, at most a week', async () => {
    const notBefore = plus(SEND_TIME, 7 * DAY_MS);
    const id = await write(world, templateEmail({ notBefore }));
    expect(await world.email(id)).toMatchObject({ notBefore, earliest: notBefore });
    expect(
      await ask(
        world,
        templateEmail({ therapistId: 2, placementRequestIds: [2], notBefore: plus(notBefore, 1) }),
      ),
    ).toMatchObject({ error: { code: 'invalid_request', errors: [{ field: '/not_before' }] } });
  });

  it('is refused while another one has the turn, and says from when on', async () => {
    const holder = await write(world, templateEmail());
    expect(await ask(world, freeEmail({ status: 'queued' }))).toEqual({
      ok: false,
      error: {
        code: 'contact_frequency_exceeded',
        details: { next_contact_at: plus(SEND_TIME, 168.5 * HOUR_MS), held_by: holder },
      },
    });
  });

  it('is refused within a week of the last one, and says from when on', async () => {
    await write(world, templateEmail());
    await world.pump();
    expect(await ask(world, freeEmail({ status: 'queued' }))).toEqual({
      ok: false,
      error: {
        code: 'contact_frequency_exceeded',
        details: { next_contact_at: plus(SEND_TIME, 168.5 * HOUR_MS) },
      },
    });
  });

  it('is refused for a mailbox that another therapist was written to', async () => {
    await write(world, templateEmail());
    await world.pump();
    const shared = freeEmail({ therapistId: 2, status: 'queued', recipientEmail: 'Praxis-1@praxis.example' });
    expect(await ask(world, shared)).toMatchObject({ error: { code: 'contact_frequency_exceeded' } });
  });

  it.each([
    ['blocked', { blockedAt: SEND_TIME }, undefined],
    ['objected', { objectedAt: SEND_TIME }, undefined],
    ['cooling', { coolingUntil: plus(SEND_TIME, 5 * DAY_MS) }, plus(SEND_TIME, 5 * DAY_MS)],
  ])('is refused for a therapist who is %s, and an override changes nothing', async (reason, stop, until) => {
    const { store } = world.service;
    await store.commit([store.saveContact({ ...(await world.contact(1)), ...stop })]);
    const details = { reason, ...(until !== undefined && { next_contact_at: until }) };
    const refused = { ok: false, error: { code: 'contact_stopped', details } };
    expect(await ask(world, templateEmail())).toEqual(refused);
    expect(await ask(world, templateEmail({ override: { reason: 'Bitte der Praxis' } }))).toEqual(refused);
  });

  it('is refused for a suppressed mailbox', async () => {
    const { store, pseudonyms } = world.service;
    const mailbox = await store.getMailbox(pseudonyms.mailboxKey('praxis-1@praxis.example'));
    const suppressed = { reason: 'bounce' as const, source: 'ses' as const, at: SEND_TIME };
    await store.commit([store.saveMailbox({ ...mailbox, suppressed })]);
    expect(await ask(world, templateEmail())).toMatchObject({
      error: { code: 'contact_stopped', details: { reason: 'suppressed' } },
    });
  });
});

describe('what cannot be made', () => {
  it.each<[string, RequestedEmail, string, object]>([
    [
      'a follow-up',
      templateEmail({ template: 'follow_up' }),
      'invalid_request',
      { errors: [{ field: '/template' }] },
    ],
    [
      'a confirmation',
      templateEmail({ template: 'confirmation' }),
      'invalid_request',
      { errors: [{ field: '/template' }] },
    ],
    [
      'neither template nor body',
      { therapistId: 1, status: 'draft' },
      'invalid_request',
      { errors: [{ field: '/subject' }, { field: '/body_html' }] },
    ],
    [
      'a template and a body',
      templateEmail({ subject: 'x' }),
      'invalid_request',
      { errors: [{ field: '/subject' }] },
    ],
    [
      'a queued template without requests',
      templateEmail({ placementRequestIds: [] }),
      'invalid_request',
      { errors: [{ field: '/placement_request_ids' }] },
    ],
    [
      'a request named twice',
      freeEmail({ placementRequestIds: [1, 1] }),
      'invalid_request',
      { errors: [{ field: '/placement_request_ids/1' }] },
    ],
    [
      'requests that are unknown or another therapist’s',
      freeEmail({ placementRequestIds: [2, 1, 99] }),
      'request_not_available',
      { details: { placement_request_ids: [2, 99] } },
    ],
    [
      'more requests than an email takes',
      freeEmail({ placementRequestIds: [1, 2, 3, 4, 5, 6] }),
      'email_full',
      { details: { max_patients_per_email: 5 } },
    ],
    [
      'a therapist whom nobody knows',
      freeEmail({ therapistId: 77 }),
      'invalid_request',
      { errors: [{ field: '/therapist_id' }] },
    ],
    [
      'FAULTS 30: an address that is none',
      freeEmail({ recipientEmail: 'a@b' }),
      'invalid_request',
      { errors: [{ field: '/recipient_email' }] },
    ],
    [
      'an override without a reason',
      freeEmail({ override: { reason: ' ' } }),
      'invalid_request',
      { errors: [{ field: '/override/reason' }] },
    ],
  ])('is refused: %s', async (_what, email, code, details) => {
    expect(await ask(world, email)).toMatchObject({ ok: false, error: { code, ...details } });
    expect(await world.emailsOf(email.therapistId)).toEqual([]);
  });

  it('is refused without an address, unless the client has one', async () => {
    world.therapist(1, { email: null });
    expect(await ask(world, freeEmail())).toEqual({ ok: false, error: { code: 'no_address' } });
    const id = await write(world, freeEmail({ recipientEmail: ' Praxis@MÜLLER.example ' }));
    expect((await world.email(id))?.recipient).toMatchObject({
      address: 'praxis@xn--mller-kva.example',
      given: true,
    });
  });

  it('is put off while the directory has no answer', async () => {
    world.therapists.faults.set(1, '500');
    expect(await ask(world, freeEmail())).toEqual({ ok: false, error: { code: 'unavailable' } });
  });

  it('is refused for requests that another email has', async () => {
    await write(world, templateEmail());
    expect(await ask(world, freeEmail({ placementRequestIds: [1] }))).toMatchObject({
      error: { code: 'request_not_available', details: { placement_request_ids: [1] } },
    });
  });
});

describe('the same key again', () => {
  const once = { key: 'key-1', fingerprint: 'body-1' };
  const again = (fingerprint = 'body-1') =>
    createEmail(world.service, { caller: AUTHOR, once: { ...once, fingerprint }, email: templateEmail() });

  it('I10: has one effect, and is bound to its body', async () => {
    const first = await again();
    expect(await again()).toEqual(first);
    expect(await world.emailsOf(1)).toHaveLength(1);
    expect(await again('body-2')).toEqual({ ok: false, error: { code: 'idempotency_key_reused' } });
  });

  it('I10: is free again after a refusal', async () => {
    const holder = await write(world, templateEmail());
    expect(await again()).toMatchObject({ ok: false });
    await change(world, holder, { status: 'canceled' });
    expect(await again()).toMatchObject({ ok: true });
  });
});
