import { describe, expect, it } from '@jest/globals';
import { DAY_MS, plus } from '../../../shared/domain/time.ts';
import { createEmail } from '../../../shared/use-cases/create-email.ts';
import { setSwitch } from '../../../shared/use-cases/set-switch.ts';
import { callDesk, valueOf } from '../../support/call-desk.ts';
import { keptOf, receive } from '../../support/erasures.ts';
import { sendMail, SWEEP_TIME, violations } from '../../support/follow-up.ts';
import { newestEmailOf, queueMails } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

const TEXTS_KEPT_MS = 730 * DAY_MS;
const later = (ms: number) => world.clock.advance(ms);
const run = () => world.functions.applyRetention({});

describe('texts that are older than RETENTION_DAYS_BODY', () => {
  it('go: body, answers, notes of entries, calls and work items, and mails that arrived', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    world.at(SWEEP_TIME);
    await world.sweep();
    const [{ callId } = { callId: '' }] = (await world.contact(1)).openCalls;
    const desk = callDesk(world);
    await desk.note(callId, 1, { followUpNotes: 'old-follow-up' });
    later(8 * DAY_MS);
    valueOf(await desk.update(callId, { status: 'completed', notes: 'old-call-notes' }));
    const decisions = [1, 2].map((number) => ({ number, outcome: 'rejected' as const, notes: 'old-notes' }));
    await world.answer({ emailId, content: 'old-answer', decisions });
    const { store } = world.service;
    const workItemId = (await world.request(1))!.workItemId!;
    const item = (await store.getWorkItem(workItemId))!;
    await store.commit([store.saveWorkItem({ ...item, notes: 'old-item' })]);
    await receive(world, 'old', { status: 'confirmed', emailId, therapistId: 1, text: 'old-reply' });
    const texts = ['old-answer', 'old-notes', 'old-follow-up', 'old-call-notes', 'old-item', 'old-reply'];

    later(TEXTS_KEPT_MS - 20 * DAY_MS);
    await run();
    expect((await keptOf(world, texts)).length).toBeGreaterThanOrEqual(texts.length);
    expect(await store.getBody(emailId)).toBeDefined();
    later(21 * DAY_MS);
    expect(await run()).toMatchObject({
      finished: true,
      failed: 0,
      dropped: { email_texts: 1, call_notes: 1 },
    });
    expect(await keptOf(world, texts)).toEqual([]);
    expect(await store.getBody(emailId)).toBeUndefined();
    expect(await violations(world)).toEqual([]);
    expect((await run()).dropped).toEqual({});
  });

  it('stay while their email waits to be sent, and go once it is over', async () => {
    const [emailId = ''] = await queueMails(world, [1]);
    const { version } = await world.service.store.getSwitches();
    const off = { scope: 'all', off: true, reason: 'a test' } as const;
    valueOf(await setSwitch(world.service, { change: off, by: 'staff-1', version }));
    later(TEXTS_KEPT_MS + DAY_MS);
    await run();
    expect(await world.email(emailId)).toMatchObject({ state: 'queued' });
    const { version: now } = await world.service.store.getSwitches();
    valueOf(await setSwitch(world.service, { change: { ...off, off: false }, by: 'staff-1', version: now }));
    world.at(
      `${plus(world.clock.now(), (9 - new Date(world.clock.now()).getUTCDay()) * DAY_MS).slice(0, 10)}T10:00:00.000Z`,
    );
    await world.pump();
    expect(await world.email(emailId)).toMatchObject({ state: 'sent' });
    await run();
    expect(await world.service.store.getBody(emailId)).toBeDefined();
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'rejected' }] });
    expect((await run()).dropped).toMatchObject({ email_texts: 1 });
    expect(await world.service.store.getBody(emailId)).toBeUndefined();
  });

  it('go with a draft that nobody sent, which is canceled', async () => {
    world.therapist(1);
    const email = {
      therapistId: 1,
      status: 'draft' as const,
      subject: 'old-subject',
      bodyHtml: '<p>old</p>',
    };
    const id = valueOf(await createEmail(world.service, { caller: 'staff-1', email }));
    later(TEXTS_KEPT_MS + DAY_MS);
    await run();
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect(await keptOf(world, ['old-subject'])).toEqual([]);
  });
});

describe('the bytes of mails that arrived', () => {
  it('go after RETENTION_DAYS_RAW, whatever became of the mails', async () => {
    for (const status of ['triage', 'matched', 'recorded', 'confirmed', 'dismissed'] as const)
      await receive(world, status, { status });
    later(29 * DAY_MS);
    await run();
    expect(world.s3.objects.size).toBe(5);
    later(2 * DAY_MS);
    await run();
    expect(world.s3.objects.size).toBe(0);
    expect((await keptOf(world, ['words of'])).length).toBe(5);
  });
});

describe('a run of retention', () => {
  it('that dies goes on where it was', async () => {
    for (const id of [1, 2, 3]) await sendMail(world, id, [id], world.clock.now());
    for (const id of [1, 2, 3]) {
      const emailId = await newestEmailOf(world, id);
      if ((await world.email(emailId))?.state === 'sent')
        await world.answer({
          emailId,
          content: `old-${id}`,
          decisions: [{ number: 1, outcome: 'rejected' }],
        });
    }
    later(TEXTS_KEPT_MS + DAY_MS);
    const mortal = world.actor({ faults: ({ n }) => (n === 12 ? 'die_after' : undefined) });
    await mortal.applyRetention({}).catch(() => undefined);
    expect((await run()).finished).toBe(true);
    expect(await keptOf(world, ['old-'])).toEqual([]);
  });

  it('shortens the histories of old emails to how they ended', async () => {
    const emailId = await sendMail(world, 1, [1]);
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'rejected' }] });
    later(1096 * DAY_MS);
    await run();
    expect((await world.email(emailId))?.timeline.map(({ state }) => state)).toEqual(['sent']);
  });
});
