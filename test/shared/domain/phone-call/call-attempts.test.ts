import { describe, expect, it } from '@jest/globals';
import {
  completeCall,
  failCall,
  moveCall,
  retryCall,
  withoutOutcomes,
  type Attempt,
} from '../../../../shared/domain/phone-call/call-attempts.ts';
import { IllegalCallMove } from '../../../../shared/domain/phone-call/call-states.ts';
import type { CallState, PhoneCall } from '../../../../shared/domain/phone-call/phone-call.ts';
import { aCall, anEntry } from '../../../support/aggregates.ts';

const NOW = '2026-11-30T10:00:00.000Z';
const slot = { startsAt: '2026-12-03T13:00:00.000Z', localDate: '2026-12-03', localTime: '14:00', line: 2 };
const attempt: Attempt = { outcome: 'no_answer', actualDate: '2026-11-30', actualTime: '10:01' };

const steps: Record<string, (call: PhoneCall) => PhoneCall> = {
  move: (call) => moveCall(call, { slot, durationMinutes: 10 }, NOW),
  complete: (call) => completeCall(call, { ...attempt, outcome: 'reached' }, NOW),
  fail: (call) => failCall(call, attempt, NOW),
  retry: (call) => retryCall(call, attempt, { slot, phoneNumber: '+49302312999', now: NOW }),
};
const states: CallState[] = ['scheduled', 'completed', 'failed', 'canceled'];

describe('the table of states', () => {
  it.each(Object.keys(steps).flatMap((step) => states.map((state) => [step, state] as const)))(
    '%s a call that is %s',
    (step, state) => {
      const take = () => steps[step]?.(aCall('pc_1', { state }));
      if (state === 'scheduled') expect(take).not.toThrow();
      else expect(take).toThrow(IllegalCallMove);
    },
  );
});

describe('a move', () => {
  it('changes the time, the line and the length, and nothing else', () => {
    const call = aCall('pc_1', { notes: 'Notiz' });
    expect(moveCall(call, { slot, durationMinutes: 10 }, NOW)).toEqual({
      ...call,
      ...slot,
      durationMinutes: 10,
      updatedAt: NOW,
    });
  });
});

describe('a completed call', () => {
  it('says when it was really made', () => {
    const made = { outcome: 'reached', actualDate: '2026-11-30', actualTime: '10:07' } as const;
    expect(completeCall(aCall('pc_1'), made, NOW)).toMatchObject({
      ...made,
      state: 'completed',
      updatedAt: NOW,
    });
  });
});

describe('a retry', () => {
  it('is the same call, one try higher, at another time and under the present number', () => {
    const call = aCall('pc_1', { try: 2, phoneNumber: '+49302312111' });
    const retryAfter = '2026-12-01T00:00:00.000Z';
    const retried = retryCall(
      call,
      { ...attempt, retryAfter },
      { slot, phoneNumber: '+49302312999', now: NOW },
    );
    expect(retried).toMatchObject({
      id: 'pc_1',
      state: 'scheduled',
      try: 3,
      startsAt: slot.startsAt,
      phoneNumber: '+49302312999',
      outcome: 'no_answer',
      retryAfter,
    });
  });

  it('forgets when the try before it was to be made', () => {
    const call = aCall('pc_1', { retryAfter: '2026-11-29T00:00:00.000Z' });
    expect(failCall(call, attempt, NOW)).not.toHaveProperty('retryAfter');
  });
});

describe('withoutOutcomes', () => {
  it('takes outcome and reason off and leaves the rest', () => {
    const entry = { ...anEntry(1), therapistId: 1 };
    const decided = { ...entry, outcome: 'rejected' as const, reason: 'no_capacity' as const };
    expect(withoutOutcomes([decided])).toEqual([entry]);
  });
});
