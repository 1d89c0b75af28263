import { dumpTables } from '../../local/dump.ts';
import type { Evidence } from '../../local/invariants/evidence.ts';
import { readLedger, type Ledger } from '../../local/invariants/ledger.ts';
import { readTime } from '../../local/stack/clock.ts';
import { readMails, type TakenMail } from '../../local/stack/mails.ts';
import type { DeployedStage } from '../../local/stack/stage.ts';

/** A mail that SES took, with what only this walk knows: when that was by the moved clock, and whose email it is. */
export type SeenMail = TakenMail & Evidence['accepted'][number];

/** Looks at a deployed stage from outside: at its tables, and at the mails that it sends from now on. */
export async function viewStage(stage: DeployedStage) {
  const mails: SeenMail[] = [];
  const earlier = (await readMails(stage.local)).length;
  const dump = () => dumpTables(stage.client, stage.tables);
  const ledger = async (): Promise<Ledger> => readLedger(await dump());
  return {
    dump,
    ledger,
    /** All mails so far. A look right after a run of the pump tells when SES took them, to some seconds. */
    async mails(): Promise<readonly SeenMail[]> {
      const taken = (await readMails(stage.local)).slice(earlier + mails.length);
      if (taken.length === 0) return mails;
      const at = await readTime(stage);
      const { emails } = await ledger();
      const ids = new Map([...emails].map(([id, { email }]) => [email.sesMessageId, id]));
      mails.push(
        ...taken.map((mail) => ({ ...mail, at, tags: { email_id: ids.get(mail.messageId) ?? '' } })),
      );
      return mails;
    },
  };
}

export type StageView = Awaited<ReturnType<typeof viewStage>>;
