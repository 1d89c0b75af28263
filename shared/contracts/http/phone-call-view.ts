/** Domain → resources of the API (CONTRACT §2). Every field that needs `email.content` is given only to who has it. */
import type { z } from 'zod';
import { callEntryId, prioritiesOf } from '../../domain/phone-call/call-ids.ts';
import type { CallWithEntries, PhoneCall } from '../../domain/phone-call/phone-call.ts';
import { toTelUri } from '../../domain/phone-call/tel-uri.ts';
import type { phoneCallEntry } from './phone-call-entries.ts';
import type { phoneCall } from './phone-call-resource.ts';

/** What the reader may see: whether the scope `email.content` is his. */
interface Sight {
  withContent: boolean;
}

/**
 * A call without its agenda, in lists and by itself.
 *
 * @param script what its caller is to say, where it is shown
 */
export function toPhoneCall(
  call: PhoneCall,
  { withContent, script }: Sight & { script?: string | undefined },
): z.input<typeof phoneCall> {
  return {
    id: call.id,
    therapist_id: call.therapistIds[0] ?? 0,
    therapist_ids: call.therapistIds,
    scheduled_date: call.localDate,
    scheduled_time: call.localTime,
    time_zone: call.timeZone,
    starts_at: call.startsAt,
    duration_minutes: call.durationMinutes,
    line: call.line,
    status: call.state,
    try: call.try,
    ...given('outcome', call.outcome),
    ...given('actual_date', call.actualDate),
    ...given('actual_time', call.actualTime),
    ...given('retry_after', call.retryAfter),
    email_ids: call.emailIds,
    ...(withContent && {
      ...(call.phoneNumber !== '' && {
        phone_number: call.phoneNumber,
        phone_uri: toTelUri(call.phoneNumber),
      }),
      ...given('script', script),
      ...given('notes', call.notes),
    }),
    created_at: call.createdAt,
    updated_at: call.updatedAt,
    version: call.version,
  };
}

/** A call's entries by their number. */
export function toPhoneCallEntries(
  { call, entries }: CallWithEntries,
  { withContent }: Sight,
): z.input<typeof phoneCallEntry>[] {
  const priorities = prioritiesOf(entries);
  return entries
    .map((entry) => ({
      id: callEntryId(call, entry),
      phone_call_id: call.id,
      placement_request_id: entry.requestId,
      number: entry.number,
      ...(!entry.erased && { code: entry.code }),
      ...given('priority', priorities.get(entry.number)),
      included: entry.included,
      discussed: entry.discussed ?? false,
      ...given('outcome', entry.outcome),
      follow_up_required: entry.followUpRequired ?? false,
      ...(withContent && given('follow_up_notes', entry.followUpNotes)),
      created_at: entry.createdAt ?? call.createdAt,
    }))
    .sort((a, b) => a.number - b.number);
}

/** A field, where it has a value. */
function given<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return (value === undefined ? {} : { [key]: value }) as Partial<Record<Key, Value>>;
}
