import { beforeEach, describe, expect, it } from '@jest/globals';
import { updateCallEntry } from '../../../shared/use-cases/update-call-entry.ts';
import { callDesk, callService } from '../../support/call-desk.ts';
import { placesOf, published, sendMail, violations } from '../../support/follow-up.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const desk = callDesk(world);
let callId: string;

beforeEach(async () => {
  await sendMail(world, 1, [1, 2]);
  callId = await desk.booked({ therapistId: 1 });
});

const entry = async (number: number) => (await desk.load(callId)).entries[number - 1];

describe('a note', () => {
  it('keeps what is given and leaves the rest, and the call has a new version', async () => {
    const { version } = (await desk.load(callId)).call;
    await desk.note(callId, 1, {
      discussed: true,
      followUpRequired: true,
      followUpNotes: 'Im Januar fragen.',
    });
    await desk.note(callId, 1, { outcome: 'needs_follow_up' });
    expect(await entry(1)).toMatchObject({
      discussed: true,
      outcome: 'needs_follow_up',
      followUpRequired: true,
      followUpNotes: 'Im Januar fragen.',
    });
    expect(await entry(2)).not.toHaveProperty('discussed');
    expect((await desk.load(callId)).call.version).toBe(version + 2);
  });

  it.each([
    ['another number', 99, 'not_found'],
    ['an old version', 1, 'precondition_failed'],
  ])('is refused for %s', async (_name, number, code) => {
    const { version } = (await desk.load(callId)).call;
    const target = { entryId: `${callId}-${number}`, version: number === 1 ? version + 1 : version };
    expect(await updateCallEntry(callService(world), { ...target, discussed: true })).toEqual({
      ok: false,
      error: { code },
    });
  });

  it('is refused once the request left the agenda', async () => {
    await world.status(1, 'abgelehnt');
    expect(await desk.note(callId, 1, { outcome: 'accepted' })).toMatchObject({
      error: { code: 'request_not_available', details: { placement_request_ids: [1] } },
    });
  });

  it('is refused on a canceled call', async () => {
    await desk.cancel(callId);
    expect(await desk.note(callId, 1, { outcome: 'accepted' })).toMatchObject({
      error: { code: 'illegal_transition' },
    });
  });
});

describe('an outcome that is recorded late or corrected', () => {
  it('takes effect at once, wherever the request has gone', async () => {
    world.at('2026-11-23T09:06:00.000Z');
    await desk.update(callId, { status: 'completed' });
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
    await desk.note(callId, 1, { outcome: 'accepted' });
    expect(await placesOf(world, [1, 2])).toEqual(['answered', 'work_item']);
    await desk.note(callId, 1, { outcome: 'needs_follow_up' });
    expect(await placesOf(world, [1])).toEqual(['work_item']);
    expect((await published(world, 'placement_answered')).map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'needs_follow_up',
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('has no effect the second time', async () => {
    world.at('2026-11-23T09:06:00.000Z');
    await desk.update(callId, { status: 'completed' });
    await desk.note(callId, 1, { outcome: 'accepted' });
    await desk.note(callId, 1, { outcome: 'accepted' });
    expect(await published(world, 'placement_answered')).toHaveLength(1);
    expect(await world.emailsOf(1)).toHaveLength(2);
  });

  it('is taken of a call that failed, since therapists call back', async () => {
    world.at('2026-11-23T09:01:00.000Z');
    await desk.update(callId, { status: 'failed', outcome: 'wrong_number' });
    await desk.note(callId, 2, { outcome: 'rejected' });
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'answered']);
    expect(await violations(world)).toEqual([]);
  });
});
