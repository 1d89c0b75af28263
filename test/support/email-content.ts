import type { PatientFacts, Therapist } from '../../shared/domain/email/directory.ts';
import type { EmailContent } from '../../shared/domain/ports.ts';
import type { MailSetting } from '../../shared/out/email-variables.ts';
import { createMailLinks } from '../../shared/out/mail-links.ts';
import { createMailTokens } from '../../shared/platform/mail-tokens.ts';

/** An email's id. */
export const EMAIL_ID = 'em_01kapf3v9s0000000000000001';

/** The tokens and links of an invented deployment. */
export const tokens = createMailTokens('a-key-that-only-the-tests-know-0000');
export const linksOf = createMailLinks({
  tokens,
  replyDomain: 'antwort.platzfinder.example',
  publicUrl: 'https://api.platzfinder.example',
});

/** What mails of an invented deployment have in common. */
export const setting: MailSetting = {
  locale: 'de',
  timeZone: 'Europe/Berlin',
  senderName: 'Platzfinder Beispiel',
  legalFooter: 'Platzfinder Beispiel gGmbH\nMusterstraße 1, 12345 Musterstadt\nTelefon 030 0000000',
  linksOf,
};

export const erika: Therapist = {
  id: 7,
  gender: 'female',
  title: 'Dr. med.',
  firstName: 'Erika',
  lastName: 'Musterfrau',
  email: 'praxis@musterfrau.example',
};

const facts: Omit<PatientFacts, 'id'> = {
  gender: 'weiblich',
  diagnosis: 'F33.1',
  currentComplaints: 'Antriebslosigkeit, Schlafstörungen & Grübeln',
  complaintsSince: '2025-03-01',
  therapyExperience: 'keine',
  availability: 'Mo–Mi ab 16 Uhr',
  groupTherapy: true,
  registeredOn: '2026-09-14',
};

const CODES = ['K7Q2M', '9XW2P', '3FHAB', 'T0T01', 'ZZ8Y7', 'B4C5D', '6E7F8', '9G0H1', 'J2K3M', 'N4P5Q'];

/** A numbered patient of an email; every fact is known unless told otherwise. */
export function patient(
  number: number,
  known: Partial<PatientFacts> = facts,
): EmailContent['patients'][number] {
  return { number, code: CODES[number - 1]!, facts: { id: 100 + number, ...known } };
}

/** So many numbered patients of whom every fact is known. */
export function patients(count: number): EmailContent['patients'] {
  return Array.from({ length: count }, (_, index) => patient(index + 1));
}

/** A second mail to Dr. Musterfrau about one patient. */
export function emailContent(overrides: Partial<EmailContent> = {}): EmailContent {
  return {
    emailId: EMAIL_ID,
    kind: 'initial_contact',
    therapist: erika,
    firstContact: false,
    patients: patients(1),
    reference: '7F3K-2M9Q',
    ...overrides,
  };
}
