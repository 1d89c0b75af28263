import { dumpTables } from '../../local/dump.ts';
import type { Evidence } from '../../local/invariants/evidence.ts';
import { readLedger, type Ledger } from '../../local/invariants/ledger.ts';
import { readTime } from '../../local/stack/clock.ts';
import { eventually } from '../../local/stack/eventually.ts';
import { readMails, type TakenMail } from '../../local/stack/mails.ts';
import { runSchedule } from '../../local/stack/schedules.ts';
import type { DeployedStage } from '../../local/stack/stage.ts';
import { COMMUNICATION_TOPIC } from '../../shared/contracts/events/communication-event.ts';
import { readTopic } from '../support/topic-log.ts';
import { brokerOf } from './stage-under-test.ts';

/** A mail that SES took, with what only this walk knows: when that was by the moved clock, and whose email it is. */
export type SeenMail = TakenMail & Evidence['accepted'][number];

/** Looks at an emptied stage from outside: at its tables, its mailbox and its topic. */
export function viewStage(stage: DeployedStage) {
  const mails: SeenMail[] = [];
  const dump = () => dumpTables(stage.client, stage.tables);
  const ledger = async (): Promise<Ledger> => readLedger(await dump());
  /** All that arrived so far, each partition in order. */
  const published = async () =>
    (await readTopic(brokerOf(stage), COMMUNICATION_TOPIC)).map(({ value }) => ({ Detail: value }));
  return {
    dump,
    ledger,
    published,
    /** All mails so far. A look right after a run of the pump tells when SES took them, to some seconds. */
    async mails(): Promise<readonly SeenMail[]> {
      const taken = (await readMails(stage.local)).slice(mails.length);
      if (taken.length === 0) return mails;
      const at = await readTime(stage);
      const { emails } = await ledger();
      const ids = new Map([...emails].map(([id, { email }]) => [email.sesMessageId, id]));
      mails.push(
        ...taken.map((mail) => ({ ...mail, at, tags: { email_id: ids.get(mail.messageId) ?? '' } })),
      );
      return mails;
    },
    /** Lets the relay tell what it still owes; then the tables are at rest, and this is all that can be seen. */
    async settle(created: readonly number[]): Promise<Evidence> {
      await runSchedule(stage.local, 'outbox-relay');
      const atRest = await eventually('the outbox is empty', async () => {
        const tables = await dump();
        return tables.outbox.length === 0 && tables;
      });
      return {
        accepted: [...(await this.mails())],
        published: await published(),
        dump: atRest,
        created,
      };
    },
  };
}

export type StageView = ReturnType<typeof viewStage>;
