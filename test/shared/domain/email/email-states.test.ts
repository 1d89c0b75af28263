import { describe, expect, it } from '@jest/globals';
import {
  acceptEmail,
  applyFeedback,
  cancelEmail,
  canMove,
  claimEmail,
  failEmail,
  giveUpOn,
  IllegalMove,
  loseSightOf,
  mayBeAskedFor,
  postponeEmail,
  queueDraft,
  wakeEmail,
} from '../../../../shared/domain/email/email-states.ts';
import { waitsForSwitch, type Email, type EmailState } from '../../../../shared/domain/email/email.ts';
import { HOUR_MS, MINUTE_MS, plus } from '../../../../shared/domain/time.ts';
import { anEmail } from '../../../support/aggregates.ts';

const NOW = '2026-11-23T08:00:00.000Z';

/** CONTRACT §1, line by line. */
const ALLOWED: Record<EmailState, EmailState[]> = {
  draft: ['queued', 'canceled'],
  queued: ['queued', 'sending', 'canceled', 'sent'],
  sending: ['sent', 'queued', 'failed', 'unknown'],
  unknown: ['sent', 'unresolved', 'queued', 'failed'],
  unresolved: ['sent'],
  canceled: ['sent'],
  failed: ['sent'],
  sent: ['delivered', 'bounced', 'complained', 'failed'],
  delivered: ['bounced', 'complained', 'failed'],
  bounced: ['complained'],
  complained: [],
};
const STATES = Object.keys(ALLOWED) as EmailState[];
const PAIRS = STATES.flatMap((from) => STATES.map((to) => [from, to] as const));

/** How each state is entered. */
const ENTER: Partial<Record<EmailState, (email: Email) => Email>> = {
  queued: (email) => postponeEmail(email, NOW, NOW, 'throttled'),
  sending: (email) => claimEmail(email, NOW, MINUTE_MS),
  sent: (email) => acceptEmail(email, { at: NOW }, NOW),
  failed: (email) => failEmail(email, NOW, 'rejected'),
  unknown: (email) => loseSightOf(email, NOW, 'no_answer_from_ses'),
  unresolved: (email) => giveUpOn(email, NOW),
  canceled: (email) => cancelEmail(email, NOW, 'blocked'),
};

describe('the table of states', () => {
  it.each(PAIRS)('knows whether %s may become %s', (from, to) => {
    expect(canMove(from, to)).toBe(ALLOWED[from].includes(to));
  });

  it('lets clients queue a draft and cancel what has not left, and nothing else', () => {
    const asked = PAIRS.filter(([from, to]) => mayBeAskedFor(from, to));
    expect(asked).toEqual([
      ['draft', 'queued'],
      ['draft', 'canceled'],
      ['queued', 'canceled'],
    ]);
  });

  it('has a queued draft wait for its turn', () => {
    const draft = anEmail('em_1', { state: 'draft', notBefore: NOW });
    const later = plus(NOW, HOUR_MS);
    expect(queueDraft(draft, later, NOW)).toMatchObject({ state: 'queued', notBefore: later, queuedAt: NOW });
  });

  it.each(PAIRS.filter(([, to]) => ENTER[to]))('holds for the move from %s to %s', (from, to) => {
    const email = anEmail('em_1', { state: from });
    if (ALLOWED[from].includes(to)) expect(ENTER[to]?.(email).state).toBe(to);
    else expect(() => ENTER[to]?.(email)).toThrow(IllegalMove);
  });

  it.each(PAIRS.filter(([, to]) => to === 'delivered' || to === 'bounced' || to === 'complained'))(
    'holds for feedback that makes %s %s',
    (from, to) => {
      const moved = applyFeedback(anEmail('em_1', { state: from }), to as 'delivered', NOW);
      expect(moved?.state).toBe(ALLOWED[from].includes(to) ? to : undefined);
    },
  );
});

describe('a claim', () => {
  it('raises attempt and tries and takes a lease', () => {
    const email = claimEmail(anEmail('em_1', { attempt: 4, tries: 1 }), NOW, 2 * MINUTE_MS);
    expect(email).toMatchObject({ attempt: 5, tries: 2, leaseUntil: plus(NOW, 2 * MINUTE_MS) });
  });

  it('that is postponed keeps its attempt, and its try is not counted', () => {
    const claimed = claimEmail(anEmail('em_1', { attempt: 4, tries: 1 }), NOW, MINUTE_MS);
    const email = postponeEmail(claimed, plus(NOW, HOUR_MS), NOW, 'throttled');
    expect(email).toMatchObject({ attempt: 5, tries: 1, notBefore: plus(NOW, HOUR_MS) });
    expect(email.leaseUntil).toBeUndefined();
  });

  it('that never was leaves the tries of a postponed email alone', () => {
    const email = postponeEmail(anEmail('em_1', { tries: 1 }), NOW, NOW, 'guard_not_open');
    expect(email.tries).toBe(1);
  });
});

