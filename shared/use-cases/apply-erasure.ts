import {
  advance,
  awaitSecondRound,
  completeErasure,
  withCounts,
  type Erasure,
  type Subject,
  type SubjectKind,
} from '../domain/privacy/erasure.ts';
import type { Write } from '../domain/stores/unit-of-work.ts';
import type { Instant } from '../domain/time.ts';
import { commitChanges } from './commit-changes.ts';
import { PATIENT_PLAN } from './erase-patient.ts';
import { THERAPIST_PLAN } from './erase-therapist.ts';
import type { ErasurePlan, ErasureService } from './erasure-service.ts';

const PLANS: Record<SubjectKind, ErasurePlan> = { patient: PATIENT_PLAN, therapist: THERAPIST_PLAN };

/**
 * Goes on with an erasure until it is over, has to wait, or there is no more time. A process that dies leaves it at the page
 * that it was working on; several that work on it at a time do the same things twice.
 *
 * @param stopAt no new page is begun from this instant on
 * @returns whether it is done
 */
export async function applyErasure(
  service: ErasureService,
  { id, stopAt }: { id: string; stopAt: Instant },
): Promise<boolean> {
  const { store, clock } = service;
  for (;;) {
    const erasure = await store.getErasure(id);
    if (!erasure) return false;
    const subject = subjectOf(erasure);
    if (!subject) return true;
    if (erasure.dueAt === undefined || erasure.dueAt > clock.now() || clock.now() >= stopAt) return false;
    const plan = PLANS[subject.kind];
    const stage = plan.stages[erasure.stage];
    if (stage) {
      const cursor = await stage(service, erasure, subject);
      await move(service, erasure, (current, now) => advance(current, cursor, now));
    } else if (erasure.round === 1) await move(service, erasure, awaitSecondRound);
    else {
      const { writes, counts } = await plan.finish(service, subject);
      const complete: Move = (current, now) => completeErasure(withCounts(current, counts, now), now);
      await move(service, erasure, complete, writes);
      service.metrics.count('erasures_done');
    }
  }
}

function subjectOf({ subjectKind, subjectId }: Erasure): Subject | undefined {
  return subjectId === undefined ? undefined : { kind: subjectKind, id: subjectId };
}

type Move = (erasure: Erasure, now: Instant) => Erasure;

/** Moves an erasure on, unless somebody else has done so already. */
async function move(
  service: ErasureService,
  { id, round, stage, cursor, status }: Erasure,
  to: Move,
  writes: Write[] = [],
): Promise<void> {
  const { store, clock } = service;
  await commitChanges(service, async (changes) => {
    const current = await store.getErasure(id);
    const isThere =
      current?.round === round &&
      current.stage === stage &&
      current.cursor === cursor &&
      current.status === status;
    if (isThere) changes.write(store.saveErasure(to(current, clock.now())), ...writes);
  });
}
