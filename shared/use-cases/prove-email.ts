import { isContactEmail, lastAttemptAt, withoutMark, type Email, type Entry } from '../domain/email/email.ts';
import type { Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import { withdrawEntry } from './detach-request.ts';
import { giveBackGuards } from './end-email.ts';
import { isKnown, toPooled, type KnownRequest } from './move-requests.ts';
import type { Service } from './service.ts';
import { accept, noteContact } from './settle-email.ts';

type Needs = Pick<Service, 'store' | 'clock' | 'ids' | 'settings'>;

/**
 * Takes note that SES surely accepted an email, whatever the email's state says (DESIGN §5, proof). The first proof
 * moves it to `sent`; every proof counts as a contact for the guards. When the email was given up meanwhile, its
 * requests are pulled back out of the pool and of queued mails; if one of them rides in a mail that was handed to SES
 * already, this email keeps its state and only notes the proof.
 */
export async function proveEmail(
  service: Needs,
  changes: Changes,
  { emailId, at, sesMessageId }: { emailId: string; at: Instant; sesMessageId?: string },
): Promise<void> {
  const loaded = await changes.email(emailId);
  if (!loaded) return;
  const { email, entries } = loaded;
  const acceptance = { at, ...(sesMessageId !== undefined && { sesMessageId }) };
  if (email.sentAt !== undefined || email.provedAt !== undefined) {
    if (isContactEmail(email.kind)) await noteContact(service, changes, email, at);
    return;
  }
  // It was put back into the queue but has been sent: nobody has to wait for it any more.
  if (email.state === 'queued') await giveBackGuards(service, changes, email);
  if (
    GIVEN_UP.has(email.state) &&
    isContactEmail(email.kind) &&
    !(await takeBack(service, changes, { email, entries }))
  ) {
    changes.putEmail({ ...email, provedAt: at, updatedAt: service.clock.now() });
    await noteContact(service, changes, email, at);
    return;
  }
  const current = (await changes.email(emailId)) ?? loaded;
  await accept(service, changes, { ...current, acceptance });
}

/** Nobody answers a mail that SES did not accept: an answer proves it, too, where no event of SES has done so. */
export async function proveByAnswer(service: Needs, changes: Changes, email: Email): Promise<void> {
  if (email.state !== 'unknown' && email.state !== 'unresolved') return;
  await proveEmail(service, changes, { emailId: email.id, at: lastAttemptAt(email) });
}

const GIVEN_UP: ReadonlySet<Email['state']> = new Set(['canceled', 'unresolved', 'failed']);

/** Pulls the email's requests back from where they went; false, and nothing changed, when one left with another mail. */
async function takeBack(
  service: Needs,
  changes: Changes,
  { email, entries }: { email: Email; entries: Entry[] },
): Promise<boolean> {
  const requests: KnownRequest[] = [];
  for (const { requestId } of entries.filter(({ included }) => included)) {
    const request = await changes.request(requestId);
    if (!request || !isKnown(request)) continue;
    if (request.place === 'pending') requests.push(request);
    if (request.place !== 'contact_email' || request.emailId === email.id) continue;
    const other = await changes.email(request.emailId ?? '');
    if (other && other.email.state !== 'queued' && other.email.state !== 'draft') return false;
    requests.push(request);
  }
  for (const request of requests) await takeBackOne(service, changes, { email, request });
  return true;
}

async function takeBackOne(
  service: Needs,
  changes: Changes,
  { email, request }: { email: Email; request: KnownRequest },
): Promise<void> {
  if (request.place === 'pending') {
    changes.write(service.store.removeFromPool(toPooled(request)));
  } else {
    const other = await changes.email(request.emailId ?? '');
    if (other)
      await withdrawEntry(service, changes, { ...other, requestId: request.id, reason: 'no_requests_left' });
  }
  changes.putRequest({ ...request, place: 'contact_email', emailId: email.id });
  const own = await changes.email(email.id);
  if (own) changes.putEmail(own.email, withoutMark(own.entries, request.id));
}
