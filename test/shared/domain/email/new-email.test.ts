import { describe, expect, it } from '@jest/globals';
import { kindFor, newDraft, newEntries, newQueuedEmail } from '../../../../shared/domain/email/new-email.ts';

const NOW = '2026-11-23T00:00:00.000Z';
const LATER = '2026-11-23T08:30:00.000Z';

describe('a new email', () => {
  it('is queued from its turn on, with nothing tried, nothing answered and one line of history', () => {
    const recipient = { address: 'praxis@praxis.example', mailboxKey: 'key' };
    const given = { id: 'em_1', kind: 'batch_request' as const, therapistId: 7, recipient, notBefore: LATER };
    expect(newQueuedEmail(given, NOW)).toEqual({
      ...given,
      state: 'queued',
      queuedAt: NOW,
      attempt: 0,
      tries: 0,
      answered: false,
      followedUp: false,
      timeline: [{ state: 'queued', at: NOW }],
      createdAt: NOW,
      updatedAt: NOW,
      seq: 0,
      version: 0,
    });
  });

  it('is a draft that was never queued, when its author wants to go on writing', () => {
    const recipient = { address: 'praxis@praxis.example', mailboxKey: 'key' };
    const given = { id: 'em_1', kind: 'custom' as const, therapistId: 7, recipient, notBefore: LATER };
    const draft = newDraft(given, NOW);
    expect(draft).toMatchObject({ ...given, state: 'draft', timeline: [{ state: 'draft', at: NOW }] });
    expect(draft.queuedAt).toBeUndefined();
  });

  it('numbers its requests in their order and gives each a code of its own', () => {
    const requests = [
      { requestId: 9, patientId: 90, orderKey: 'a' },
      { requestId: 4, patientId: 40, orderKey: 'b' },
    ];
    const digestOf = (id: number) => `ABCDE${id}`.padEnd(26, 'X');
    expect(newEntries(requests, digestOf)).toEqual([
      { number: 1, ...requests[0], code: 'ABCDE9', included: true },
      { number: 2, ...requests[1], code: 'ABCDE4', included: true },
    ]);
  });

  it('is an initial contact for one request and a batch request for more', () => {
    expect([kindFor(1), kindFor(2), kindFor(5)]).toEqual([
      'initial_contact',
      'batch_request',
      'batch_request',
    ]);
  });
});
