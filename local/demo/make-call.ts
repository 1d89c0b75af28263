import { z } from 'zod';
import { phoneCallEntry } from '../../shared/contracts/http/phone-call-entries.ts';
import { phoneCall } from '../../shared/contracts/http/phone-call-resource.ts';
import type { CallOutcome } from '../../shared/domain/phone-call/phone-call.ts';
import { HOUR_MS, plus, type Instant } from '../../shared/domain/time.ts';
import type { Office } from './office.ts';

interface OpenCall {
  path: string;
  etag: string;
}

const agenda = z.object({ items: z.array(phoneCallEntry) });

/** Who asks to be called back means the day after, at about this time. */
const CALLED_BACK_AFTER_MS = 26 * HOUR_MS;

/** Then the therapist has to go: what is left of the agenda stays open. */
const REQUESTS_IN_A_TALK = 3;

/** What the API makes of a call that was tried, in the words of the journal. */
const ENDS = {
  completed: 'completed',
  scheduled: 'tried_again',
  failed: 'given_up',
  canceled: 'canceled',
} as const;

/** Whose fate a call has that is about several therapists, whatever order they came to it in. */
export function spokesman({ therapist_ids }: { therapist_ids: number[] }): number {
  return Math.min(...therapist_ids);
}

/** Makes a call at its time and records how it went, unless it was moved or canceled meanwhile, or is forgotten. */
export async function makeCall(
  office: Office,
  { callId, startsAt }: { callId: string; startsAt: Instant },
): Promise<void> {
  const { api, journal, fates } = office;
  const path = `/api/phone-calls/${callId}`;
  const { value: call, etag } = await api.read(phoneCall, path);
  if (call.status !== 'scheduled' || call.starts_at !== startsAt) return;
  const fate = fates.next(spokesman(call));
  if (fate === 'forgotten') return journal.count('call: forgotten');
  if (!call.phone_uri || !call.script)
    throw new Error(`nobody can make ${callId}: no number or nothing to say`);
  const ended =
    fate === 'reached'
      ? await reportTalk(office, { path, etag })
      : await reportFailure(office, { path, etag }, fate);
  journal.count(`try: ${fate}`);
  journal.count(`call: ${ENDS[ended]}`);
}

/** What was said about each request is noted as it is said; it takes effect with the end of the call. */
async function reportTalk({ api, journal, fates }: Office, call: OpenCall) {
  let { etag } = call;
  const { value } = await api.read(agenda, `${call.path}/batches`);
  const live = value.items.filter(({ included }) => included);
  journal.count('said: nothing', Math.max(0, live.length - REQUESTS_IN_A_TALK));
  for (const { id, placement_request_id } of live.slice(0, REQUESTS_IN_A_TALK)) {
    const outcome = fates.saidAbout(placement_request_id);
    journal.count(`said: ${outcome}`);
    const asksBack = outcome === 'needs_follow_up';
    const body = {
      discussed: true,
      outcome,
      ...(asksBack && { follow_up_required: true, follow_up_notes: 'Die Praxis prüft das noch.' }),
    };
    ({ etag } = await api.change(phoneCallEntry, `/api/phone-call-batches/${id}`, { etag, body }));
  }
  const body = { status: 'completed', outcome: 'reached', notes: 'Freundliches Gespräch.' };
  return (await api.change(phoneCall, call.path, { etag, body })).value.status;
}

async function reportFailure(
  { api, now }: Office,
  { path, etag }: OpenCall,
  outcome: Exclude<CallOutcome, 'reached'>,
) {
  const retry = outcome === 'callback_at' && { retry_after: plus(now(), CALLED_BACK_AFTER_MS) };
  const body = { status: 'failed', outcome, ...retry };
  return (await api.change(phoneCall, path, { etag, body })).value.status;
}
