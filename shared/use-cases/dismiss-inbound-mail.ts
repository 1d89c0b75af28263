import { settleMail } from '../domain/inbound/inbound-moves.ts';
import type { InboundMail } from '../domain/inbound/inbound-mail.ts';
import type { Changes } from './changes.ts';
import { resumeFollowUp } from './resume-follow-up.ts';
import type { Service } from './service.ts';

/** Nothing follows from the mail: its email is followed up as if it had not arrived. */
export async function dismissInboundMail(
  service: Service,
  changes: Changes,
  mail: InboundMail,
): Promise<undefined> {
  changes.putInboundMail(settleMail(mail, 'dismissed', service.clock.now()));
  await resumeFollowUp(service, changes, mail);
}
