import { describe, expect, it } from '@jest/globals';
import {
  kindOf,
  leaveWorkItem,
  reviseWorkItem,
  WORK_ITEM_KINDS,
  WORK_ITEM_REASONS,
  type WorkItemReason,
} from '../../../shared/domain/work-item.ts';
import { aWorkItem, NOON } from '../../support/aggregates.ts';

const LATER = '2026-11-24T12:00:00.000Z';

describe('kindOf', () => {
  it.each<[WorkItemReason, string]>([
    ['tries_used_up', 'reach_therapist'],
    ['therapist_absent', 'reach_therapist'],
    ['needs_follow_up', 'settle_answer'],
    ['line_gone', 'rebook_call'],
    ['patient_unknown', 'complete_data'],
    ['confirmation_failed', 'confirm_placement'],
  ])('says of %s: %s', (reason, kind) => {
    expect(kindOf(reason)).toBe(kind);
  });

  it('has a kind for every reason, and a reason for every kind', () => {
    expect(new Set(WORK_ITEM_REASONS.map(kindOf))).toEqual(new Set(WORK_ITEM_KINDS));
  });
});

describe('reviseWorkItem', () => {
  const open = aWorkItem('wi_1', { requestIds: [1, 2], notes: 'Notiz' });
  const done = reviseWorkItem(open, { status: 'done' }, LATER);

  it('keeps what is not named', () => {
    expect(reviseWorkItem(open, {}, LATER)).toEqual({ ...open, updatedAt: LATER });
  });

  it('remembers when it was done first, and keeps its requests', () => {
    expect(done).toEqual({ ...open, status: 'done', doneAt: LATER, updatedAt: LATER });
    const again = reviseWorkItem(done, { status: 'done', notes: 'mehr' }, '2026-11-25T12:00:00.000Z');
    expect(again).toMatchObject({ doneAt: LATER, notes: 'mehr' });
  });

  it('forgets when it was done once it is open again', () => {
    expect(reviseWorkItem(done, { status: 'open', dueAt: NOON }, LATER)).toEqual({
      ...open,
      dueAt: NOON,
      updatedAt: LATER,
    });
  });
});

describe('leaveWorkItem', () => {
  it('is done with the last request, and remembers which there were', () => {
    const first = leaveWorkItem(aWorkItem('wi_1', { requestIds: [1, 2] }), 1, NOON);
    expect(first).toMatchObject({ status: 'open', requestIds: [2], leftRequestIds: [1] });
    expect(first).not.toHaveProperty('doneAt');
    expect(leaveWorkItem(first, 2, LATER)).toMatchObject({
      status: 'done',
      doneAt: LATER,
      requestIds: [],
      leftRequestIds: [1, 2],
    });
  });

  it('stays done since then when a request leaves that a person had dealt with', () => {
    const done = aWorkItem('wi_1', { status: 'done', doneAt: NOON });
    expect(leaveWorkItem(done, 1, LATER)).toMatchObject({ status: 'done', doneAt: NOON });
  });
});
