import type { CallLists } from '../domain/stores/calls.ts';
import {
  isNothing,
  withCounts,
  type ErasedCounts,
  type Erasure,
  type Subject,
} from '../domain/privacy/erasure.ts';
import type { RawMails } from '../domain/ports.ts';
import type { EmailLists } from '../domain/stores/emails.ts';
import type { InboundMailLists } from '../domain/stores/inbound-mails.ts';
import type { ParkedBytes } from '../domain/stores/parked-records.ts';
import type { Projections } from '../domain/stores/projections.ts';
import type { Write } from '../domain/stores/unit-of-work.ts';
import type { Changes } from './changes.ts';
import { commitChanges } from './commit-changes.ts';
import type { Service } from './service.ts';

/** What an erasure needs beside: everything that holds something of people. */
export type ErasureService = Service & {
  projections: Projections;
  parked: ParkedBytes;
  emailLists: EmailLists;
  callLists: CallLists;
  inboundLists: InboundMailLists;
  rawMails: RawMails;
};

/** What is written and counted in the transaction that ends an erasure. */
export interface Ending {
  writes: Write[];
  counts: ErasedCounts;
}

/** What an erasure does, a page at a time. Everything may be done twice. */
export interface ErasurePlan {
  /** Each does one page from the erasure's cursor on and returns where the next begins; undefined behind the last one. */
  stages: ((service: ErasureService, erasure: Erasure, subject: Subject) => Promise<string | undefined>)[];
  /** What leads to all the rest goes last; returns what goes with the end itself. */
  finish: (service: ErasureService, subject: Subject) => Promise<Ending>;
}

/**
 * One step of an erasure: what it finds is erased and counted in one transaction, so that a repetition finds, and counts,
 * nothing.
 */
export async function commitStep(
  service: ErasureService,
  erasureId: string,
  erase: (changes: Changes) => Promise<ErasedCounts>,
): Promise<void> {
  const { store, clock } = service;
  await commitChanges(service, async (changes) => {
    const found = await erase(changes);
    if (isNothing(found)) return;
    const erasure = await store.getErasure(erasureId);
    if (erasure) changes.write(store.saveErasure(withCounts(erasure, found, clock.now())));
  });
}
