import type { Mailer } from '../domain/ports.ts';

/** Whom the mails of a stage may reach (CONTRACT §5, MAIL_MODE). */
export type MailMode =
  | { kind: 'live' }
  /** Addresses, and domains with their `@`: nobody else is mailed. */
  | { kind: 'allow-list'; allowed: readonly string[] }
  /** All mail goes to one address, marked with the stage. */
  | { kind: 'redirect'; to: string; stage: string };

/**
 * A mailer that reaches those whom the mode lets be reached, and nobody else. It stands right in front of SES, so that
 * everything before it works on a test stage as it does in production.
 */
export function withMailMode(mailer: Mailer, mode: MailMode): Mailer {
  switch (mode.kind) {
    case 'live':
      return mailer;
    case 'allow-list':
      return {
        ...mailer,
        send: (mail) =>
          isAllowed(mail.to.address, mode.allowed)
            ? mailer.send(mail)
            : Promise.resolve({ kind: 'rejected', reason: 'not_on_allow_list' }),
      };
    case 'redirect':
      return {
        ...mailer,
        send: ({ body, ...mail }) =>
          mailer.send({
            ...mail,
            to: { address: mode.to, name: '' },
            body: { ...body, subject: `[${mode.stage}] ${body.subject}` },
          }),
      };
  }
}

function isAllowed(address: string, allowed: readonly string[]): boolean {
  return allowed.includes(address) || allowed.includes(address.slice(address.lastIndexOf('@')));
}
