import { canonicalAddress, cleanText } from '../email/address.ts';
import { localToday } from '../phone-call/local-time.ts';
import type { Instant, LocalDate } from '../time.ts';
import { isAutomaticByHeaders, isAutomaticByWords } from './automatic.ts';
import { readDeliveryReport } from './bounce.ts';
import { pauseUntil } from './dates/pause.ts';
import { returnDate } from './dates/return-date.ts';
import { isReceipt, readFeedback } from './feedback.ts';
import type { MailMeaning } from './mail-meaning.ts';
import { matchingHints } from './matching-hints.ts';
import { ownWords, shownText, type OwnWords } from './own-words.ts';
import type { ReadMail } from './read-mail.ts';
import { sentencesOf } from './sentences.ts';
import { stopWish } from './stop.ts';

/** What is known of a mail beside itself. */
export interface MailContext {
  receivedAt: Instant;
  /** IANA zone in which dates are meant. */
  timeZone: string;
  /** Addresses that it was handed over for (`receipt.recipients` of SES). */
  recipients?: string[];
  /** The plain text of the email that it answers, once that is known (`matchingHints`). */
  sentText?: string;
}

/** What a mail is, and what follows from its kind. */
type Findings = Pick<
  MailMeaning,
  'kind' | 'returnOn' | 'pauseUntil' | 'stop' | 'erasureWish' | 'bounce' | 'complaint'
>;

const REPLY_PREFIX = /^(?:(?:aw|re|antwort)\s?: ?){1,5}/i;

/** In characters; nobody writes as much. */
const MAX_SUBJECT = 300;
const MAX_OWN_TEXT = 20_000;

/** Canonical address of a mail's author. */
export function senderOf({ headers }: ReadMail): string | undefined {
  return canonicalAddress(headers.get('from')?.[0]);
}

/** What a mail says, as far as it can be read for sure. Defined for every mail; never throws. */
export function interpretMail(mail: ReadMail, context: MailContext): MailMeaning {
  const sender = senderOf(mail);
  const shown = shownText(mail.texts);
  const own = ownWords(shown, context.sentText);
  const meaning = {
    subject: cleanText(mail.headers.get('subject')?.[0], MAX_SUBJECT),
    ...(sender !== undefined && { sender }),
    hints: matchingHints(mail, context.recipients),
    ownText: own.text.slice(0, MAX_OWN_TEXT),
    ...(own.inlineAnswers && { inlineAnswers: own.inlineAnswers }),
    truncated: mail.truncated || own.text.length > MAX_OWN_TEXT,
    unreadable: mail.unreadable,
  };
  const today = localToday(context.receivedAt, context.timeZone);
  return { ...meaning, ...findingsOf({ mail, shown, own, meaning, today }) };
}

interface Reading {
  mail: ReadMail;
  shown: string;
  own: OwnWords;
  meaning: Pick<MailMeaning, 'subject' | 'hints'>;
  today: LocalDate;
}

/** Reports of mail systems come first, then what was written to the address for stops, then machines, then people. */
function findingsOf(reading: Reading): Findings {
  const { mail, shown, own, meaning, today } = reading;
  const report = readFeedback(mail) ?? readDeliveryReport(mail, shown);
  if (report) return report;
  if (isReceipt(mail, shown)) return { kind: 'receipt' };
  const sentences = sentencesOf(own.text);
  if (meaning.hints.tokens.some(({ purpose }) => purpose === 'stop'))
    return { kind: 'stop_request', stop: 'address', ...erasureIn(sentences) };
  const returnOn = returnDate([...sentencesOf(meaning.subject), ...sentences], today);
  if (isAutomaticByHeaders(mail) || isAutomaticByWords(meaning.subject, sentences, returnOn !== undefined))
    return { kind: 'automatic_reply', ...(returnOn !== undefined && { returnOn }) };
  return findingsOfPerson(reading, sentences);
}

function findingsOfPerson({ mail, own, meaning, today }: Reading, sentences: string[]): Findings {
  const wish = stopWish([meaning.subject.replace(REPLY_PREFIX, ''), ...sentences]);
  if (wish) return { kind: 'stop_request', stop: 'words', ...(wish.erasure && { erasureWish: true }) };
  const pause = pauseUntil(sentences, today);
  const kind = isForward(mail, own, meaning.subject) ? 'forward' : own.text === '' ? 'unknown' : 'reply';
  return { kind, ...(pause !== undefined && { pauseUntil: pause }) };
}

function erasureIn(sentences: string[]): { erasureWish?: true } {
  return stopWish(sentences)?.erasure ? { erasureWish: true } : {};
}

/** Whether a mail passes on another one: in its text, as an attachment, or by its subject when it quotes. */
function isForward(
  { reports }: ReadMail,
  { isForward: isByWords, text }: OwnWords,
  subject: string,
): boolean {
  const isBySubject = /^(wg|fw|fwd|weitergeleitet)\s?:/i.test(subject);
  const hasMail = reports.some(({ type }) => type === 'message/rfc822');
  return isByWords || isBySubject || (hasMail && text === '');
}
