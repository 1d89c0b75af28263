import { cleanName, cleanParagraphs } from '../domain/email/address.ts';
import { salutation, type Locale } from '../domain/email/salutation.ts';
import type { EmailContent } from '../domain/ports.ts';
import { fittedText } from './fitted-text.ts';
import type { LinksOf } from './mail-links.ts';
import { patientVariables } from './patient-variables.ts';
import { writtenInstant } from './written-dates.ts';

/** What is the same in every mail of a deployment. */
export interface MailSetting {
  locale: Locale;
  /** IANA zone that dates are written in. */
  timeZone: string;
  senderName: string;
  /** Imprint, one line per line. */
  legalFooter: string;
  linksOf: LinksOf;
}

/** Free text of one mail in bytes (`fittedText`): with it and its encoding a mail stays under 100 KB. */
const FREE_TEXT = 42_000;
const FREE_TEXT_FACTS = 6;

/** The same of the paragraph that a client may add. */
const NOTE = 4000;

/**
 * The variables of templates/README.md. All are always there, `null` when unknown, so that a misspelt one is an error.
 * Text of people is cleaned to one line here; escaping is the renderer's.
 */
export function emailVariables(content: EmailContent, setting: MailSetting): Record<string, unknown> {
  const { locale, timeZone } = setting;
  const bytes = Math.floor(FREE_TEXT / FREE_TEXT_FACTS / Math.max(content.patients.length, 1));
  const fitted = (raw: string | undefined) => fittedText(raw, bytes);
  return {
    salutation: salutation(content.therapist, locale),
    first_contact: content.firstContact,
    reference: cleanName(content.reference),
    earlier_sent_on:
      content.earlierSentAt === undefined ? null : writtenInstant(content.earlierSentAt, locale, timeZone),
    patients: content.patients.map(({ number, code, facts }) => ({
      number,
      code: cleanName(code),
      ...patientVariables(facts, locale, fitted),
    })),
    ...writtenVariables(content),
    sender_name: cleanName(setting.senderName),
    objection_url: setting.linksOf(content.emailId).objection.url,
    footer_lines: setting.legalFooter.split('\n').map((line) => cleanName(line)),
  };
}

/** What a client wrote, as far as the kind of email shows it. */
function writtenVariables({ kind, written = {} }: EmailContent): Record<string, unknown> {
  const { subject, html, text } = kind === 'custom' ? written : {};
  return {
    subject: cleanName(subject) || null,
    body_html: html ?? null,
    body_text: text === undefined ? null : cleanParagraphs(text),
    personal_note: fittedText(written.variables?.['personal_note'], NOTE) || null,
  };
}
