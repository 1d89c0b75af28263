import { mayBeAskedFor, queueDraft } from '../domain/email/email-states.ts';
import {
  liveEntries,
  type Email,
  type EmailState,
  type EmailWithEntries,
  type Recipient,
} from '../domain/email/email.ts';
import { scheduleFollowUp, unscheduleFollowUp } from '../domain/email/follow-up.ts';
import { recordOverride, reviseContent } from '../domain/email/revise-content.ts';
import type { ContentFields, Override, WrittenContent } from '../domain/email/written-content.ts';
import type { Fault } from '../domain/fault.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Changes } from './changes.ts';
import { commitWrite } from './commit-write.ts';
import { cancelAndEnd } from './end-email.ts';
import { chooseRecipient } from './recipient.ts';
import { reserveTurn } from './reserve-turn.ts';
import type { Service } from './service.ts';

/** What a client wants to be different; what is absent stays as it is. */
export interface EmailChanges extends ContentFields {
  recipientEmail?: string | undefined;
  /** Makes the draft one that may leave before the cadence allows it. */
  override?: Pick<Override, 'reason' | 'by'> | undefined;
  followUpRequired?: boolean | undefined;
  /** The state that it shall be in; the present one asks for no move. */
  status?: EmailState | undefined;
}

/** Fields that are written while the email is a draft, with their names on the wire. */
const DRAFT_FIELDS = {
  subject: '/subject',
  bodyHtml: '/body_html',
  bodyText: '/body_text',
  variables: '/variables',
  recipientEmail: '/recipient_email',
  recipientName: '/recipient_name',
  override: '/override',
} as const satisfies Partial<Record<keyof EmailChanges, string>>;

/**
 * Changes an email for a client (CONTRACT §1 and §2): what it says and where it goes while it is a draft, whether it is
 * followed up at any time, and the moves draft → queued (which reserves, see `reserveTurn`) and draft | queued → canceled
 * (which gives everything back).
 *
 * @param version the version that the client has seen
 * @returns the email's id; or `not_found`, `precondition_failed`, `illegal_transition` with `from` and `to` or, for
 *   fields of a draft, with `state`; and what `createEmail` refuses
 */
export async function updateEmail(
  service: Service,
  {
    id,
    version,
    once,
    changes: asked,
  }: {
    id: string;
    version: number;
    once?: Once | undefined;
    changes: EmailChanges;
  },
): Promise<Result<string, Fault>> {
  return commitWrite(service, once, async (changes) => {
    const loaded = await changes.email(id);
    if (!loaded) return fail({ code: 'not_found' });
    const { email, entries } = loaded;
    if (email.version !== version) return fail({ code: 'precondition_failed' });
    const refusal = refuseDraftFields(email, asked) ?? refuseMove(email, asked);
    if (refusal) return fail(refusal);
    const content = await rewrite(service, changes, { email, asked });
    if (!content.ok) return content;
    const recipient = await redirect(service, { email, asked });
    if (!recipient.ok) return recipient;
    const revised: Email = {
      ...email,
      recipient: recipient.value,
      updatedAt: service.clock.now(),
      ...(asked.override && content.value.override && { overriddenAt: content.value.override.at }),
    };
    const followed = followUpAs(service, { email: revised, entries }, asked.followUpRequired);
    return moveTo(service, changes, { email: followed, entries, status: asked.status });
  });
}

function refuseDraftFields({ state }: Email, asked: EmailChanges): Fault | undefined {
  if (state === 'draft') return undefined;
  const errors = Object.entries(DRAFT_FIELDS).flatMap(([name, field]) =>
    asked[name as keyof typeof DRAFT_FIELDS] === undefined
      ? []
      : [{ field, message: 'can be changed while the email is a draft' }],
  );
  return errors.length > 0 ? { code: 'illegal_transition', details: { state }, errors } : undefined;
}

function refuseMove({ state }: Email, { status = state }: EmailChanges): Fault | undefined {
  if (status === state || mayBeAskedFor(state, status)) return undefined;
  return { code: 'illegal_transition', details: { from: state, to: status } };
}

/** Writes what the client wrote anew, if he did; the content as it is then. */
async function rewrite(
  { store, clock }: Pick<Service, 'store' | 'clock'>,
  changes: Changes,
  { email, asked }: { email: Email; asked: EmailChanges },
): Promise<Result<WrittenContent, Fault>> {
  const content = (await store.getContent(email.id)) ?? {};
  const revised = reviseContent(content, email.kind, asked);
  if (!revised.ok) return revised;
  const override = asked.override ? recordOverride(asked.override, clock.now()) : undefined;
  if (override && !override.ok) return override;
  const written = { ...revised.value, ...(override && { override: override.value }) };
  if (JSON.stringify(written) !== JSON.stringify(content))
    changes.write(store.saveContent(email.id, written));
  return ok(written);
}

/** Where the email goes: where the client says, else where it went; a draft is queued to the directory's present address. */
async function redirect(
  service: Service,
  { email, asked: { recipientEmail, status } }: { email: Email; asked: EmailChanges },
): Promise<Result<Recipient, Fault>> {
  const isQueued = email.state === 'draft' && status === 'queued' && !email.recipient.given;
  if (recipientEmail === undefined && !isQueued) return ok(email.recipient);
  return chooseRecipient(service, { therapistId: email.therapistId, given: recipientEmail });
}

function followUpAs(
  { clock, settings }: Pick<Service, 'clock' | 'settings'>,
  { email, entries }: EmailWithEntries,
  required: boolean | undefined,
): Email {
  if (required === undefined) return email;
  const wanted = { ...email, followUpRequired: required };
  if (!required) return unscheduleFollowUp(wanted);
  return scheduleFollowUp(wanted, entries, { now: clock.now(), afterMs: settings.followUpAfterMs });
}

async function moveTo(
  service: Service,
  changes: Changes,
  { email, entries, status }: EmailWithEntries & { status: EmailState | undefined },
): Promise<Result<string, Fault>> {
  if (status === 'canceled' && email.state !== 'canceled') {
    await cancelAndEnd(service, changes, { email, entries, reason: 'canceled_by_staff' });
  } else if (status === 'queued' && email.state === 'draft') {
    const requestIds = liveEntries(entries).map(({ requestId }) => requestId);
    const turn = await reserveTurn(service, changes, { ...email, requestIds });
    if (!turn.ok) return turn;
    changes.putEmail(queueDraft(email, turn.value.notBefore, service.clock.now()));
  } else changes.putEmail(email);
  return ok(email.id);
}
