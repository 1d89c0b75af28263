import { describe, expect, it } from '@jest/globals';
import {
  communicationEvent,
  encodeEvent,
  toEnvelope,
} from '../../../../shared/contracts/events/communication-event.ts';
import { anOutboxEvent, anUnwritableEvent } from '../../../support/outbox-events.ts';

describe('the outgoing envelope', () => {
  it('carries an event of the outbox', () => {
    expect(toEnvelope(anOutboxEvent('em_1', 2))).toEqual({
      eventId: 'ev_em_1_2',
      eventType: 'communication.email_sent',
      version: '1.0',
      timestamp: '2025-03-01T10:00:00.000Z',
      producer: 'communication-service',
      seq: 2,
      payload: { email_id: 'em_1', therapist_id: 13, placement_request_ids: [7] },
    });
  });

  it('is encoded as JSON that meets its own contract', () => {
    const event = anOutboxEvent('em_1', 2);
    const text = encodeEvent(event) ?? '';
    expect(communicationEvent.parse(JSON.parse(text))).toEqual(toEnvelope(event));
  });

  it.each([
    ['cannot be written as JSON', anUnwritableEvent('em_1', 1)],
    ['has no number', anOutboxEvent('em_1', 0)],
    ['has a time without a zone', anOutboxEvent('em_1', 1, { at: '2025-03-01T10:00:00' })],
    [
      'is larger than any transport carries',
      anOutboxEvent('em_1', 1, { payload: { ids: 'x'.repeat(200_000) } }),
    ],
  ])('is not encoded when it %s', (_what, event) => {
    expect(encodeEvent(event)).toBeUndefined();
  });
});
