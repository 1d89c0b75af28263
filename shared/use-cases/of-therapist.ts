import type { Page } from '../domain/stores/queries.ts';
import type { ErasureService } from './erasure-service.ts';

/** So many are looked up at a time. */
const PAGE = 50;

/** Ids of all emails of a therapist, newest first. */
export function emailsOf({ emailLists, clock }: ErasureService, therapistId: number): AsyncGenerator<string> {
  return walk(async (next) => {
    const page = await emailLists.listEmails({ therapistId }, { now: clock.now(), limit: PAGE, next });
    return { ...page, items: page.items.map(({ id }) => id) };
  });
}

/** Ids of all calls of a therapist, those of his practice included. */
export function callsOf({ callLists, clock }: ErasureService, therapistId: number): AsyncGenerator<string> {
  return walk(async (next) => {
    const page = await callLists.listCalls({ therapistId }, { now: clock.now(), limit: PAGE, next });
    return { ...page, items: page.items.map(({ id }) => id) };
  });
}

/** Ids of all work items of a therapist. */
export function workItemsOf({ store }: ErasureService, therapistId: number): AsyncGenerator<string> {
  return walk((next) => store.workItemsOfTherapist(therapistId, PAGE, next));
}

async function* walk(read: (next: string | undefined) => Promise<Page<string>>): AsyncGenerator<string> {
  let next: string | undefined;
  do {
    const page = await read(next);
    yield* page.items;
    next = page.next;
  } while (next !== undefined);
}
