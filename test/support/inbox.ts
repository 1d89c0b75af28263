import type { Fault } from '../../shared/domain/fault.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { Runtime } from '../../shared/platform/runtime.ts';
import { createMailReader } from '../../shared/out/mail-reader.ts';
import { createRawMails } from '../../shared/store/raw-mails.ts';
import type { InboundService } from '../../shared/use-cases/assign-inbound-mail.ts';
import type { Service } from '../../shared/use-cases/service.ts';
import { updateInboundMail, type InboundUpdate } from '../../shared/use-cases/update-inbound-mail.ts';
import { ANSWER, matchedTo, receive } from './api-seed-inbound-mails.ts';
import { sendMail } from './follow-up.ts';
import type { World } from './world.ts';

/** One process of the service. */
interface Actor {
  service: Service;
  runtime: Runtime;
}

/** What it takes to deal with mails, in one process. */
export function inboundService({ service, runtime }: Actor): InboundService {
  const rawMails = createRawMails(runtime.aws.s3(), runtime.config.PARKING_BUCKET);
  return { ...service, rawMails, mailReader: createMailReader() };
}

/** What staff do with the mails of a world. */
export function inbox(world: World) {
  const load = async (id: string) => {
    const mail = await world.service.store.getInboundMail(id);
    if (!mail) throw new Error(`there is no mail ${id}`);
    return mail;
  };
  return {
    load,
    status: async (id: string) => (await load(id)).status,

    /** Does one thing with a mail, as it is now unless its version is told. */
    async update(
      id: string,
      update: InboundUpdate,
      { actor = world, version = 0 }: { actor?: Actor; version?: number } = {},
    ): Promise<Result<string, Fault>> {
      const seen = version || (await load(id)).version;
      return updateInboundMail(inboundService(actor), { inboundMailId: id, version: seen, update });
    },

    /** An email to therapist 1 about two requests, 1 and 2, and a reply to it a minute later that a token has matched. */
    async replied(fields: Parameters<typeof receive>[1] = {}): Promise<{ emailId: string; mailId: string }> {
      const emailId = await sendMail(world, 1, [1, 2]);
      world.clock.advance(60_000);
      const mailId = await receive(world, { ...ANSWER, ...matchedTo(emailId, 1), ...fields });
      return { emailId, mailId };
    },
  };
}

/** Confirms the answer that `ANSWER` proposes. */
export function confirmAnswer(emailId: string): InboundUpdate & { move: 'confirm' } {
  return {
    move: 'confirm',
    decisions: [
      { emailId, number: 1, outcome: 'accepted' },
      { emailId, number: 2, outcome: 'rejected', reason: 'no_capacity' },
    ],
  };
}
