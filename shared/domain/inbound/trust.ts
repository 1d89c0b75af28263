/** A check of SES on a mail that it received (the `receipt` of its event). Other values say nothing. */
export type Verdict = 'PASS' | 'FAIL' | 'GRAY' | 'PROCESSING_FAILED' | 'DISABLED';

/**
 * What SES found out about a mail that it received.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
 */
export interface MailVerdicts {
  spam?: Verdict;
  virus?: Verdict;
  spf?: Verdict;
  dkim?: Verdict;
  dmarc?: Verdict;
}

/**
 * How far a mail may be believed.
 *
 * - `refused`: spam or a virus; people look at it, nothing in it is proposed, and nothing follows from it;
 * - `doubtful`: nothing shows that it comes from whom it names; what it says is proposed, and little follows without a person
 *   unless it shows by itself that its sender has our email (`isSure`);
 * - `proven`: the domain of its sender stands behind it.
 */
export type Trust = 'refused' | 'doubtful' | 'proven';

/** Weighs the verdicts of SES. DMARC decides where the sender's domain has it (RFC 7489), else SPF or DKIM is enough. */
export function trustOf({ spam, virus, spf, dkim, dmarc }: MailVerdicts): Trust {
  if (spam === 'FAIL' || virus === 'FAIL') return 'refused';
  if (dmarc === 'PASS') return 'proven';
  if (dmarc === 'FAIL') return 'doubtful';
  return spf === 'PASS' || dkim === 'PASS' ? 'proven' : 'doubtful';
}
