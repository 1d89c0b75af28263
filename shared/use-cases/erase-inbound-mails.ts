import type { InboundMail, InboundStatus } from '../domain/inbound/inbound-mail.ts';
import type { Erasure } from '../domain/privacy/erasure.ts';
import { mentionsWords } from '../domain/privacy/mentions.ts';
import type { Page } from '../domain/stores/queries.ts';
import { commitStep, type ErasureService } from './erasure-service.ts';

/** So many mails are looked up at a time. */
const PAGE = 25;

/**
 * Deletes the mails that belong to an email of the person, with their bytes. One that arrived afterwards is about the others in
 * the email and stays, unless nobody is left in it.
 */
export async function eraseInboundOfEmail(
  service: ErasureService,
  erasure: Erasure,
  { emailId, isWhole }: { emailId: string; isWhole: boolean },
): Promise<void> {
  const { store } = service;
  const read = (next?: string) => store.inboundMailsOfEmail(emailId, PAGE, next);
  const isTheirs = (mail: InboundMail) =>
    mail.emailId === emailId && (isWhole || mail.receivedAt <= erasure.createdAt);
  await eraseAll(service, erasure, { read, isTheirs });
}

/** Deletes all mails that came from a therapist. */
export async function eraseInboundOfTherapist(
  service: ErasureService,
  erasure: Erasure,
  therapistId: number,
): Promise<void> {
  const { store } = service;
  const read = (next?: string) => store.inboundMailsOfTherapist(therapistId, PAGE, next);
  await eraseAll(service, erasure, { read, isTheirs: (mail) => mail.therapistId === therapistId });
}

/** Statuses of mails that may belong to nobody. */
const UNASSIGNED: readonly InboundStatus[] = ['triage', 'recorded', 'dismissed'];

/**
 * Deletes a page of the mails that belong to nobody and have one of the person's words.
 *
 * @param words in lower case
 * @returns where the next page begins; undefined behind the last one
 */
export async function eraseUnassignedPage(
  service: ErasureService,
  erasure: Erasure,
  words: string[],
): Promise<string | undefined> {
  const [place = '0', ...position] = (erasure.cursor ?? '0').split(' ');
  const status = UNASSIGNED[Number(place)];
  if (status === undefined) return undefined;
  const next = position.length === 0 ? undefined : position.join(' ');
  const page = await service.inboundLists.listInboundMails({ statuses: [status] }, { limit: PAGE, next });
  for (const mail of page.items)
    if (isUnassigned(mail) && isAbout(mail, words)) await erase(service, erasure, mail);
  return page.next === undefined ? String(Number(place) + 1) : `${place} ${page.next}`;
}

function isUnassigned({ emailId, therapistId }: InboundMail): boolean {
  return emailId === undefined && therapistId === undefined;
}

function isAbout({ sender = '', subject, text }: InboundMail, words: string[]): boolean {
  return mentionsWords(`${sender}\n${subject}\n${text}`, words);
}

async function eraseAll(
  service: ErasureService,
  erasure: Erasure,
  {
    read,
    isTheirs,
  }: { read: (next?: string) => Promise<Page<string>>; isTheirs: (mail: InboundMail) => boolean },
): Promise<void> {
  let next: string | undefined;
  do {
    const page = await read(next);
    for (const id of page.items) {
      const mail = await service.store.getInboundMail(id);
      if (mail && isTheirs(mail)) await erase(service, erasure, mail);
    }
    next = page.next;
  } while (next !== undefined);
}

/** The bytes go first: without the mail nobody would find them. */
async function erase(service: ErasureService, { id }: Erasure, mail: InboundMail): Promise<void> {
  if (mail.rawKey !== undefined) await service.rawMails.removeRawMail(mail.rawKey);
  await commitStep(service, id, async (changes) => {
    if (!(await changes.inboundMail(mail.id))) return {};
    changes.write(...service.store.removeInboundMail(mail));
    return { inboundMails: 1 };
  });
}
