import { randomUUID } from 'node:crypto';
import type { MailReader } from '../../shared/domain/ports.ts';
import { inboundMailId, type InboundMail } from '../../shared/domain/inbound/inbound-mail.ts';
import { createHolidays } from '../../shared/out/holidays.ts';
import { createMailReader } from '../../shared/out/mail-reader.ts';
import { createIds } from '../../shared/platform/ids.ts';
import { receiveMail } from '../../shared/use-cases/receive-mail.ts';
import { anEmail, anEntry } from './aggregates.ts';
import type { RenderedEmail } from '../../shared/domain/ports.ts';
import type { EmailKind } from '../../shared/domain/email/email.ts';
import type { World } from './world.ts';

/** The patients of the emails that the corpus answers (test/inbound/sent-mails.ts). */
const CODES = ['K7Q2M', '9XW2P', '3FHAB'];

/** An email that mails of the corpus answer. */
export interface AnsweredEmail {
  kind?: EmailKind;
  body?: RenderedEmail | undefined;
  patients: number;
  sesMessageId: string;
}

/**
 * The use case over the stores of a world, for very many mails: every mail answers an email of its own, which all tokens
 * lead to.
 */
export function createMailDesk(world: World, mailReader: MailReader = createMailReader()) {
  const { service, clock } = world;
  const ids = createIds(clock);
  let therapists = 1000;

  async function sentEmail({ kind = 'batch_request', body, patients, sesMessageId }: AnsweredEmail) {
    const email = anEmail(ids.next('em'), {
      kind,
      therapistId: ++therapists,
      state: 'delivered',
      recipient: { address: 'praxis@musterfrau.example', mailboxKey: randomUUID() },
      sesMessageId,
      sentAt: '2026-12-03T07:15:00.000Z',
      followUpAt: '2026-12-10T07:15:00.000Z',
    });
    const entries = CODES.slice(0, patients).map((code, index) => anEntry(index + 1, { code }));
    await service.store.commit([
      service.store.saveEmail(email),
      service.store.saveEntries(email.id, entries),
      ...service.store.saveLookups(email),
    ]);
    if (body) await service.store.putBody(email.id, body);
    return email.id;
  }

  /** Receives a mail whose tokens lead to `emailId`; again with the same `sesMessageId`. */
  async function receive(
    bytes: Uint8Array,
    { emailId, receivedAt, sesMessageId }: { emailId: string; receivedAt: string; sesMessageId: string },
  ): Promise<InboundMail> {
    const receipt = { sesMessageId, receivedAt, recipients: [], verdicts: {} };
    await receiveMail(
      {
        ...service,
        mailReader,
        rawMails: {
          getRawMail: () => Promise.resolve(bytes),
          removeRawMail: () => Promise.resolve(),
        },
        mailTokens: { issue: () => '', read: () => emailId },
        holidays: createHolidays({ federalState: 'BE' }),
      },
      receipt,
    );
    const stored = await service.store.getInboundMail(inboundMailId(receipt));
    if (!stored) throw new Error('the mail was lost');
    return stored;
  }

  return { sentEmail, receive };
}
