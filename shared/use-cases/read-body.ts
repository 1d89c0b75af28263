import { liveEntries, tellsOfPatients } from '../domain/email/email.ts';
import type { RenderedEmail, Renderer } from '../domain/ports.ts';
import { composeEmail } from './compose-email.ts';
import { factsOf } from './patient-data.ts';
import type { Service } from './service.ts';

type Needs = Pick<Service, 'store' | 'directory'> & { renderer: Renderer };

/**
 * What an email says, for people who may read it: the body as it was handed to SES, or a preview of what has not been
 * (DESIGN §5.4).
 *
 * @returns undefined when there is no such email, its body is gone, or there is no preview of it
 */
export async function readBody(service: Needs, id: string): Promise<RenderedEmail | undefined> {
  const state = (await service.store.getEmail(id))?.email.state;
  if (state === 'draft' || state === 'queued') return previewEmail(service, id);
  const body = await service.store.getBody(id);
  return body ?? (state === 'canceled' ? previewEmail(service, id) : undefined);
}

/**
 * What would be mailed if the email left now.
 *
 * @returns undefined when there is no such email, its data cannot be had, or no patient is left to write about
 */
export async function previewEmail(service: Needs, id: string): Promise<RenderedEmail | undefined> {
  const loaded = await service.store.getEmail(id);
  if (!loaded) return undefined;
  const { email, entries } = loaded;
  const therapist = await service.directory.therapist(email.therapistId, email);
  if (!therapist.ok) return undefined;
  const live = liveEntries(entries);
  const { known, missing } = await factsOf(service, tellsOfPatients(email.kind) ? live : []);
  if ([...missing.values()].includes('unavailable')) return undefined;
  // Patients whom nobody knows are left out of the mail, except when it only asks once more (send-email.ts).
  const mailed = email.kind === 'follow_up' ? live : live.filter(({ requestId }) => !missing.has(requestId));
  if (mailed.length === 0 && email.kind !== 'custom') return undefined;
  const contact = await service.store.getContact(email.therapistId);
  const { body } = await composeEmail(
    service,
    { email, entries: mailed },
    { therapist: therapist.value, contact, facts: known },
  );
  return body;
}
