import type { InboundStatus } from '../domain/inbound/inbound-mail.ts';
import type { Page } from '../domain/stores/queries.ts';
import { commitChanges } from './commit-changes.ts';
import { dropEmailTexts, dropTimeline } from './drop-email-texts.ts';
import type { Kept, RetentionService, Window } from './retention-service.ts';

/** So many are read at a time. */
const PAGE = 25;

/** All that is kept for a time and then goes. Parked records go by themselves (shared/store/parking.ts). */
export function keptThings(service: RetentionService): Kept[] {
  const { textsMs, rawMailsMs, timelinesMs } = service.settings.retention;
  const emails = emailsIn(service);
  return [
    { name: 'email_texts', keptMs: textsMs, read: emails, drop: (id) => dropEmailTexts(service, id) },
    { name: 'call_notes', keptMs: textsMs, read: callsIn(service), drop: (id) => dropCallNotes(service, id) },
    {
      name: 'work_item_notes',
      keptMs: textsMs,
      read: doneIn(service),
      drop: (id) => dropItemNotes(service, id),
    },
    ...SETTLED.flatMap((status): Kept[] => [
      {
        name: `inbound_mails_${status}`,
        keptMs: textsMs,
        read: inboundIn(service, status),
        drop: (id) => dropInbound(service, id),
      },
    ]),
    ...ALL.map((status) => ({
      name: `raw_mails_${status}`,
      keptMs: rawMailsMs,
      read: inboundIn(service, status),
      drop: (id: string) => dropRaw(service, id),
    })),
    { name: 'timelines', keptMs: timelinesMs, read: emails, drop: (id) => dropTimeline(service, id) },
  ];
}

/** Statuses of mails that nobody has to look at any more, and all. */
const SETTLED: readonly InboundStatus[] = ['recorded', 'confirmed', 'dismissed'];
const ALL: readonly InboundStatus[] = [...SETTLED, 'matched', 'triage'];

type Read = Kept['read'];

function emailsIn({ emailLists, clock }: RetentionService): Read {
  return async ({ from, to }, next) => {
    const filter = { createdFrom: from, createdTo: to };
    const page = await emailLists.listEmails(filter, { now: clock.now(), limit: PAGE, next });
    return { ...page, items: page.items.map(({ id }) => id) };
  };
}

function callsIn({ callLists, clock }: RetentionService): Read {
  return async ({ from, to }, next) => {
    const filter = { startsFrom: from, startsTo: to };
    const page = await callLists.listCalls(filter, { now: clock.now(), limit: PAGE, next });
    return { ...page, items: page.items.map(({ id }) => id) };
  };
}

function doneIn({ workItemLists }: RetentionService): Read {
  return async (window, next) => {
    const page = await workItemLists.listWorkItems(
      { status: 'done' },
      { limit: PAGE, next: next ?? window.to },
    );
    return upTo(window, page, ({ doneAt, updatedAt }) => doneAt ?? updatedAt);
  };
}

function inboundIn({ inboundLists }: RetentionService, status: InboundStatus): Read {
  return async (window, next) => {
    const page = await inboundLists.listInboundMails(
      { statuses: [status] },
      { limit: PAGE, next: next ?? window.to },
    );
    return upTo(window, page, ({ receivedAt }) => receivedAt);
  };
}

/** Of a list from the newest on: what is not older than the window; behind that nothing is read. */
function upTo<T extends { id: string }>(
  { from }: Window,
  { items, next }: Page<T>,
  instantOf: (item: T) => string,
): Page<string> {
  const inside = items.filter((item) => instantOf(item) >= from);
  const ids = inside.map(({ id }) => id);
  return inside.length < items.length || next === undefined ? { items: ids } : { items: ids, next };
}

function dropCallNotes(service: RetentionService, id: string): ReturnType<Kept['drop']> {
  return commitChanges(service, async (changes) => {
    const loaded = await changes.call(id);
    if (!loaded) return 'nothing';
    const { call, entries } = loaded;
    if (call.state === 'scheduled') return 'open';
    if (call.notes === undefined && entries.every(({ followUpNotes }) => followUpNotes === undefined))
      return 'nothing';
    const { notes: _kept, ...wordless } = call;
    changes.putCall(
      { ...wordless, updatedAt: service.clock.now() },
      entries.map(({ followUpNotes: _noted, ...entry }) => entry),
    );
    return 'dropped';
  });
}

function dropItemNotes(service: RetentionService, id: string): ReturnType<Kept['drop']> {
  return commitChanges(service, async (changes) => {
    const item = await changes.workItem(id);
    if (item?.notes === undefined) return 'nothing';
    if (item.status === 'open') return 'open';
    const { notes: _kept, ...wordless } = item;
    changes.putWorkItem({ ...wordless, updatedAt: service.clock.now() });
    return 'dropped';
  });
}

async function dropInbound(service: RetentionService, id: string): ReturnType<Kept['drop']> {
  await dropRaw(service, id);
  return commitChanges(service, async (changes) => {
    const mail = await changes.inboundMail(id);
    if (!mail) return 'nothing';
    if (!SETTLED.includes(mail.status)) return 'open';
    changes.write(...service.store.removeInboundMail(mail));
    return 'dropped';
  });
}

/** The bucket's own rule deletes them as well, within a day or two. */
async function dropRaw({ store, rawMails }: RetentionService, id: string): ReturnType<Kept['drop']> {
  const mail = await store.getInboundMail(id);
  if (!mail) return 'nothing';
  if (mail.rawKey !== undefined) await rawMails.removeRawMail(mail.rawKey);
  return 'dropped';
}
