import { SHARDS, type Page } from '../domain/stores/queries.ts';
import { checkCallerLines } from './check-caller-lines.ts';
import { bookFollowUpCall } from './book-follow-up-call.ts';
import type { CallService, FollowUp } from './follow-up.ts';
import { handOverOverdueCall } from './hand-over-overdue-call.ts';
import { openLineBook } from './line-book.ts';
import { scheduleCallForEmail } from './schedule-call-for-email.ts';
import type { Run } from './service.ts';

const PAGE = 50;

/** What a run of the sweep did, in numbers by kind. */
export type SweepReport = Record<FollowUp['kind'], number> & { failed: number; finished: boolean };

/**
 * The follow-up sweep (DESIGN §7; `schedule_follow_up_calls` of the seed): every contact email whose requests nobody
 * answered in time, every request that waits for a call because no mail reaches its therapist, every call whose
 * outcome nobody recorded, and every call that nobody is there to make.
 */
export async function scheduleFollowUpCalls(service: CallService, run: Run): Promise<SweepReport> {
  const report: SweepReport = { ...nothingFollowedUp(), finished: true };
  const { store, clock } = service;
  const startedAt = clock.now();
  const lineBook = openLineBook(service);

  for (let shard = 0; shard < SHARDS && report.finished; shard++) {
    await forEach(service, {
      run,
      report,
      page: async (next) => {
        const { items, ...rest } = await store.dueEmails('follow_up', shard, {
          now: startedAt,
          limit: PAGE,
          next,
        });
        return { items: items.map(({ emailId }) => emailId), ...rest };
      },
      followUp: (emailId) => scheduleCallForEmail(service, emailId, lineBook),
    });
    await forEach(service, {
      run,
      report,
      page: (next) => store.therapistsAwaitingCalls(shard, startedAt, PAGE, next),
      followUp: (therapistId) => bookFollowUpCall(service, { therapistId }, lineBook),
    });
    await forEach(service, {
      run,
      report,
      page: (next) => store.overdueCalls(shard, startedAt, PAGE, next),
      followUp: (callId) => handOverOverdueCall(service, callId),
    });
  }
  if (report.finished) report.handed_over += await checkCallerLines(service, run);
  return report;
}

/** The report of a run that has come to nobody yet. */
export function nothingFollowedUp(): SweepReport {
  return {
    booked: 0,
    joined: 0,
    mail_awaited: 0,
    handed_over: 0,
    postponed: 0,
    nothing_open: 0,
    failed: 0,
    finished: false,
  };
}

async function forEach<Id extends string | number>(
  { clock }: CallService,
  work: {
    run: Run;
    report: SweepReport;
    page: (next: string | undefined) => Promise<Page<Id>>;
    followUp: (id: Id) => Promise<FollowUp>;
  },
): Promise<void> {
  const { run, report } = work;
  let next: string | undefined;
  do {
    const page = await work.page(next);
    for (const id of page.items) {
      if (clock.now() >= run.stopAt) {
        report.finished = false;
        return;
      }
      try {
        report[(await work.followUp(id)).kind]++;
      } catch (error) {
        report.failed++;
        run.onFailure(String(id), error);
      }
    }
    next = page.next;
  } while (next !== undefined);
}
