import { beforeEach, describe, expect, it } from '@jest/globals';
import { updateCall } from '../../../shared/use-cases/update-call.ts';
import { callDesk, callService } from '../../support/call-desk.ts';
import {
  allCalls,
  allWorkItems,
  ledger,
  placesOf,
  published,
  sendMail,
  violations,
} from '../../support/follow-up.ts';
import { addRequest, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const desk = callDesk(world);
const THURSDAY = { date: '2026-11-26', time: '15:00' };
let callId: string;
let emailId: string;

/** A call on Monday 23 November 2026, 10:00 in Berlin, about the two requests of a mail of that morning. */
beforeEach(async () => {
  emailId = await sendMail(world, 1, [1, 2]);
  callId = await desk.booked({ therapistId: 1 });
});

const call = async () => (await desk.load(callId)).call;

describe('a move', () => {
  it('frees the old cells and books the new ones, and siblings are told', async () => {
    await desk.update(callId, THURSDAY);
    expect(await call()).toMatchObject({ state: 'scheduled', startsAt: '2026-11-26T14:00:00.000Z', try: 1 });
    expect((await ledger(world)).cells.map(({ startsAt }) => startsAt)).toEqual([
      '2026-11-26T14:00:00.000Z',
      '2026-11-26T14:00:00.000Z',
    ]);
    expect((await world.contact(1)).openCalls).toEqual([{ callId, startsAt: '2026-11-26T14:00:00.000Z' }]);
    expect((await published(world, 'call_scheduled')).map(({ starts_at }) => starts_at)).toEqual([
      '2026-11-23T09:00:00.000Z',
      '2026-11-26T14:00:00.000Z',
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('FAULTS 49: of a 60-minute call by 5 minutes is one legal transaction', async () => {
    await desk.update(callId, { durationMinutes: 60 });
    expect(await desk.update(callId, { time: '10:05' })).toMatchObject({ ok: true });
    expect(await call()).toMatchObject({ startsAt: '2026-11-23T09:05:00.000Z', durationMinutes: 60 });
    expect((await ledger(world)).cells).toHaveLength(24);
    expect(await violations(world)).toEqual([]);
  });

  it.each([
    ['outside of the phone hours', { date: '2026-11-26', time: '18:00' }, 'outside_phone_hours'],
    ['into the past', { date: '2026-11-23', time: '09:00' }, 'too_early'],
    ['longer than the phone hours', { time: '11:30', durationMinutes: 60 }, 'outside_phone_hours'],
  ])('is refused %s', async (_name, update, reason) => {
    const before = await call();
    expect(await desk.update(callId, update)).toMatchObject({
      error: { code: 'slot_not_available', details: { reason } },
    });
    expect(await call()).toEqual(before);
  });

  it('is refused onto a busy line', async () => {
    world.therapist(2);
    await desk.booked({ therapistId: 2, time: THURSDAY });
    expect(await desk.update(callId, THURSDAY)).toMatchObject({
      error: { code: 'slot_not_available', details: { reason: 'no_free_line' } },
    });
  });

  it('to the same time changes nothing', async () => {
    const { version } = await call();
    expect(await desk.update(callId, { status: 'scheduled', time: '10:00' })).toMatchObject({ ok: true });
    expect(await call()).toMatchObject({ version });
  });
});

describe('a completed call', () => {
  beforeEach(() => world.at('2026-11-23T09:06:00.000Z'));

  it('makes what was noted take effect: places, events, one confirmation, a work item for the rest', async () => {
    await desk.note(callId, 1, { discussed: true, outcome: 'accepted' });
    expect(await placesOf(world, [1])).toEqual(['call']);
    expect(await published(world, 'placement_answered')).toEqual([]);

    await desk.update(callId, { status: 'completed', notes: 'Freundlich.' });
    expect(await call()).toMatchObject({
      state: 'completed',
      outcome: 'reached',
      actualDate: '2026-11-23',
      actualTime: '10:00',
      notes: 'Freundlich.',
    });
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'work_item']);
    expect(await allWorkItems(world)).toMatchObject([
      { reason: 'left_open_by_answer', requestIds: [2], callId },
    ]);
    expect(await published(world, 'placement_answered')).toMatchObject([
      { placement_request_ids: [1], outcome: 'accepted', source: 'call' },
    ]);
    expect(await published(world, 'call_completed')).toMatchObject([
      {
        phone_call_id: callId,
        placement_request_ids: [1, 2],
        outcomes: [{ placement_request_id: 1, outcome: 'accepted' }],
      },
    ]);
    const [newest] = await world.emailsOf(1);
    expect(await world.email(newest!)).toMatchObject({ kind: 'confirmation', refersTo: emailId });
    expect((await world.entries(newest!))?.map(({ requestId }) => requestId)).toEqual([1]);
    expect(await world.contact(1)).toMatchObject({ openCalls: [] });
    expect(await violations(world)).toEqual([]);
  });

  it.each([
    ['', undefined],
    [', also while the directory is silent', '500' as const],
  ])(
    'counts as a contact: both guards open 168 hours and the margin after its end%s',
    async (_name, fault) => {
      if (fault) world.therapists.faults.set(1, fault);
      world.at('2026-11-30T09:00:00.000Z');
      const late = await desk.update(callId, {
        status: 'completed',
        actual: { date: '2026-11-24', time: '11:30' },
      });
      expect(late).toMatchObject({ ok: true });
      const opens = '2026-12-01T11:05:00.000Z';
      const contact = await world.contact(1);
      expect(contact.guard).toMatchObject({ openAt: opens, prevOpenAt: opens });
      const mailbox = world.service.pseudonyms.mailboxKey('praxis-1@praxis.example');
      expect((await world.service.store.getMailbox(mailbox)).guard.openAt).toBe(opens);
    },
  );

  it('starts the cooling when everybody is turned down, and a correction lifts it', async () => {
    await desk.note(callId, 1, { outcome: 'rejected' });
    await desk.note(callId, 2, { outcome: 'rejected' });
    expect(await world.contact(1)).not.toHaveProperty('coolingUntil');
    await desk.update(callId, { status: 'completed' });
    expect((await world.contact(1)).coolingUntil).toBe('2026-12-21T09:06:00.000Z');

    await desk.note(callId, 2, { outcome: 'accepted' });
    expect(await world.contact(1)).not.toHaveProperty('coolingUntil');
    expect((await published(world, 'placement_answered')).map(({ outcome }) => outcome)).toEqual([
      'rejected',
      'rejected',
      'accepted',
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('tells staff of an acceptance that no mail can confirm', async () => {
    world.therapist(1, { email: null });
    await desk.note(callId, 1, { outcome: 'accepted' });
    await desk.note(callId, 2, { outcome: 'rejected' });
    await desk.update(callId, { status: 'completed' });
    expect(await allWorkItems(world)).toMatchObject([{ reason: 'confirmation_failed', requestIds: [1] }]);
    expect(await violations(world)).toEqual([]);
  });

  it('gives its time free again when it was made earlier', async () => {
    const early = await desk.booked({ therapistId: 1, time: THURSDAY, requestIds: undefined });
    await desk.update(early, { status: 'completed' });
    expect((await desk.load(early)).call).toMatchObject({ actualDate: '2026-11-23', actualTime: '10:06' });
    const cells = (await ledger(world)).cells.filter((cell) => cell.callId === early);
    expect(cells).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });

  it('leaves a request closed that was closed meanwhile', async () => {
    await world.status(1, 'abgelehnt');
    await desk.note(callId, 2, { outcome: 'accepted' });
    await desk.update(callId, { status: 'completed' });
    expect(await placesOf(world, [1, 2])).toEqual(['closed', 'answered']);
    expect(await violations(world)).toEqual([]);
  });

  it.each([
    ['in the future', { date: '2026-11-23', time: '11:30' }],
    ['before it was booked', { date: '2026-11-22', time: '10:00' }],
  ])('cannot have been made %s', async (_name, actual) => {
    expect(await desk.update(callId, { status: 'completed', actual })).toMatchObject({
      error: { code: 'invalid_request', errors: [{ field: '/actual_time' }] },
    });
  });
});

describe('a failed call', () => {
  beforeEach(() => world.at('2026-11-23T09:01:00.000Z'));

  it('is tried again on another weekday at another hour: the same call, its requests still on it', async () => {
    await desk.update(callId, { status: 'failed', outcome: 'busy' });
    expect(await call()).toMatchObject({
      state: 'scheduled',
      try: 2,
      outcome: 'busy',
      startsAt: '2026-11-26T13:00:00.000Z',
      localTime: '14:00',
    });
    expect(await allCalls(world)).toHaveLength(1);
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
    expect((await world.contact(1)).openCalls).toEqual([{ callId, startsAt: '2026-11-26T13:00:00.000Z' }]);
    expect(await published(world, 'call_scheduled')).toHaveLength(2);
    expect(await violations(world)).toEqual([]);
  });

  it('is not tried again before retry_after', async () => {
    await desk.update(callId, { status: 'failed', retryAfter: '2026-11-27T00:00:00.000Z' });
    expect(await call()).toMatchObject({ try: 2, startsAt: '2026-12-03T13:00:00.000Z' });
  });

  it('is called back at the very time that the therapist named', async () => {
    const retryAfter = '2026-11-30T09:00:00.000Z';
    await desk.update(callId, { status: 'failed', outcome: 'callback_at', retryAfter });
    expect(await call()).toMatchObject({ try: 2, startsAt: retryAfter, retryAfter });
  });

  it('fails for good after its last try, and its requests go to staff', async () => {
    for (let attempt = 1; attempt <= 3; attempt++) {
      expect(await desk.update(callId, { status: 'failed' })).toMatchObject({ ok: true });
      world.at((await call()).startsAt > world.clock.now() ? (await call()).startsAt : world.clock.now());
    }
    expect(await call()).toMatchObject({ state: 'failed', try: 3 });
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
    expect(await allWorkItems(world)).toMatchObject([
      { reason: 'tries_used_up', requestIds: [1, 2], callId },
    ]);
    expect(await published(world, 'call_canceled')).toHaveLength(1);
    expect(await world.contact(1)).toMatchObject({ openCalls: [] });
    expect((await ledger(world)).cells).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });

  it.each([
    ['the number was wrong', () => desk.update(callId, { status: 'failed', outcome: 'wrong_number' })],
    [
      'there is no number any more',
      () => {
        world.therapist(1, { telefon: null });
        return desk.update(callId, { status: 'failed' });
      },
    ],
    [
      'there is no slot within the horizon',
      () => {
        world.therapist(1, { telefonische_erreichbarkeit: {} });
        return desk.update(callId, { status: 'failed' });
      },
    ],
  ])('is not tried again when %s', async (_name, report) => {
    expect(await report()).toMatchObject({ ok: true });
    expect(await call()).toMatchObject({ state: 'failed', try: 1 });
    expect(await allWorkItems(world)).toMatchObject([{ reason: 'no_way_to_reach', requestIds: [1, 2] }]);
    expect(await violations(world)).toEqual([]);
  });

  it('waits for the directory when that does not answer', async () => {
    world.therapists.faults.set(1, '500');
    expect(await desk.update(callId, { status: 'failed' })).toMatchObject({ error: { code: 'unavailable' } });
    expect(await call()).toMatchObject({ state: 'scheduled', try: 1 });
  });

  it('cannot be one in which something was decided', async () => {
    await desk.note(callId, 1, { outcome: 'accepted' });
    expect(await desk.update(callId, { status: 'failed' })).toMatchObject({
      error: { code: 'invalid_request', errors: [{ field: '/status' }] },
    });
  });

  it.each(['2026-11-23T09:00:00.000Z', '2026-12-24T09:00:00.000Z'])(
    'cannot be tried again after %s, which is past or out of reach',
    async (retryAfter) => {
      expect(await desk.update(callId, { status: 'failed', retryAfter })).toMatchObject({
        error: { code: 'invalid_request', errors: [{ field: '/retry_after' }] },
      });
    },
  );
});

describe('a canceled call', () => {
  it('frees its slot, hands its requests to staff and stays as history', async () => {
    await desk.cancel(callId);
    expect(await call()).toMatchObject({ state: 'canceled', emailIds: [emailId] });
    expect((await desk.load(callId)).entries).toHaveLength(2);
    expect((await ledger(world)).cells).toEqual([]);
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
    expect(await allWorkItems(world)).toMatchObject([
      { reason: 'call_canceled', requestIds: [1, 2], callId },
    ]);
    expect(await published(world, 'call_canceled')).toHaveLength(1);
    expect(await world.contact(1)).toMatchObject({ openCalls: [] });
    expect(await violations(world)).toEqual([]);
  });

  it('is one whose status staff set', async () => {
    await desk.update(callId, { status: 'canceled' });
    expect(await call()).toMatchObject({ state: 'canceled' });
  });

  it('does not keep its requests from another call', async () => {
    await desk.cancel(callId);
    await desk.booked({ therapistId: 1, requestIds: [1, 2] });
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
    expect(await violations(world)).toEqual([]);
  });
});

describe('an overdue call', () => {
  beforeEach(async () => {
    world.at('2026-11-24T09:00:00.000Z');
    await world.sweep();
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
  });

  it('still takes its outcomes', async () => {
    await desk.note(callId, 1, { outcome: 'accepted' });
    await desk.update(callId, { status: 'completed' });
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'work_item']);
    expect(await violations(world)).toEqual([]);
  });

  it('is not tried again, since staff have its requests', async () => {
    await desk.update(callId, { status: 'failed' });
    expect(await call()).toMatchObject({ state: 'failed', try: 1 });
    expect(await allWorkItems(world)).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('is not moved', async () => {
    expect(await desk.update(callId, THURSDAY)).toMatchObject({
      error: { code: 'illegal_transition', details: { from: 'overdue', to: 'scheduled' } },
    });
  });
});

describe('a step that the table of states does not have', () => {
  it.each([
    ['complete', { status: 'completed' }, 'completed'],
    ['fail', { status: 'failed' }, 'failed'],
    ['cancel', { status: 'canceled' }, 'canceled'],
    ['move', THURSDAY, 'scheduled'],
  ] as const)('is refused, naming the states: %s a canceled call', async (_name, update, to) => {
    await desk.cancel(callId);
    expect(await desk.update(callId, update)).toEqual({
      ok: false,
      error: { code: 'illegal_transition', details: { from: 'canceled', to } },
    });
  });

  it('writes no notes either', async () => {
    await desk.cancel(callId);
    await desk.update(callId, { status: 'completed', notes: 'doch' });
    expect(await call()).not.toHaveProperty('notes');
  });
});

describe('two clients with the same version', () => {
  it('one wins, the other is told that the call was changed', async () => {
    const { version } = await call();
    const services = [world.actor(), world.actor()].map(({ service }) => callService(world, service));
    const results = await Promise.all(
      services.map((service) => updateCall(service, { callId, version, ...THURSDAY })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.flatMap((result) => (result.ok ? [] : [result.error]))).toEqual([
      { code: 'precondition_failed' },
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('may not write what is not there', async () => {
    const unknown = { callId: 'pc_00000000000000000000000000', version: 1 };
    expect(await updateCall(callService(world), unknown)).toEqual({
      ok: false,
      error: { code: 'not_found' },
    });
  });
});

describe('the mail rhythm around calls', () => {
  it('waits for a week after a call was made', async () => {
    await addRequest(world, 3, { therapist: 1 });
    world.at('2026-11-30T23:50:00.000Z');
    await desk.update(callId, { status: 'completed', actual: { date: '2026-11-30', time: '10:00' } });
    await world.batch();
    expect(await placesOf(world, [3])).toEqual(['pending']);
    world.at('2026-12-07T08:50:00.000Z');
    await world.batch();
    expect(await placesOf(world, [3])).toEqual(['contact_email']);
    expect(await violations(world)).toEqual([]);
  });
});

describe('a move where there are two lines', () => {
  const crowded = worldPerTest({ environment: { CALL_LINES: '2' } });

  it('does not take the time of another call on the other line for its own', async () => {
    crowded.at(SEND_TIME);
    for (const id of [1, 2, 3]) crowded.therapist(id);
    const staff = callDesk(crowded);
    const first = await staff.booked({ therapistId: 1, time: THURSDAY });
    const beside = await staff.booked({ therapistId: 2, time: THURSDAY });
    await staff.booked({ therapistId: 3, time: { ...THURSDAY, time: '15:05' } });
    expect((await staff.load(beside)).call.line).toBe(2);
    expect(await staff.update(first, { durationMinutes: 10 })).toMatchObject({
      error: { code: 'slot_not_available', details: { reason: 'no_free_line' } },
    });
    expect(await violations(crowded)).toEqual([]);
  });
});
