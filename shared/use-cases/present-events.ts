import type { AggregateName } from '../domain/stores/outbox.ts';
import { presentEmail } from '../domain/email/present-email.ts';
import type { PresentEvent, Sequenced } from '../domain/events.ts';
import type { CallWithEntries } from '../domain/phone-call/phone-call.ts';
import type { Instant } from '../domain/time.ts';
import { callEvent } from './announce-call.ts';
import type { Changes } from './changes.ts';
import { presentRequest } from './present-request.ts';

/** An aggregate with what siblings have to know of it by now. */
export interface Presentable {
  /** In order; none where nothing of its state is told by events. */
  events: PresentEvent[];
  /** Tells an event under the aggregate's next number. */
  tell(event: PresentEvent, at: Instant): void;
}

/**
 * Finds out what siblings have to know of an aggregate by now (CONTRACT §3, announce). Each event says of itself that it
 * was `announced` and is no news.
 *
 * @returns undefined when there is no such aggregate
 */
export async function presentEvents(
  changes: Changes,
  { kind, id }: AggregateName,
): Promise<Presentable | undefined> {
  const present = <T extends Sequenced>(aggregate: T, events: PresentEvent[], put: (told: T) => void) => {
    let told = aggregate;
    return {
      events: events.map(({ type, payload }) => ({ type, payload: { ...payload, announced: true } })),
      tell(event: PresentEvent, at: Instant) {
        told = changes.announce(told, { ...event, aggregate: { kind, id }, at });
        put(told);
      },
    };
  };
  switch (kind) {
    case 'email': {
      const loaded = await changes.email(id);
      return loaded && present(loaded.email, presentEmail(loaded), (email) => changes.putEmail(email));
    }
    case 'call': {
      const loaded = await changes.call(id);
      return loaded && present(loaded.call, presentCall(loaded), (call) => changes.putCall(call));
    }
    case 'request': {
      const request = await changes.request(Number(id));
      return request && present(request, await presentRequest(changes, request), changes.putRequest);
    }
    case 'therapist': {
      const contact = await changes.contact(Number(id));
      const { version, therapistId, objectedAt, objectionSource: source } = contact;
      if (version === 0) return undefined;
      const payload = { therapist_id: therapistId, channel: 'all', source };
      const objected: PresentEvent = { type: 'communication.therapist_objected', payload };
      return present(contact, objectedAt === undefined ? [] : [objected], changes.putContact);
    }
  }
}

/** A failed call is told by what became of its requests. */
function presentCall({ call, entries }: CallWithEntries): PresentEvent[] {
  const { state } = call;
  return state === 'failed' ? [] : [callEvent({ type: `communication.call_${state}`, call, entries })];
}
