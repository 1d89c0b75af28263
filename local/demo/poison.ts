import type { Instant } from '../../shared/domain/time.ts';
import { envelope, type Message } from './topics.ts';

/** Records that nobody can understand, or that concern nobody here, and why. */
export function makePoison(at: Instant): Message[] {
  const created = (payload: object, more: { version?: string; eventType?: string } = {}) =>
    envelope({ eventId: 'poison', eventType: 'match.created', timestamp: at, payload, ...more });
  const values = [
    Buffer.from('not JSON at all'),
    Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]), // not UTF-8
    null,
    Buffer.alloc(0),
    Buffer.from(JSON.stringify({ eventId: 'x'.repeat(5_000_000) })),
    Buffer.from('['.repeat(10_000) + ']'.repeat(10_000)),
    Buffer.from('{"__proto__":{"polluted":true},"eventType":"match.created"}'),
    created({ match_id: '7', patient_id: 1001, therapist_id: 101 }),
    created({ match_id: 7, patient_id: 1001 }),
    created({ match_id: 7, patient_id: 1001, therapist_id: 101 }, { version: '2.0' }),
    created({ match_id: 7, new_status: 'verschollen' }, { eventType: 'match.status_changed' }),
    // No poison: types of events that are no concern of this service.
    created({ match_id: 7 }, { eventType: 'match.archived' }),
    created({ invoice_id: 7 }, { eventType: 'invoice.created' }),
  ];
  return values.map((value, key) => ({ at, topic: 'matching-events', key, value }));
}
