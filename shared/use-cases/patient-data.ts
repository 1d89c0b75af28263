import { failsAgainAndAgain } from '../domain/email/after-end.ts';
import type { DirectoryFault, PatientFacts } from '../domain/email/directory.ts';
import { postponeEmail } from '../domain/email/email-states.ts';
import type { Email, EmailReason, EmailWithEntries, Entry } from '../domain/email/email.ts';
import { DAY_MS, latest, MINUTE_MS, plus, type Instant } from '../domain/time.ts';
import type { Unclaimed } from './claim-email.ts';
import { commitChanges } from './commit-changes.ts';
import { withdrawEntry } from './detach-request.ts';
import { cancelAndEnd, requestsOf } from './end-email.ts';
import { moveToPool, moveToWorkItem } from './move-requests.ts';
import type { Service } from './service.ts';

/** An email whose data could not be read is tried again after this time. */
const DATA_RETRY_MS = 20 * MINUTE_MS;

/** How long after it could have left at the earliest: the day that a batch may look ahead, and a day of waiting. */
const DATA_WAIT_MS = 2 * DAY_MS;

/** What the directory knows of an email's patients. */
export interface PatientData {
  /** Facts by patient. */
  known: Map<number, PatientFacts>;
  /** Why the patients of other entries could not be read, by request. */
  missing: Map<number, DirectoryFault>;
}

/** Reads what a mail or a caller says about the patients of the given entries. */
export async function factsOf(
  { directory }: Pick<Service, 'directory'>,
  entries: Pick<Entry, 'requestId' | 'patientId' | 'erasedAt'>[],
): Promise<PatientData> {
  const facts: PatientData = { known: new Map(), missing: new Map() };
  const answers = await Promise.all(entries.map((entry) => directory.patient(entry.patientId, entry)));
  answers.forEach((answer, index) => {
    const entry = entries[index];
    if (!entry) return;
    if (answer.ok) facts.known.set(entry.patientId, answer.value);
    else facts.missing.set(entry.requestId, answer.error);
  });
  return facts;
}

/**
 * The mail goes without the patients whose data are missing; they stay pending (FAULTS 38). One whom nobody knows at
 * three mails in a row needs a person.
 *
 * @returns undefined when the mail can go with the patients that are left
 */
export async function leaveOut(
  service: Service,
  loaded: EmailWithEntries,
  facts: PatientData,
): Promise<Unclaimed | undefined> {
  if (facts.known.size === 0 && [...facts.missing.values()].includes('unavailable'))
    return waitForData(service, loaded);
  await commitChanges(service, async (changes) => {
    const fresh = await changes.email(loaded.email.id);
    if (fresh?.email.version !== loaded.email.version || fresh.email.state !== 'queued') return;
    const returned = (await requestsOf(changes, fresh.email, fresh.entries)).flatMap((request) => {
      const fault = facts.missing.get(request.id);
      return fault
        ? [{ ...request, failedMails: request.failedMails + (fault === 'not_found' ? 1 : 0) }]
        : [];
    });
    for (const requestId of facts.missing.keys()) {
      const current = (await changes.email(loaded.email.id)) ?? fresh;
      await withdrawEntry(service, changes, { ...current, requestId, reason: 'data_unavailable' });
    }
    const [unknown, pending] = [
      returned.filter(failsAgainAndAgain),
      returned.filter((each) => !failsAgainAndAgain(each)),
    ];
    moveToWorkItem(service, changes, {
      requests: unknown,
      reason: 'patient_unknown',
      origin: { emailId: loaded.email.id },
    });
    await moveToPool(service, changes, pending);
  });
  return facts.known.size === 0 ? { kind: 'canceled', reason: 'data_unavailable' } : undefined;
}

function waitingSince({ queuedAt, createdAt, earliest }: Email): Instant {
  return latest(queuedAt ?? createdAt, earliest ?? createdAt);
}

/** A source is down: the email waits, but not for longer than two days. */
export async function waitForData(
  service: Service,
  { email, entries }: EmailWithEntries,
): Promise<Unclaimed> {
  const now = service.clock.now();
  const reason: EmailReason = 'data_unavailable';
  return commitChanges(service, async (changes) => {
    const fresh = await changes.email(email.id);
    if (fresh?.email.version !== email.version) return { kind: 'gone' };
    if (now < plus(waitingSince(email), DATA_WAIT_MS)) {
      changes.putEmail(postponeEmail(email, plus(now, DATA_RETRY_MS), now, reason));
      return { kind: 'postponed', reason };
    }
    await cancelAndEnd(service, changes, { email, entries, reason });
    return { kind: 'canceled', reason };
  });
}
