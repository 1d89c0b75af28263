import { DAY_MS, MINUTE_MS, plus, type Instant } from '../time.ts';

/** Whom an erasure is about. */
export const SUBJECT_KINDS = ['patient', 'therapist'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** A person by the id of the sibling service. */
export interface Subject {
  kind: SubjectKind;
  id: number;
}

/** What an erasure counts. */
export const ERASED_THINGS = [
  'placementRequests',
  'emails',
  'emailBodies',
  'writtenContents',
  'answers',
  'phoneCalls',
  'workItems',
  'absences',
  'suppressionAddresses',
  'phoneNumbers',
  'switches',
  'parkedRecords',
  'inboundMails',
  'projections',
] as const;
export type ErasedThing = (typeof ERASED_THINGS)[number];

/** How many of each were found and erased; absent: none. */
export type ErasedCounts = Partial<Record<ErasedThing, number>>;

/**
 * The erasure of one person: two rounds over all that may hold something of him. The second one begins when every invocation
 * has ended that may have begun before the first, so that it finds what such a one has still written.
 */
export interface Erasure {
  id: string;
  subjectKind: SubjectKind;
  /** Absent once it is done: the pseudonym is what is kept of the person. */
  subjectId?: number;
  /** Pseudonym of kind and id: the key of the ledger. */
  personKey: string;
  status: 'running' | 'done';
  round: 1 | 2;
  /** The stage of the round that comes next, and how far it has come. */
  stage: number;
  cursor?: string;
  /** When its next step may be taken; absent once it is done. */
  dueAt?: Instant;
  counts: ErasedCounts;
  createdAt: Instant;
  updatedAt: Instant;
  doneAt?: Instant;
  /** Until when backups hold what they held before. */
  keptInBackupsUntil?: Instant;
  version: number;
}

/** Longer than any function may run (15 minutes), with a margin for clocks that differ. */
export const SECOND_ROUND_AFTER_MS = 20 * MINUTE_MS;

/** The window of the point-in-time recovery of all tables. */
export const BACKUPS_KEPT_MS = 35 * DAY_MS;

/** An erasure that has not begun, not stored yet. */
export function newErasure(
  given: { id: string; subject: Subject; personKey: string },
  now: Instant,
): Erasure {
  const { id, subject, personKey } = given;
  return {
    id,
    subjectKind: subject.kind,
    subjectId: subject.id,
    personKey,
    status: 'running',
    round: 1,
    stage: 0,
    dueAt: now,
    counts: {},
    createdAt: now,
    updatedAt: now,
    version: 0,
  };
}

/** The erasure with what a step has found. */
export function withCounts(erasure: Erasure, found: ErasedCounts, now: Instant): Erasure {
  const counts = { ...erasure.counts };
  for (const [thing, count] of Object.entries(found) as [ErasedThing, number][])
    if (count > 0) counts[thing] = (counts[thing] ?? 0) + count;
  return { ...erasure, counts, updatedAt: now };
}

/** The stage goes on behind `cursor`; without one it is over. */
export function advance(erasure: Erasure, cursor: string | undefined, now: Instant): Erasure {
  const { cursor: _before, ...kept } = erasure;
  if (cursor !== undefined) return { ...kept, cursor, updatedAt: now };
  return { ...kept, stage: erasure.stage + 1, updatedAt: now };
}

/** All stages of the first round are over: the second waits for what may still be under way. */
export function awaitSecondRound(erasure: Erasure, now: Instant): Erasure {
  return { ...erasure, round: 2, stage: 0, dueAt: plus(now, SECOND_ROUND_AFTER_MS), updatedAt: now };
}

/** Nothing of the person is left. */
export function completeErasure(erasure: Erasure, now: Instant): Erasure {
  const { subjectId: _gone, dueAt: _over, ...kept } = erasure;
  const keptInBackupsUntil = plus(now, BACKUPS_KEPT_MS);
  return { ...kept, status: 'done', doneAt: now, keptInBackupsUntil, updatedAt: now };
}

/** Whether nothing was found. */
export function isNothing(found: ErasedCounts): boolean {
  return Object.values(found).every((count) => count === 0);
}
