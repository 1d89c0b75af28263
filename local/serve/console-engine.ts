import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { ConsoleEngine, PostedEvent } from '../console/console-engine.ts';
import { dumpTables } from '../dump.ts';
import type { Engine } from '../engine.ts';
import type { Issuer } from '../oidc/issuer.ts';
import { sampleRequests } from '../sample/requests.ts';
import { readLedger } from '../invariants/ledger.ts';
import { tokenFor } from './token.ts';
import type { Topics } from './topics.ts';

/** Entries that one PutEvents takes. */
const PAGE = 10;

/**
 * The engine as the console sees it.
 *
 * @param topics where events come and go over Kafka instead of the bus
 */
export function toConsoleEngine(engine: Engine, issuer: Issuer, topics?: Topics): ConsoleEngine {
  const dump = () => dumpTables(engine.client, engine.tables);
  const eventBridge = engine.runtime.aws.eventBridge();

  async function publish(events: PostedEvent[]): Promise<void> {
    if (topics) return topics.publish(events);
    for (let from = 0; from < events.length; from += PAGE) {
      const Entries = events.slice(from, from + PAGE).map(({ detailType, detail }) => ({
        EventBusName: engine.runtime.config.EVENT_BUS,
        Source: 'local-console',
        DetailType: detailType,
        Detail: JSON.stringify(detail),
        Time: new Date(engine.clock.now()),
      }));
      await eventBridge.send(new PutEventsCommand({ Entries }));
    }
  }

  return {
    now: engine.clock.now,
    template: engine.template,
    nextTicks: () => engine.upcoming().map(({ schedule, at }) => ({ schedule: schedule.name, at })),
    mails: () => engine.ses.accepted,
    events: () => (topics ? [...engine.bus.entries, ...topics.seen] : engine.bus.entries),
    dump,
    async moveTo(instant) {
      const before = engine.failures();
      const ticks = await engine.moveTo(instant);
      return { ticks, failures: engine.failures() - before };
    },
    async receive(raw) {
      await engine.receiveMail(raw);
    },
    publish,
    async addSample() {
      const { requests } = readLedger(await dump());
      const samples = sampleRequests(Math.max(0, ...requests.keys()) + 1);
      await publish(samples);
      return { requests: samples.length };
    },
    token: (scopes) => tokenFor(issuer, scopes),
    oidc: issuer,
  };
}
