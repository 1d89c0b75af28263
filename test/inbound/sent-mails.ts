import type { RenderedEmail } from '../../shared/domain/ports.ts';
import { createRenderer } from '../../shared/out/liquid-renderer.ts';
import { emailContent, patients, setting } from '../support/email-content.ts';

/** The emails that the mails of the corpus answer, as the templates make them: patients K7Q2M, 9XW2P and 3FHAB. */
const german = createRenderer(setting);
const english = createRenderer({ ...setting, locale: 'en' });

export const ONE = await german.render(emailContent());
export const THREE = await german.render(
  emailContent({ kind: 'batch_request', firstContact: true, patients: patients(3) }),
);
export const FOLLOW_UP = await german.render(
  emailContent({ kind: 'follow_up', patients: patients(2), earlierSentAt: '2026-11-25T08:00:00.000Z' }),
);
export const CONFIRMATION = await german.render(emailContent({ kind: 'confirmation' }));
export const THREE_EN = await english.render(emailContent({ kind: 'batch_request', patients: patients(3) }));

/** Whom the replies go to. */
export const TOKEN = 'mfrggzdfmztwq2lknnwg23tpobyxe43uov3ho6dzpjaueq2e';
export const REPLY_ADDRESS = `reply+${TOKEN}@antwort.platzfinder.example`;
export const STOP_ADDRESS = `stop+${TOKEN}@antwort.platzfinder.example`;

/** Message-ID of the email sent, as SES gives it. */
export const SES_ID = '0107019ae0f2c3d4-1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809-000000';

/** What stands between the body tags. */
export function bodyOf({ html }: RenderedEmail): string {
  return html.replace(/^[\s\S]*<body[^>]*>/, '').replace(/<\/body>[\s\S]*$/, '');
}
