import type { build as buildMatchingEvents } from '../../functions/events/matching-events.ts';
import type { build as buildInboundMail } from '../../functions/feedback/inbound-mail.ts';
import type { build as buildSesEvents } from '../../functions/feedback/ses-events.ts';
import type { build as buildApplyErasures } from '../../functions/schedules/apply-erasures.ts';
import type { build as buildApplyRetention } from '../../functions/schedules/apply-retention.ts';
import type { build as buildCheckUnansweredEmails } from '../../functions/schedules/check-unanswered-emails.ts';
import type { build as buildDailyBatch } from '../../functions/schedules/daily-batch-processing.ts';
import type { build as buildProcessEmailQueue } from '../../functions/schedules/process-email-queue.ts';
import type { Invoke } from '../../local/engine/functions.ts';

type Typed<Build extends (runtime: never) => (...event: never[]) => unknown> = (
  event: unknown,
) => ReturnType<ReturnType<Build>>;

/** The functions that tests invoke, by their names, with what they answer. */
export function typedFunctions(invoke: Invoke) {
  const call = (name: string) => (event: unknown) => invoke(`communication-local-${name}`, event);
  return {
    matchingEvents: call('matching-events') as Typed<typeof buildMatchingEvents>,
    outboxRelay: call('outbox-relay'),
    sesEvents: call('ses-events') as Typed<typeof buildSesEvents>,
    inboundMail: call('inbound-mail') as Typed<typeof buildInboundMail>,
    dailyBatch: call('daily-batch-processing') as Typed<typeof buildDailyBatch>,
    processEmailQueue: call('process-email-queue') as Typed<typeof buildProcessEmailQueue>,
    applyErasures: call('apply-erasures') as Typed<typeof buildApplyErasures>,
    applyRetention: call('apply-retention') as Typed<typeof buildApplyRetention>,
    checkUnansweredEmails: call('check-unanswered-emails') as Typed<typeof buildCheckUnansweredEmails>,
  };
}
