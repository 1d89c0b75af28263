import { SHARDS } from '../domain/stores/queries.ts';
import type { BatchOutcome } from './batch-outcome.ts';
import { createBatchEmail } from './create-batch-email.ts';
import type { Run, Service } from './service.ts';

/** Therapists read from the due index at a time. */
const PAGE = 50;

/** What a run of the daily batch did, in numbers. */
export interface BatchReport {
  therapists: number;
  emails: number;
  requests: number;
  deferred: Record<string, number>;
  moved: number;
  failed: number;
  /** False when the run ended for lack of time; the next one goes on. */
  finished: boolean;
}

/**
 * The daily batch (DESIGN §5.3; `process_pending_requests` of the seed): goes through the therapists who are due and
 * makes each his next email. One therapist's failure never touches another: it is counted, and he stays due for the
 * next run. Shards take turns page by page, so that a run which ends early never leaves out the same ones.
 */
export async function processPendingRequests(service: Service, run: Run): Promise<BatchReport> {
  const { store, clock } = service;
  const report: BatchReport = { ...nothingBatched(), finished: true };
  const startedAt = clock.now();
  let unread: { shard: number; next?: string }[] = Array.from({ length: SHARDS }, (_, shard) => ({ shard }));
  while (unread.length > 0) {
    const further: typeof unread = [];
    for (const { shard, next } of unread) {
      const page = await store.dueTherapists(shard, startedAt, PAGE, next);
      for (const therapistId of page.items) {
        if (clock.now() >= run.stopAt) return { ...report, finished: false };
        report.therapists++;
        try {
          await batchTherapist(service, therapistId, report);
        } catch (error) {
          report.failed++;
          run.onFailure(`therapist ${therapistId}`, error);
        }
      }
      if (page.next !== undefined) further.push({ shard, next: page.next });
    }
    unread = further;
  }
  return report;
}

/** The report of a run that has come to nobody yet. */
export function nothingBatched(): BatchReport {
  return { therapists: 0, emails: 0, requests: 0, deferred: {}, moved: 0, failed: 0, finished: false };
}

async function batchTherapist(service: Service, therapistId: number, report: BatchReport): Promise<void> {
  let outcome: BatchOutcome;
  do {
    outcome = await createBatchEmail(service, therapistId);
    count(report, outcome);
  } while (outcome.kind === 'moved' && outcome.more);
}

function count(report: BatchReport, outcome: BatchOutcome): void {
  if (outcome.kind === 'created') {
    report.emails++;
    report.requests += outcome.requests;
  } else if (outcome.kind === 'deferred') {
    report.deferred[outcome.reason] = (report.deferred[outcome.reason] ?? 0) + 1;
  } else if (outcome.kind === 'moved') {
    report.moved++;
  }
}
