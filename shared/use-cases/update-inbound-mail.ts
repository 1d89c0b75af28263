import type { Fault } from '../domain/fault.ts';
import { canMove } from '../domain/inbound/inbound-moves.ts';
import type { InboundMail } from '../domain/inbound/inbound-mail.ts';
import type { Once } from '../domain/once.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import {
  assignInboundMail,
  isAssigned,
  type Assignment,
  type InboundService,
} from './assign-inbound-mail.ts';
import type { Changes } from './changes.ts';
import { commitWrite } from './commit-write.ts';
import { confirmInboundMail, isConfirmed, type Confirmation } from './confirm-inbound-mail.ts';
import { dismissInboundMail } from './dismiss-inbound-mail.ts';

/** What staff do with a mail that arrived: one thing at a time. */
export type InboundUpdate =
  ({ move: 'assign' } & Assignment) | ({ move: 'confirm' } & Confirmation) | { move: 'dismiss' };

/** One mail, as its client has seen it. */
interface MailTarget {
  inboundMailId: string;
  version: number;
  once?: Once | undefined;
}

/**
 * Assigns, confirms or dismisses a mail that arrived (CONTRACT §3, decision 0033), with all that follows, in one
 * transaction. What was done already is not done again.
 *
 * @returns the mail's id; or `not_found`, `precondition_failed`, `illegal_transition` with the mail's status and kind, or what
 *   stands against the move itself
 */
export async function updateInboundMail(
  service: InboundService,
  { inboundMailId, version, once, update }: MailTarget & { update: InboundUpdate },
): Promise<Result<string, Fault>> {
  return commitWrite(service, once, async (changes) => {
    const mail = await changes.inboundMail(inboundMailId);
    if (!mail) return fail({ code: 'not_found' });
    if (mail.version !== version) return fail({ code: 'precondition_failed' });
    if (await isDone(service, changes, mail, update)) return ok(inboundMailId);
    if (!canMove(mail, update.move))
      return fail({ code: 'illegal_transition', details: { state: mail.status, kind: mail.kind } });
    const moved = await makeMove(service, changes, mail, update);
    return moved.ok ? ok(inboundMailId) : moved;
  });
}

async function isDone(
  service: InboundService,
  changes: Changes,
  mail: InboundMail,
  update: InboundUpdate,
): Promise<boolean> {
  switch (update.move) {
    case 'assign':
      return isAssigned(mail, update);
    case 'confirm':
      return isConfirmed(service, changes, mail, update);
    case 'dismiss':
      return mail.status === 'dismissed';
  }
}

async function makeMove(
  service: InboundService,
  changes: Changes,
  mail: InboundMail,
  update: InboundUpdate,
): Promise<Result<undefined, Fault>> {
  switch (update.move) {
    case 'assign':
      return assignInboundMail(service, changes, { mail, to: update });
    case 'confirm':
      return confirmInboundMail(service, changes, { mail, confirmation: update });
    case 'dismiss':
      return ok(await dismissInboundMail(service, changes, mail));
  }
}
