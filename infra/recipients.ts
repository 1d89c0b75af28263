import { InvalidStage, type Settings } from './settings.ts';

const MAIL_MODES = ['live', 'allow-list', 'redirect'] as const;
export type MailMode = (typeof MAIL_MODES)[number];

/** Whom the mails of a stage may reach (docs/decisions/0023). */
export interface Recipients {
  mailMode: MailMode;
  /** The one recipient that all mail goes to in the mode `redirect`. */
  mailRedirectTo: string;
  /** Addresses, and domains with their `@`, that mail may go to in the mode `allow-list`. */
  mailAllowList: readonly string[];
}

/** SES's own mailbox simulator: mail of a stage for which nobody has named a recipient goes no further. */
const SIMULATOR = 'success@simulator.amazonses.com';

/**
 * Reads MAIL_MODE, MAIL_REDIRECT_TO and MAIL_ALLOW_LIST; how addresses are to be spelt, the service itself knows.
 *
 * @param usual the mode of the stage when no setting says otherwise
 * @throws InvalidStage when there is no such mode, nobody on the list, or production would not reach everybody
 */
export function chooseRecipients(
  { usual, isProduction }: { usual: MailMode; isProduction: boolean },
  settings: Settings,
): Recipients {
  const wanted = settings('MAIL_MODE') ?? usual;
  const mailMode = MAIL_MODES.find((mode) => mode === wanted);
  if (mailMode === undefined) throw new InvalidStage(`MAIL_MODE must be one of ${MAIL_MODES.join(', ')}`);
  if (isProduction && mailMode !== 'live')
    throw new InvalidStage('MAIL_MODE must be live in the stage prod: build the other stages alone');
  const mailAllowList = (settings('MAIL_ALLOW_LIST') ?? '').split(',').flatMap((entry) => entry.trim() || []);
  if (mailMode === 'allow-list' && mailAllowList.length === 0)
    throw new InvalidStage('MAIL_ALLOW_LIST is required by MAIL_MODE=allow-list');
  return { mailMode, mailRedirectTo: settings('MAIL_REDIRECT_TO') ?? SIMULATOR, mailAllowList };
}
