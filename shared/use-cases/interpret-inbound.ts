import { interpretMail, type MailContext } from '../domain/inbound/interpret-mail.ts';
import type { InboundMail } from '../domain/inbound/inbound-mail.ts';
import { isWritten, type MailMeaning } from '../domain/inbound/mail-meaning.ts';
import type { AskedEntry, Proposals } from '../domain/inbound/proposals/proposal.ts';
import { proposeFromMail } from '../domain/inbound/proposals/propose-from-mail.ts';
import { proposeOutcomes } from '../domain/inbound/proposals/propose-outcomes.ts';
import type { ReadMail } from '../domain/inbound/read-mail.ts';
import { isContactEmail, type EmailWithEntries } from '../domain/email/email.ts';
import type { MailReader, RawMails } from '../domain/ports.ts';
import type { Service } from './service.ts';

export type InterpretService = Pick<Service, 'settings'> & {
  store: Pick<Service['store'], 'getBody'>;
  mailReader: MailReader;
  rawMails: RawMails;
};

/** What a mail says as an answer to one email. */
export interface InboundReading extends Proposals {
  meaning: MailMeaning;
}

/** What is known of a mail beside itself. */
export interface AnswerContext extends Pick<MailContext, 'receivedAt' | 'recipients'> {
  /** The email that it answers; undefined when it is not known: nothing is proposed then. */
  about: EmailWithEntries | undefined;
  /** The plain text of that email as it was sent, as far as it is kept. */
  sentText: string | undefined;
}

/**
 * Interprets a mail as an answer to an email, whose text tells its quotes from the sender's own words (decision 0024).
 */
export function interpretAsAnswer(
  { settings }: Pick<InterpretService, 'settings'>,
  mail: ReadMail,
  { about, sentText, ...context }: AnswerContext,
): InboundReading {
  const meaning = interpretMail(mail, {
    ...context,
    timeZone: settings.timeZone,
    ...(sentText !== undefined && { sentText }),
  });
  if (!about) return { meaning, proposals: [], unclear: [] };
  return { meaning, ...aboutTheOthers(proposalsOf(meaning, askedIn(about), sentText), about) };
}

/**
 * Interprets a stored mail once more, when staff have said which email it answers: from its bytes while they are kept, else
 * from the words that were stored, which no longer tell what stood under which quote.
 *
 * @param about the email that staff have assigned
 * @returns what of the mail is another one now, to be saved with it
 */
export async function interpretInbound(
  service: InterpretService,
  mail: InboundMail,
  about: EmailWithEntries,
): Promise<Pick<InboundMail, 'text' | 'truncated' | 'proposals' | 'unclear'>> {
  const raw = mail.rawKey === undefined ? undefined : await service.rawMails.getRawMail(mail.rawKey);
  if (raw === undefined || mail.trust === 'refused')
    return { text: mail.text, truncated: mail.truncated, ...fromWords(mail, about) };
  const read = await service.mailReader.read(raw);
  const { meaning, proposals, unclear } = interpretAsAnswer(service, read, {
    about,
    sentText: (await service.store.getBody(about.email.id))?.text,
    receivedAt: mail.receivedAt,
  });
  return { text: meaning.ownText, truncated: meaning.truncated, proposals, unclear };
}

/** Of one patient alone it does not matter what the words stood under. */
function fromWords({ kind, text, trust, unclear }: InboundMail, about: EmailWithEntries): Proposals {
  const asked = askedIn(about);
  const isSure = isWritten(kind) && trust !== 'refused' && asked.length === 1;
  return isSure ? aboutTheOthers(proposeOutcomes(text, asked), about) : { proposals: [], unclear };
}

function proposalsOf(meaning: MailMeaning, asked: AskedEntry[], sentText: string | undefined): Proposals {
  if (asked.length === 0 || !isWritten(meaning.kind)) return { proposals: [], unclear: [] };
  return proposeFromMail(meaning, asked, sentText);
}

/**
 * Whom an email asked about: a confirmation asked nothing, and what was withdrawn it did not show. Who was erased since counts among
 * them, or a yes that names nobody would be taken for one to whoever is left.
 */
function askedIn({ email, entries }: EmailWithEntries): AskedEntry[] {
  return isContactEmail(email.kind) ? entries.filter(({ included }) => included) : [];
}

/** Nothing is proposed about who was erased. */
function aboutTheOthers(found: Proposals, { entries }: EmailWithEntries): Proposals {
  const erased = entries.flatMap(({ number, erasedAt }) => (erasedAt === undefined ? [] : [number]));
  return { ...found, proposals: found.proposals.filter(({ number }) => !erased.includes(number)) };
}
