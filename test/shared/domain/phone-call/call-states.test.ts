import { describe, expect, it } from '@jest/globals';
import {
  AgendaFull,
  cancelCall,
  IllegalCallMove,
  joinCall,
  leaveCall,
  liveAgenda,
  roomOnAgenda,
  scheduleCall,
  type AgendaItem,
} from '../../../../shared/domain/phone-call/call-states.ts';
import {
  MAX_AGENDA,
  type CallState,
  type CallWithEntries,
} from '../../../../shared/domain/phone-call/phone-call.ts';

const NOW = '2026-03-02T07:00:00.000Z';
const LATER = '2026-03-02T08:00:00.000Z';

function item(requestId: number, emailId?: string): AgendaItem {
  return {
    requestId,
    patientId: requestId + 100,
    therapistId: 7,
    code: `P-${requestId}`,
    orderKey: `2026-01-01#${requestId}`,
    ...(emailId && { emailId }),
  };
}

function items(count: number, from = 1): AgendaItem[] {
  return Array.from({ length: count }, (_, index) => item(from + index, 'em_1'));
}

function scheduled(agenda: AgendaItem[]): CallWithEntries {
  const slot = { startsAt: '2026-03-03T08:00:00.000Z', line: 2, localDate: '2026-03-03', localTime: '09:00' };
  const plan = {
    id: 'pc_1',
    therapistIds: [7],
    phoneNumber: '+493023125000',
    timeZone: 'Europe/Berlin',
    durationMinutes: 5,
    bufferMinutes: 0,
  };
  return scheduleCall({ ...plan, slot, agenda }, NOW);
}

function inState(state: CallState): CallWithEntries {
  const { call, entries } = scheduled(items(2));
  return { call: { ...call, state }, entries };
}

const requestsOf = ({ entries }: CallWithEntries) => liveAgenda(entries).map(({ requestId }) => requestId);

describe('scheduleCall', () => {
  it('makes the first try at the slot, with a numbered agenda', () => {
    const { call, entries } = scheduled([item(11, 'em_1'), item(12, 'em_2'), item(13, 'em_1'), item(14)]);
    expect(call).toMatchObject({
      id: 'pc_1',
      state: 'scheduled',
      startsAt: '2026-03-03T08:00:00.000Z',
      line: 2,
      localTime: '09:00',
      try: 1,
    });
    expect(call.emailIds).toEqual(['em_1', 'em_2']);
    expect(call).not.toHaveProperty('slot');
    expect(entries.map(({ number, requestId, included }) => [number, requestId, included])).toEqual([
      [1, 11, true],
      [2, 12, true],
      [3, 13, true],
      [4, 14, true],
    ]);
  });

  it('takes as many requests as an agenda holds', () => {
    expect(roomOnAgenda(scheduled(items(MAX_AGENDA)).entries)).toBe(0);
    expect(() => scheduled(items(MAX_AGENDA + 1))).toThrow(AgendaFull);
  });
});

describe('joinCall', () => {
  it('numbers on and adds the emails', () => {
    const joined = joinCall(scheduled([item(11, 'em_1')]), [item(12, 'em_2')], LATER);
    expect(joined.entries.map(({ number }) => number)).toEqual([1, 2]);
    expect(joined.call).toMatchObject({ emailIds: ['em_1', 'em_2'], updatedAt: LATER });
  });

  it('leaves a request alone that is on the agenda', () => {
    expect(requestsOf(joinCall(scheduled([item(11)]), [item(11), item(12)], LATER))).toEqual([11, 12]);
  });

  it('gives a request that comes back a new number', () => {
    const without = leaveCall(scheduled([item(11), item(12)]), [11], NOW);
    const { entries } = joinCall(without, [item(11)], LATER);
    expect(entries.map(({ number, requestId, included }) => [number, requestId, included])).toEqual([
      [1, 11, false],
      [2, 12, true],
      [3, 11, true],
    ]);
  });

  it('counts only who is still on the agenda', () => {
    const without = leaveCall(scheduled(items(MAX_AGENDA)), [1], NOW);
    expect(roomOnAgenda(without.entries)).toBe(1);
    expect(requestsOf(joinCall(without, items(1, 50), LATER))).toHaveLength(MAX_AGENDA);
    expect(() => joinCall(without, items(2, 50), LATER)).toThrow(AgendaFull);
  });
});

describe('leaveCall', () => {
  it('takes requests off the agenda and keeps the history', () => {
    const left = leaveCall(scheduled([item(11, 'em_1'), item(12, 'em_2')]), [11], LATER);
    expect(requestsOf(left)).toEqual([12]);
    expect(left.entries).toHaveLength(2);
    expect(left.call).toMatchObject({ state: 'scheduled', emailIds: ['em_1', 'em_2'], updatedAt: LATER });
  });

  it('cancels a call that loses its last request', () => {
    expect(leaveCall(scheduled(items(2)), [1, 2], LATER).call.state).toBe('canceled');
  });

  it('leaves a failed call failed', () => {
    expect(leaveCall(inState('failed'), [1, 2], LATER).call.state).toBe('failed');
  });

  it('changes nothing for a request that is not on the agenda', () => {
    const [empty, held] = [scheduled([]), scheduled(items(1))];
    expect(leaveCall(empty, [99], LATER)).toEqual(empty);
    expect(leaveCall(held, [99], LATER)).toEqual(held);
  });
});

describe('the table of states', () => {
  const steps = {
    join: (held: CallWithEntries) => joinCall(held, [item(3)], LATER),
    leave: (held: CallWithEntries) => leaveCall(held, [1], LATER),
    cancel: ({ call }: CallWithEntries) => cancelCall(call, LATER),
  };

  it.each([
    ['join', 'scheduled', true],
    ['join', 'completed', false],
    ['join', 'failed', false],
    ['join', 'canceled', false],
    ['leave', 'scheduled', true],
    ['leave', 'completed', false],
    ['leave', 'failed', true],
    ['leave', 'canceled', false],
    ['cancel', 'scheduled', true],
    ['cancel', 'completed', false],
    ['cancel', 'failed', false],
    ['cancel', 'canceled', false],
  ] as const)('%s a call that is %s → %s', (step, state, allowed) => {
    const attempt = () => steps[step](inState(state));
    if (allowed) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(IllegalCallMove);
  });

  it('cancels for good', () => {
    expect(cancelCall(scheduled(items(1)).call, LATER)).toMatchObject({
      state: 'canceled',
      updatedAt: LATER,
    });
  });
});
