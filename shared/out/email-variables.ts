import { cleanName, cleanParagraphs, cleanText } from '../domain/email/address.ts';
import type { PatientFacts } from '../domain/email/directory.ts';
import { salutation, type Locale } from '../domain/email/salutation.ts';
import type { EmailContent } from '../domain/ports.ts';
import type { Instant } from '../domain/time.ts';

/** What is the same in every mail of a deployment. */
export interface MailSetting {
  locale: Locale;
  /** IANA zone that dates are written in. */
  timeZone: string;
  senderName: string;
  /** Imprint, one line per line. */
  legalFooter: string;
  /** Address to which objections may be sent by those who cannot reply; left out of the footer when absent. */
  replyAddressHint?: string;
}

/** Free text of one mail in characters. Escaped it is five times as long: Gmail cuts mails off at 102 KB. */
const FREE_TEXT = 15_000;
const FREE_TEXT_FACTS = 6;

/** The paragraph that a client may add, in characters. */
const NOTE = 1000;

const LANGUAGE_TAG: Record<Locale, string> = { de: 'de-DE', en: 'en-GB' };

/**
 * The variables of templates/README.md. All are always there, `null` when unknown, so that a misspelt one is an error.
 * Text of people is cleaned to one line here; escaping is the renderer's.
 */
export function emailVariables(content: EmailContent, setting: MailSetting): Record<string, unknown> {
  const { locale, timeZone } = setting;
  const limit = Math.floor(FREE_TEXT / FREE_TEXT_FACTS / Math.max(content.patients.length, 1));
  return {
    salutation: salutation(content.therapist, locale),
    first_contact: content.firstContact,
    reference: cleanName(content.reference),
    earlier_sent_on:
      content.earlierSentAt === undefined ? null : writtenInstant(content.earlierSentAt, locale, timeZone),
    patients: content.patients.map(({ number, code, facts }) => ({
      number,
      code: cleanName(code),
      ...patientVariables(facts, locale, limit),
    })),
    ...writtenVariables(content),
    sender_name: cleanName(setting.senderName),
    reply_address: setting.replyAddressHint ?? null,
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
    personal_note: cleanText(written.variables?.['personal_note'], NOTE) || null,
  };
}

function patientVariables(facts: PatientFacts, locale: Locale, limit: number): Record<string, unknown> {
  const text = (raw: string | undefined) => cleanText(raw, limit) || null;
  const date = (raw: string | undefined) => (raw === undefined ? null : text(writtenDate(raw, locale)));
  const known = {
    gender: text(facts.gender),
    diagnosis: text(facts.diagnosis),
    current_complaints: text(facts.currentComplaints),
    complaints_since: date(facts.complaintsSince),
    therapy_experience: text(facts.therapyExperience),
    availability: text(facts.availability),
    group_therapy: facts.groupTherapy ?? null,
    registered_on: date(facts.registeredOn),
  };
  return { ...known, has_facts: Object.values(known).some((value) => value !== null) };
}

/** "23. November 2026" / "23 November 2026": the local day of an instant. */
function writtenInstant(instant: Instant, locale: Locale, timeZone: string): string {
  return new Intl.DateTimeFormat(LANGUAGE_TAG[locale], { dateStyle: 'long', timeZone }).format(
    new Date(instant),
  );
}

/** The same for a calendar date, which has no zone. Text that is no ISO date ("seit etwa zwei Jahren") stays as it is. */
function writtenDate(text: string, locale: Locale): string {
  const midnight = new Date(`${text}T00:00:00.000Z`);
  const isDate = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(`${text}T`);
  return isDate ? writtenInstant(midnight.toISOString(), locale, 'UTC') : text;
}
