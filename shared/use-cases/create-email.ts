import { orderKey } from '../domain/contact/placement-request.ts';
import { faultsOfMissing } from '../domain/email/content-faults.ts';
import type { EmailKind } from '../domain/email/email.ts';
import { newDraft, newEntries, newQueuedEmail, type Enclosed } from '../domain/email/new-email.ts';
import { recordOverride, reviseContent } from '../domain/email/revise-content.ts';
import type { ContentFields, WrittenContent } from '../domain/email/written-content.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Settings } from '../domain/settings.ts';
import type { Instant } from '../domain/time.ts';
import { announceCreated } from './announce-email.ts';
import type { Changes } from './changes.ts';
import { commitWrite } from './commit-write.ts';
import type { KnownRequest } from './move-requests.ts';
import { chooseRecipient } from './recipient.ts';
import { requestsForEmail } from './requests-for-email.ts';
import { reserveTurn, type QueuedMail, type ReservedTurn } from './reserve-turn.ts';
import type { Service } from './service.ts';

/** An email as a client asks for it. */
export interface RequestedEmail extends ContentFields {
  therapistId: number;
  status: 'draft' | 'queued';
  /** `initial_contact` or `batch_request`; absent: subject and body are the client's. */
  template?: string | undefined;
  placementRequestIds?: number[] | undefined;
  /** Absent: the directory's address, as it is when the turn is reserved. */
  recipientEmail?: string | undefined;
  notBefore?: Instant | undefined;
  batchId?: string | undefined;
  followUpRequired?: boolean | undefined;
  override?: { reason: string } | undefined;
}

/**
 * Makes an email that a client asks for (CONTRACT §1). A draft reserves nothing. One that is queued reserves both guards
 * and its requests in the same transaction, or is refused: see `reserveTurn`.
 *
 * @param caller the token's subject; recorded when he overrides the cadence
 * @returns the email's id; or `invalid_request` with the fields at fault, `email_full`, `request_not_available`,
 *   `no_address`, `contact_frequency_exceeded`, `contact_stopped`, `unavailable`
 */
export async function createEmail(
  service: Service,
  { caller, once, email: asked }: { caller: string; once?: Once | undefined; email: RequestedEmail },
): Promise<Result<string, Fault>> {
  const kind = kindOf(asked);
  if (!kind.ok) return kind;
  const content = contentOf(asked, { kind: kind.value, caller, now: service.clock.now() });
  if (!content.ok) return content;
  return commitWrite(service, once, (changes) =>
    decideEmail(service, changes, { asked, kind: kind.value, content: content.value }),
  );
}

function kindOf({ template }: RequestedEmail): Result<EmailKind, Fault> {
  if (template === undefined) return ok('custom');
  if (template === 'initial_contact' || template === 'batch_request') return ok(template);
  const message = 'must be initial_contact or batch_request; all others are made by the service itself';
  return fail({ code: 'invalid_request', errors: [{ field: '/template', message }] });
}

function contentOf(
  asked: RequestedEmail,
  { kind, caller, now }: { kind: EmailKind; caller: string; now: Instant },
): Result<WrittenContent, Fault> {
  const written = reviseContent({}, kind, asked);
  if (!written.ok) return written;
  const errors = faultsOfMissing(kind, written.value);
  if (errors.length > 0) return fail({ code: 'invalid_request', errors });
  if (!asked.override) return written;
  const override = recordOverride({ ...asked.override, by: caller }, now);
  return override.ok ? ok({ ...written.value, override: override.value }) : override;
}

async function decideEmail(
  service: Service,
  changes: Changes,
  { asked, kind, content }: { asked: RequestedEmail; kind: EmailKind; content: WrittenContent },
): Promise<Result<string, Fault>> {
  const { store, clock, ids, pseudonyms, settings } = service;
  const { therapistId, status, placementRequestIds: requestIds = [] } = asked;
  const fault = faultOfIds(requestIds, settings);
  if (fault) return fail(fault);
  const recipient = await chooseRecipient(service, { therapistId, given: asked.recipientEmail });
  if (!recipient.ok) return recipient;

  const now = clock.now();
  const head = {
    id: ids.next('em'),
    kind,
    therapistId,
    recipient: recipient.value,
    ...(asked.notBefore !== undefined && { earliest: asked.notBefore }),
    ...(asked.batchId !== undefined && { batchId: asked.batchId }),
    ...(asked.followUpRequired !== undefined && { followUpRequired: asked.followUpRequired }),
    ...(content.override && { overriddenAt: content.override.at }),
  };
  const mail = { ...head, requestIds };
  const reserved =
    status === 'queued' ? await reserveTurn(service, changes, mail) : await nameRequests(changes, mail, now);
  if (!reserved.ok) return reserved;
  const { notBefore, requests } = reserved.value;
  const make = status === 'queued' ? newQueuedEmail : newDraft;
  const entries = newEntries(requests.map(toEnclosed), pseudonyms.requestDigest);
  announceCreated(changes, { email: make({ ...head, notBefore }, now), entries });
  changes.write(store.saveContent(head.id, content));
  return ok(head.id);
}

function faultOfIds(requestIds: number[], { maxPatientsPerEmail }: Settings): Fault | undefined {
  const errors = requestIds.flatMap((id, index) =>
    requestIds.indexOf(id) === index
      ? []
      : [{ field: `/placement_request_ids/${index}`, message: 'is there twice' }],
  );
  if (errors.length > 0) return { code: 'invalid_request', errors };
  if (requestIds.length <= maxPatientsPerEmail) return undefined;
  return { code: 'email_full', details: { max_patients_per_email: maxPatientsPerEmail } };
}

/** A draft reserves nothing: it only names requests that could be had now. */
async function nameRequests(
  changes: Changes,
  mail: QueuedMail,
  now: Instant,
): Promise<Result<ReservedTurn, Fault>> {
  const requests = await requestsForEmail(changes, mail);
  return requests.ok ? ok({ notBefore: mail.earliest ?? now, requests: requests.value }) : requests;
}

function toEnclosed(request: KnownRequest): Enclosed {
  return { requestId: request.id, patientId: request.patientId, orderKey: orderKey(request) };
}