describe('a stopped email', () => {
  const stopped = postponeEmail(anEmail('em_1', { tries: 1 }), plus(NOW, HOUR_MS), NOW, 'switched_off');

  it('waits for its switch until something else happens to it', () => {
    expect(waitsForSwitch(anEmail('em_1'))).toBe(false);
    expect(waitsForSwitch(stopped)).toBe(true);
    expect(waitsForSwitch(postponeEmail(stopped, NOW, NOW, 'data_unavailable'))).toBe(false);
    expect(waitsForSwitch(claimEmail(stopped, NOW, MINUTE_MS))).toBe(false);
  });

  it('that is woken is queued like any other, and may leave when it is told', () => {
    const at = plus(NOW, MINUTE_MS);
    const woken = wakeEmail(stopped, at, NOW);
    expect(woken).toMatchObject({ state: 'queued', notBefore: at, updatedAt: NOW, tries: 1 });
    expect(woken.timeline.at(-1)).toEqual({ state: 'queued', at: NOW });
    expect(waitsForSwitch(woken)).toBe(false);
  });
});

describe('an unknown email', () => {
  const unknown = loseSightOf(anEmail('em_1', { state: 'sending', leaseUntil: NOW }), NOW, 'lease_expired');

  it('is given up six hours later', () => {
    expect(unknown.resolveAt).toBe(plus(NOW, 6 * HOUR_MS));
    expect(unknown.leaseUntil).toBeUndefined();
  });

  it('has no date any more once it is proved', () => {
    const at = plus(NOW, -MINUTE_MS);
    const sent = acceptEmail(unknown, { at, sesMessageId: '0107-1' }, NOW);
    expect(sent).toMatchObject({ state: 'sent', sentAt: at, sesMessageId: '0107-1' });
    expect(sent.resolveAt).toBeUndefined();
  });
});

describe('the timeline', () => {
  it('tells every move with its reason', () => {
    const email = failEmail(claimEmail(anEmail('em_1', { timeline: [] }), NOW, MINUTE_MS), NOW, 'rejected');
    expect(email.timeline).toEqual([
      { state: 'sending', at: NOW },
      { state: 'failed', at: NOW, reason: 'rejected' },
    ]);
  });

  it('keeps its beginning and its end when it grows long', () => {
    let email = queueDraft(
      anEmail('em_1', { state: 'draft', timeline: [{ state: 'draft', at: NOW }] }),
      NOW,
      NOW,
    );
    for (let time = 1; time <= 100; time++) {
      const at = plus(NOW, time * MINUTE_MS);
      email = postponeEmail(claimEmail(email, at, MINUTE_MS), NOW, at, 'throttled');
    }
    expect(email.timeline).toHaveLength(40);
    expect(email.timeline[0]).toEqual({ state: 'draft', at: NOW });
    expect(email.timeline.at(-1)?.at).toBe(plus(NOW, 100 * MINUTE_MS));
  });

  it('tells once what comes again and again, since when it has been so', () => {
    const [first, later] = [plus(NOW, MINUTE_MS), plus(NOW, HOUR_MS)];
    const stopped = postponeEmail(anEmail('em_1'), later, first, 'switched_off');
    const again = postponeEmail(stopped, plus(later, HOUR_MS), later, 'switched_off');
    expect(again.timeline).toEqual([
      ...anEmail('em_1').timeline,
      { state: 'queued', at: first, reason: 'switched_off' },
    ]);
    expect(again).toMatchObject({ notBefore: plus(later, HOUR_MS), updatedAt: later });
    const other = postponeEmail(again, later, later, 'data_unavailable');
    expect(other.timeline.at(-1)).toEqual({ state: 'queued', at: later, reason: 'data_unavailable' });
    expect(other.timeline).toHaveLength(3);
  });

  it('tells every attempt, even if they end alike', () => {
    const once = postponeEmail(claimEmail(anEmail('em_1'), NOW, MINUTE_MS), NOW, NOW, 'throttled');
    const twice = postponeEmail(claimEmail(once, NOW, MINUTE_MS), NOW, NOW, 'throttled');
    expect(twice.timeline.map(({ state }) => state)).toEqual([
      'queued',
      'sending',
      'queued',
      'sending',
      'queued',
    ]);
  });

  it('of a failed email ends its follow-up', () => {
    const email = anEmail('em_1', { state: 'sent', followUpAt: NOW });
    expect(failEmail(email, NOW, 'rejected').followUpAt).toBeUndefined();
  });
});
