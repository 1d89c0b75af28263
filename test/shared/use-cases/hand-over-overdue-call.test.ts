import { describe, expect, it } from '@jest/globals';
import { plus, DAY_MS, HOUR_MS } from '../../../shared/domain/time.ts';
import { violations } from '../../support/follow-up.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

/** Mails one request, lets a week pass in silence, and books the call. */
async function bookedCall() {
  world.therapist(1);
  world.patient(1);
  await world.match({ id: 1, therapist: 1 });
  world.at('2026-11-23T00:00:00.000Z');
  await world.batch();
  world.at('2026-11-23T08:00:00.000Z');
  await world.pump();
  world.at('2026-11-30T08:30:00.000Z');
  expect(await world.sweep()).toMatchObject({ booked: 1 });
  const [call] = (await world.contact(1)).openCalls;
  if (!call) throw new Error('no call was booked');
  return call;
}

describe('handOverOverdueCall', () => {
  it('hands the requests of a call without an outcome to staff a day after it began', async () => {
    const { callId, startsAt } = await bookedCall();
    world.at(plus(startsAt, DAY_MS - HOUR_MS));
    expect(await world.sweep()).toMatchObject({ handed_over: 0 });
    expect(await world.request(1)).toMatchObject({ place: 'call', callId });

    world.at(plus(startsAt, DAY_MS));
    expect(await world.sweep()).toMatchObject({ handed_over: 1 });
    const request = await world.request(1);
    expect(request).toMatchObject({ place: 'work_item' });
    expect(await world.service.store.getWorkItem(request?.workItemId ?? '')).toMatchObject({
      reason: 'call_overdue',
      callId,
      requestIds: [1],
      status: 'open',
    });
    expect(await world.contact(1)).toMatchObject({ openCalls: [] });
  });

  it('leaves the call as history: an answer that comes later settles the requests', async () => {
    const { startsAt } = await bookedCall();
    world.at(plus(startsAt, DAY_MS));
    await world.sweep();
    const emailId = (await world.emailsOf(1))[0] ?? '';
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'rejected' }] });
    expect(await world.request(1)).toMatchObject({ place: 'answered' });
    expect(await violations(world)).toEqual([]);
  });

  it('does so once', async () => {
    const { startsAt } = await bookedCall();
    world.at(plus(startsAt, DAY_MS));
    await world.sweep();
    expect(await world.sweep()).toMatchObject({ handed_over: 0, nothing_open: 0 });
  });
});
