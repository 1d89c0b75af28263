import { describe, expect, it } from '@jest/globals';
import { afterOutcome, breakerState, CLOSED, type Breaker } from '../../../../shared/domain/email/breaker.ts';
import type { SendOutcome } from '../../../../shared/domain/email/send-outcome.ts';
import { MINUTE_MS, msBetween, plus } from '../../../../shared/domain/time.ts';

const NOW = '2026-11-23T08:00:00.000Z';
const accepted: SendOutcome = { kind: 'accepted', sesMessageId: '0107-1' };
const rejected: SendOutcome = { kind: 'rejected', reason: 'rejected' };
const notAllowed: SendOutcome = { kind: 'rejected', reason: 'not_on_allow_list' };
const throttled: SendOutcome = { kind: 'not_now', reason: 'throttled', opensBreaker: false };
const paused: SendOutcome = { kind: 'not_now', reason: 'sending_paused', opensBreaker: true };
const unknown: SendOutcome = { kind: 'unknown', reason: 'no_answer_from_ses' };

const after = (outcomes: SendOutcome[], start: Breaker = CLOSED): Breaker =>
  outcomes.reduce((breaker, outcome) => afterOutcome(breaker, outcome, NOW), start);

describe('the breaker', () => {
  it.each<[string, SendOutcome[], 'open' | 'closed']>([
    ['opens at once when SES is paused', [paused], 'open'],
    ['stays closed through throttling', [throttled, throttled, throttled, throttled], 'closed'],
    ['stays closed after two unknown outcomes', [unknown, unknown], 'closed'],
    ['opens after three unknown outcomes in a row', [unknown, unknown, unknown], 'open'],
    ['counts unknown outcomes through throttling', [unknown, throttled, unknown, unknown], 'open'],
    ['starts to count again after an accept', [unknown, unknown, accepted, unknown, unknown], 'closed'],
    ['starts to count again after a rejection', [unknown, unknown, rejected, unknown, unknown], 'closed'],
  ])('%s', (_, outcomes, expected) => {
    expect(breakerState(after(outcomes), NOW)).toBe(expected);
  });

  it('is half open from its probe on', () => {
    const { probeAt = '' } = after([paused]);
    expect(breakerState(after([paused]), plus(probeAt, -1))).toBe('open');
    expect(breakerState(after([paused]), probeAt)).toBe('half_open');
  });

  it.each([
    ['paused', paused],
    ['unknown', unknown],
  ])('waits 1, 2, 4 … 32 minutes while every probe is %s', (_, outcome) => {
    let breaker = after([unknown, unknown, unknown]);
    const waits: number[] = [];
    let now = NOW;
    for (let probe = 0; probe < 8; probe++) {
      waits.push(msBetween(now, breaker.probeAt ?? '') / MINUTE_MS);
      now = breaker.probeAt ?? '';
      breaker = afterOutcome(breaker, outcome, now);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 32, 32]);
  });

  it.each([
    ['accepted', accepted],
    ['rejected', rejected],
  ])('closes and forgets when a probe is %s', (_, outcome) => {
    expect(afterOutcome(after([paused, paused]), outcome, NOW)).toEqual(CLOSED);
  });

  it.each([
    ['is throttled', throttled],
    ['never got to SES, because its address is not on the allow list', notAllowed],
  ])('stays half open when the probe %s', (_, outcome) => {
    const open = after([paused]);
    const probeAt = open.probeAt ?? '';
    expect(breakerState(afterOutcome(open, outcome, probeAt), probeAt)).toBe('half_open');
  });
});
