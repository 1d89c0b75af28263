import { describe, expect, it } from '@jest/globals';
import { createCall } from '../../../shared/use-cases/create-call.ts';
import { updateCall, type CallUpdate } from '../../../shared/use-cases/update-call.ts';
import { callDesk, callService, valueOf } from '../../support/call-desk.ts';
import { allCalls, placesOf, violations } from '../../support/follow-up.ts';
import { addRequest, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const REQUESTS = Array.from({ length: 10 }, (_, index) => index + 1);
/** The longest call that can be configured, with the longest buffers, about as many requests as an agenda holds. */
const world = worldPerTest({ environment: { CALL_DURATION_MINUTES: '60', CALL_BUFFER_MINUTES: '10' } });
const desk = callDesk(world);

/** A process that notes how many items each of its transactions has. */
function weigh() {
  const sizes: number[] = [];
  const { service } = world.actor({
    faults: ({ input }: { input: object }) => {
      if ('TransactItems' in input && Array.isArray(input.TransactItems))
        sizes.push(input.TransactItems.length);
      return undefined;
    },
  });
  return { sizes, service: callService(world, service) };
}

async function bookLargest(sizes?: number[]): Promise<string> {
  world.at(SEND_TIME);
  world.therapist(1);
  for (const id of REQUESTS) await addRequest(world, id, { therapist: 1 });
  const scale = weigh();
  const once = { key: 'book', fingerprint: 'book' };
  const callId = valueOf(await createCall(scale.service, { therapistId: 1, requestIds: REQUESTS, once }));
  sizes?.push(...scale.sizes);
  return callId;
}

describe('the largest call', () => {
  it('is booked in one legal transaction', async () => {
    const sizes: number[] = [];
    await bookLargest(sizes);
    expect(Math.max(...sizes)).toBeLessThan(100);
    expect(Math.max(...sizes)).toBeGreaterThan(50);
  });

  it.each([
    ['moved to another day', { date: '2026-11-26', time: '14:30' }],
    ['tried again', { status: 'failed' }],
    ['failed for good', { status: 'failed', outcome: 'wrong_number' }],
    ['canceled', { status: 'canceled' }],
    ['completed with everything open', { status: 'completed' }],
  ] as [string, CallUpdate][])('is %s in one legal transaction', async (_name, update) => {
    const callId = await bookLargest();
    const { sizes, service } = weigh();
    const { version } = (await desk.load(callId)).call;
    const once = { key: 'update', fingerprint: 'update' };
    valueOf(await updateCall(service, { callId, version, once, ...update }));
    expect(Math.max(...sizes)).toBeLessThan(100);
    expect(await violations(world)).toEqual([]);
  });

  it.each(['accepted', 'rejected', 'needs_follow_up'] as const)(
    'is completed in one legal transaction when all are %s',
    async (outcome) => {
      const callId = await bookLargest();
      for (const number of REQUESTS) await desk.note(callId, number, { outcome });
      const { sizes, service } = weigh();
      const { version } = (await desk.load(callId)).call;
      valueOf(await updateCall(service, { callId, version, status: 'completed' }));
      expect(Math.max(...sizes)).toBeLessThan(100);
      const place = outcome === 'needs_follow_up' ? 'work_item' : 'answered';
      expect(await placesOf(world, REQUESTS)).toEqual(REQUESTS.map(() => place));
      expect(await allCalls(world)).toHaveLength(1);
      expect(await violations(world)).toEqual([]);
    },
  );
});
