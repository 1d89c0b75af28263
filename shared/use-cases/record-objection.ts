import type { ObjectionSource } from '../domain/contact/contact.ts';
import type { Fault } from '../domain/fault.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Changes } from './changes.ts';
import { commitChanges } from './commit-changes.ts';
import type { Service } from './service.ts';
import { stopContact } from './stop-contact.ts';

/** What became of an objection: its therapist, and whether it is the first. */
export interface Objection {
  therapistId: number;
  isNew: boolean;
}

/**
 * Records that the therapist of an email objects to further contact (DESIGN §6): no mail and no call reaches him from now on,
 * what is queued or scheduled for him ends, and his requests go to staff, those of a queued email at once, the others with the
 * next batch and sweep. Siblings are told. A second objection changes nothing.
 *
 * @returns or `not_found`: there is no such email, or no longer
 */
export async function objectByEmail(
  service: Service,
  { emailId, source }: { emailId: string; source: ObjectionSource },
): Promise<Result<Objection, Fault>> {
  return commitChanges(service, async (changes): Promise<Result<Objection, Fault>> => {
    const loaded = await changes.email(emailId);
    if (!loaded) return fail({ code: 'not_found' });
    const { therapistId } = loaded.email;
    return ok({ therapistId, isNew: await recordObjection(service, changes, { therapistId, source }) });
  });
}

/**
 * The same for a therapist, as a part of a larger decision.
 *
 * @returns whether it is his first objection
 */
export async function recordObjection(
  service: Service,
  changes: Changes,
  { therapistId, source }: { therapistId: number; source: ObjectionSource },
): Promise<boolean> {
  const contact = await changes.contact(therapistId);
  if (contact.objectedAt !== undefined || contact.erasedAt !== undefined) return false;
  const now = service.clock.now();
  const objecting = { ...contact, objectedAt: now, objectionSource: source };
  changes.putContact(
    changes.announce(objecting, {
      type: 'communication.therapist_objected',
      aggregate: { kind: 'therapist', id: therapistId },
      at: now,
      payload: { therapist_id: therapistId, channel: 'all', source },
    }),
  );
  await stopContact(service, changes, { therapistId, reason: 'objected' });
  const pooled = await service.store.firstPooled(therapistId, 1);
  if (pooled.length > 0) changes.changePool(therapistId, { kind: 'grown', dueAt: now });
  return true;
}
