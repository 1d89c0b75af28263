import { describe, expect, it } from '@jest/globals';
import type { Fate } from '../../../local/demo/call-fates.ts';
import { makeCall } from '../../../local/demo/make-call.ts';
import { fakeOffice } from './fake-office.ts';

const PATH = '/api/phone-calls/pc_1';
const STARTS_AT = '2026-11-30T09:00:00.000Z';

const scheduled = {
  id: 'pc_1',
  status: 'scheduled',
  starts_at: STARTS_AT,
  therapist_id: 101,
  therapist_ids: [101],
  phone_uri: 'tel:+493023125101',
  script: 'Guten Tag',
};

const entry = (number: number, included = true) => ({
  id: `pc_1-${number}`,
  included,
  placement_request_id: number,
});

async function make(fate: Fate, changed: { call?: object; entries?: object[]; status?: string } = {}) {
  const { call = scheduled, entries = [entry(1)], status = 'completed' } = changed;
  const { office, writes } = fakeOffice({
    resources: { [PATH]: call, [`${PATH}/batches`]: { items: entries } },
    fate,
    answer: () => ({ status }),
  });
  await makeCall(office, { callId: 'pc_1', startsAt: STARTS_AT });
  return { writes, counts: office.journal.totals('') };
}

describe('a caller', () => {
  it('notes what was said about each request, each under the version of the one before, and completes the call', async () => {
    const { writes, counts } = await make('reached', { entries: [entry(1), entry(2, false), entry(4)] });
    expect(writes).toMatchObject([
      {
        path: '/api/phone-call-batches/pc_1-1',
        etag: '"1"',
        body: { outcome: 'needs_follow_up', follow_up_required: true },
      },
      { path: '/api/phone-call-batches/pc_1-4', etag: '"2"', body: { discussed: true, outcome: 'accepted' } },
      { path: PATH, etag: '"3"', body: { status: 'completed', outcome: 'reached' } },
    ]);
    expect(counts).toEqual({
      'call: completed': 1,
      'said: accepted': 1,
      'said: needs_follow_up': 1,
      'try: reached': 1,
    });
  });

  it('leaves open what a talk has no time for', async () => {
    const { writes, counts } = await make('reached', { entries: [2, 4, 6, 8, 10].map((n) => entry(n)) });
    expect(writes).toHaveLength(4);
    expect(counts).toMatchObject({ 'said: accepted': 3, 'said: nothing': 2 });
  });

  it.each(['no_answer', 'busy', 'voicemail', 'wrong_number'] as const)(
    'reports %s as a failure',
    async (fate) => {
      const { writes, counts } = await make(fate, { status: 'scheduled' });
      expect(writes).toEqual([{ path: PATH, etag: '"1"', body: { status: 'failed', outcome: fate } }]);
      expect(counts).toEqual({ [`try: ${fate}`]: 1, 'call: tried_again': 1 });
    },
  );

  it('says when a therapist wants to be called back', async () => {
    const { writes } = await make('callback_at');
    expect(writes[0]?.body).toEqual({
      status: 'failed',
      outcome: 'callback_at',
      retry_after: '2026-12-01T11:00:00.000Z',
    });
  });

  it('tells a call that is given up from one that is tried again', async () => {
    const { counts } = await make('no_answer', { status: 'failed' });
    expect(counts).toEqual({ 'try: no_answer': 1, 'call: given_up': 1 });
  });

  it('writes nothing about a call that is forgotten', async () => {
    const { writes, counts } = await make('forgotten');
    expect(writes).toEqual([]);
    expect(counts).toEqual({ 'call: forgotten': 1 });
  });

  it.each([
    ['moved', { ...scheduled, starts_at: '2026-11-30T15:00:00.000Z' }],
    ['canceled', { ...scheduled, status: 'canceled' }],
  ])('does not make a call that was %s meanwhile', async (_, call) => {
    const { writes, counts } = await make('reached', { call });
    expect(writes).toEqual([]);
    expect(counts).toEqual({});
  });

  it('cannot make a call without a number or without anything to say', async () => {
    const { script: _, ...speechless } = scheduled;
    await expect(make('reached', { call: speechless })).rejects.toThrow('pc_1');
  });
});
