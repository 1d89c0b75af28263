import type { InboundMail } from '../../shared/domain/inbound/inbound-mail.ts';
import { fromAttributes } from '../../shared/store/items.ts';
import type { Item } from '../dump.ts';
import type { ConsoleCall, View } from './answers.ts';
import { pageOf } from './paging.ts';

/** `/_local/inbound`: mails that arrived and what became of them, newest first. */
export async function inbox({ engine, request }: ConsoleCall): Promise<View> {
  const { runtime } = await engine.dump();
  const mails = runtime.filter(isMail).map((item) => fromAttributes<InboundMail>(item));
  const newestFirst = mails.sort((a, b) => (a.id < b.id ? 1 : -1));
  const { items, ...page } = pageOf(newestFirst, request.query);
  return { template: 'inbox', variables: { mails: items.map(toRow), page } };
}

function isMail({ pk, sk }: Item): boolean {
  return String(pk).startsWith('inbound#') && sk === 'mail';
}

function toRow(mail: InboundMail) {
  const { id, kind, status, triageReason, sender, subject, text, emailId, receivedAt } = mail;
  return {
    id,
    receivedAt,
    kind: kind.replaceAll('_', ' '),
    status,
    why: (triageReason ?? mail.matchedBy ?? '').replaceAll('_', ' '),
    sender: sender ?? '',
    subject,
    text,
    emailId: emailId ?? '',
    proposals: mail.proposals.map(({ number, outcome, words }) => ({ number, outcome, words })),
    dates: [
      mail.returnOn && `back on ${mail.returnOn}`,
      mail.pauseUntil && `pause until ${mail.pauseUntil}`,
    ].filter((date) => date !== undefined),
  };
}
