import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  allCalls,
  allWorkItems,
  ledger,
  placesOf,
  published,
  sendMail,
  SWEEP_TIME,
  violations,
} from '../../support/follow-up.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const rejected = (number: number) => ({ number, outcome: 'rejected' as const });

describe('an answer that comes when the follow-up call is booked', () => {
  let emailId: string;
  beforeEach(async () => {
    emailId = await sendMail(world, 1, [1, 2]);
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ booked: 1 });
  });

  it('cancels the call that is empty then, frees its cells and tells siblings', async () => {
    const [booked] = await allCalls(world);
    await world.answer({ emailId, decisions: [rejected(1), rejected(2)] });
    const [canceled] = await allCalls(world);
    expect(canceled?.call.state).toBe('canceled');
    expect((await ledger(world)).cells).toEqual([]);
    expect(await world.contact(1)).toMatchObject({ openCalls: [] });
    expect(await published(world, 'call_canceled')).toMatchObject([
      {
        phone_call_id: booked?.call.id,
        therapist_id: 1,
        placement_request_ids: [1, 2],
        starts_at: booked?.call.startsAt,
      },
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('makes the slot free for somebody else', async () => {
    const [first] = await allCalls(world);
    await world.answer({ emailId, decisions: [rejected(1), rejected(2)] });
    world.therapist(2, { email: null });
    world.patient(5);
    await world.match({ id: 5, therapist: 2 });
    await world.batch();
    await world.sweep();
    const [, second] = await allCalls(world);
    expect(second?.call).toMatchObject({ startsAt: first?.call.startsAt, line: 1, therapistIds: [2] });
  });

  it('lets requests that waited for the call be mailed in their turn', async () => {
    world.patient(3);
    await world.match({ id: 3, therapist: 1 });
    world.at('2026-11-30T08:30:00.000Z');
    expect(await world.batch()).toMatchObject({ emails: 0, deferred: { call_scheduled: 1 } });
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'accepted' }, rejected(2)] });
    expect(await world.batch()).toMatchObject({ emails: 1 });
  });

  it('books no second call for a request that is decided', async () => {
    await world.answer({ emailId, decisions: [rejected(1), rejected(2)] });
    for (const day of ['2026-12-01', '2026-12-08']) {
      world.at(`${day}T10:00:00.000Z`);
      await world.sweep();
    }
    expect(await allCalls(world)).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });
});

describe('an answer to one of several matters of a call', () => {
  it('takes decided requests and those that it leaves open off the agenda, and no others', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    world.therapist(1, { email: null });
    world.patient(3);
    await world.match({ id: 3, therapist: 1 });
    world.at(SWEEP_TIME);
    await world.batch();
    expect(await placesOf(world, [3])).toEqual(['call']);
    await world.sweep();
    const [joined] = await allCalls(world);
    expect(joined?.entries.map(({ requestId }) => requestId)).toEqual([1, 2, 3]);

    await world.answer({ emailId, decisions: [rejected(1)] });
    const [left] = await allCalls(world);
    expect(left?.call.state).toBe('scheduled');
    expect(left?.entries.map(({ included }) => included)).toEqual([false, false, true]);
    expect(await placesOf(world, [1, 2, 3])).toEqual(['answered', 'work_item', 'call']);
    expect(await allWorkItems(world)).toMatchObject([{ reason: 'left_open_by_answer', requestIds: [2] }]);
    expect(await published(world, 'call_canceled')).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });
});

describe('an answer to a mail that bounced afterwards', () => {
  it('takes its requests out of the queue for a call', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    const [mail] = world.ses.accepted;
    if (mail) await world.sesEvent(mail, 'Bounce');
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
    await world.answer({ emailId, decisions: [rejected(1)] });
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'work_item']);
    expect(await world.sweep()).toMatchObject({ booked: 0 });
    expect(await violations(world)).toEqual([]);
  });
});
