import { conversationOf, referenceOf } from '../../shared/domain/email/reference.ts';
import { LOCAL_REGION } from '../clients.ts';
import { readLedger, type Ledger } from '../invariants/ledger.ts';
import { mailFaults } from '../mail-check.ts';
import type { AcceptedMail } from '../ses-double.ts';
import type { Outcome } from './simulation.ts';
import { kindOf } from './summary.ts';

/** The accepted mails that do not pass the check of `mail-check.ts`, each as a line that says why. */
export async function findFaultyMails({ evidence, mails, tokens }: Outcome): Promise<string[]> {
  const ledger = readLedger(evidence.dump);
  const faulty: string[] = [];
  for (const mail of mails) {
    const faults = await mailFaults(mail, { tokens, ...conversationIn(ledger, mails, mail) });
    const emailId = mail.tags['email_id'];
    if (faults.length > 0) faulty.push(`${kindOf(ledger, emailId)} ${emailId}: ${faults.join('; ')}`);
  }
  return faulty;
}

/** Number and first mail of the conversation that a mail belongs to. */
function conversationIn(
  { emails }: Ledger,
  mails: AcceptedMail[],
  { tags }: AcceptedMail,
): { reference: string; continues: string | undefined } {
  const email = emails.get(tags['email_id'] ?? '')?.email;
  const first = mails.find((mail) => mail.tags['email_id'] === email?.refersTo);
  return {
    reference: email ? referenceOf(conversationOf(email)) : '',
    continues: first && `<${first.messageId}@${LOCAL_REGION}.amazonses.com>`,
  };
}
