import { encodeEvent } from '../../shared/contracts/events/communication-event.ts';
import { announceAggregate, readOutbox, releaseAggregate } from '../../shared/contracts/http/outbox.ts';
import { toAggregate, toAggregateName, toOwedEvent } from '../../shared/contracts/http/outbox-resource.ts';
import type { OutboxEvent } from '../../shared/domain/events.ts';
import { ok } from '../../shared/domain/result.ts';
import { msBetween } from '../../shared/domain/time.ts';
import { createApi } from '../../shared/http/api.ts';
import { createCursors } from '../../shared/http/cursors.ts';
import { handle } from '../../shared/http/exchange.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createOutbox } from '../../shared/store/outbox.ts';
import { createOutboxDesk } from '../../shared/store/outbox-desk.ts';
import { announcePresentState } from '../../shared/use-cases/announce-present-state.ts';
import { releaseAggregate as release } from '../../shared/use-cases/release-aggregate.ts';
import { listOwedRows, nameOf, surveyOutbox } from '../../shared/use-cases/survey-outbox.ts';
import { createApiRuntime } from '../wiring/api.ts';
import { createIngest } from '../wiring/ingest.ts';
import { replyPage } from '../wiring/replies.ts';

/** So many are shown: whoever has more of them looks at the events, not at the list. */
const MOST_BLOCKED = 100;

/** The outbox (CONTRACT §3). */
export function build(runtime: KeyedRuntime) {
  const { config, clock, pseudonymKey } = runtime;
  const ingest = createIngest(runtime);
  const outbox = createOutbox(ingest.place.client, config.OUTBOX_TABLE);
  const desk = createOutboxDesk(ingest.place.client, config.OUTBOX_TABLE);
  const isPublishable = (event: OutboxEvent) => encodeEvent(event) !== undefined;
  const service = { ...ingest, desk, isPublishable };
  const cursors = createCursors(pseudonymKey);

  return createApi(createApiRuntime(runtime), [
    handle(readOutbox, async ({ query }) => {
      const page = await replyPage(
        cursors,
        { id: readOutbox.id, query },
        {
          read: (next) => listOwedRows(outbox, { limit: query.limit, next }),
          view: (row) => toOwedEvent(nameOf(row), row),
        },
      );
      if (!page.ok) return page;
      const { owed, isComplete, oldestAt, blocked } = await surveyOutbox({ outbox, isPublishable });
      const sums = {
        owed,
        complete: isComplete,
        ...(oldestAt !== undefined && { oldest_at: oldestAt, oldest_age_seconds: ageOf(oldestAt) }),
        blocked: blocked
          .slice(0, MOST_BLOCKED)
          .map(({ seq, reason, ...name }) => ({ aggregate: toAggregate(name), seq, reason })),
      };
      return ok({ body: { ...sums, ...(page.value.body as object) } });
    }),

    handle(releaseAggregate, async ({ body, once }) => {
      const done = await release(service, { aggregate: toAggregateName(body.aggregate), once });
      return done.ok ? ok({ body: { ...body, done: done.value } }) : done;
    }),

    handle(announceAggregate, async ({ body, once }) => {
      const told = await announcePresentState(service, { aggregate: toAggregateName(body.aggregate), once });
      return told.ok ? ok({ body: { ...body, events: Number(told.value) } }) : told;
    }),
  ]);

  function ageOf(oldestAt: string): number {
    return Math.max(0, Math.floor(msBetween(oldestAt, clock.now()) / 1000));
  }
}

export const handler = toLambda(startKeyedRuntime, build);
