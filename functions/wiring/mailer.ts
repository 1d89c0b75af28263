import type { Mailer } from '../../shared/domain/ports.ts';
import { withMailMode, type MailMode } from '../../shared/out/mail-mode.ts';
import { createSesMailer } from '../../shared/out/ses-mailer.ts';
import { SES_TIMEOUT_MS } from '../../shared/platform/aws-clients.ts';
import type { Config } from '../../shared/platform/config.ts';
import type { KeyedRuntime } from '../../shared/platform/runtime.ts';
import { linksOfMails } from './mail-links.ts';

/**
 * Mails as the configured sender, to whom the stage may mail.
 *
 * @param timeoutMs milliseconds of real time after which a call to SES is given up
 */
export function createMailer(runtime: KeyedRuntime, timeoutMs = SES_TIMEOUT_MS): Mailer {
  const { config, clock, aws } = runtime;
  const mailer = createSesMailer({
    ses: aws.ses(),
    clock,
    sender: { address: config.SENDER_EMAIL, name: config.SENDER_NAME },
    linksOf: linksOfMails(runtime),
    ...(config.AWS_REGION !== undefined && { region: config.AWS_REGION }),
    ...(config.CONFIGURATION_SET !== undefined && { configurationSet: config.CONFIGURATION_SET }),
    timeoutMs,
  });
  return withMailMode(mailer, mailModeOf(config));
}

/** The configuration holds what its mode needs, or it would have been refused. */
function mailModeOf({ MAIL_MODE, MAIL_ALLOW_LIST, MAIL_REDIRECT_TO, STAGE }: Config): MailMode {
  switch (MAIL_MODE) {
    case 'live':
      return { kind: 'live' };
    case 'allow-list':
      return { kind: 'allow-list', allowed: MAIL_ALLOW_LIST };
    case 'redirect':
      return { kind: 'redirect', to: MAIL_REDIRECT_TO ?? '', stage: STAGE };
  }
}
