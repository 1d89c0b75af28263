import { LOCAL_REGION } from '../../local/clients.ts';
import { mailFaults } from '../../local/mail-check.ts';
import { conversationOf, referenceOf } from '../../shared/domain/email/reference.ts';
import { messageIdOf } from '../../shared/out/ses-message-id.ts';
import { createMailTokens } from '../../shared/platform/mail-tokens.ts';
import type { World } from './world.ts';

/** What is wrong with the mails that SES took, looked at as those do who get them. */
export async function faultsOfMails(world: World): Promise<string[]> {
  const tokens = createMailTokens(world.runtime.pseudonymKey);
  const faults: string[] = [];
  for (const mail of world.ses.accepted) {
    const email = await world.email(mail.tags['email_id'] ?? '');
    if (!email) throw new Error('a mail without an email');
    const earlier = email.refersTo === undefined ? undefined : await world.email(email.refersTo);
    const continues = earlier?.sesMessageId && messageIdOf(earlier.sesMessageId, LOCAL_REGION);
    const found = await mailFaults(mail, {
      tokens,
      reference: referenceOf(conversationOf(email)),
      continues,
    });
    faults.push(...found.map((fault) => `${email.kind} to ${email.therapistId}: ${fault}`));
  }
  return faults;
}
