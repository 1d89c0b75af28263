import { createErasure, listErasures, readErasure } from '../../shared/contracts/http/erasures.ts';
import { toErasure } from '../../shared/contracts/http/erasure-resource.ts';
import { ok } from '../../shared/domain/result.ts';
import { plus } from '../../shared/domain/time.ts';
import { createApi } from '../../shared/http/api.ts';
import { createCursors } from '../../shared/http/cursors.ts';
import { handle } from '../../shared/http/exchange.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { describeError } from '../../shared/platform/logger.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { applyErasure } from '../../shared/use-cases/apply-erasure.ts';
import { startErasure } from '../../shared/use-cases/start-erasure.ts';
import { createApiRuntime } from '../wiring/api.ts';
import { createErasureService } from '../wiring/erasures.ts';
import { located, reply, replyPage } from '../wiring/replies.ts';

/** What fits into a request is done at once; a schedule does the rest. */
const AT_ONCE_MS = 8000;

/** Erasures of persons (CONTRACT §3). */
export function build(runtime: KeyedRuntime) {
  const { logger } = runtime;
  const service = createErasureService(runtime);
  const { store, clock } = service;
  const cursors = createCursors(runtime.pseudonymKey);
  const view = async (id: string) => {
    const erasure = await store.getErasure(id);
    return erasure && { body: toErasure(erasure), version: erasure.version };
  };

  return createApi(createApiRuntime(runtime), [
    handle(listErasures, ({ query }) =>
      replyPage(
        cursors,
        { id: listErasures.id, query },
        { read: (next) => store.listErasures(query.limit, next), view: toErasure },
      ),
    ),

    handle(createErasure, async ({ body, once }) => {
      const subject = { kind: body.subject_kind, id: body.subject_id };
      const started = await startErasure(service, { subject, once });
      if (started.ok) await beginAtOnce(started.value);
      return reply(started, located('/api/erasures', view));
    }),

    handle(readErasure, ({ params }) => reply(ok(params.erasure_id), view)),
  ]);

  /** The erasure is asked for, whatever comes of its first steps. */
  async function beginAtOnce(id: string): Promise<void> {
    try {
      await applyErasure(service, { id, stopAt: plus(clock.now(), AT_ONCE_MS) });
    } catch (error) {
      logger.warn('an erasure goes on with the schedule', { id, error: describeError(error) });
    }
  }
}

export const handler = toLambda(startKeyedRuntime, build);
