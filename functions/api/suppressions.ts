import {
  createSuppression,
  liftSuppression,
  listSuppressions,
  readSuppression,
} from '../../shared/contracts/http/suppressions.ts';
import { toSuppression, toSuppressionFilter } from '../../shared/contracts/http/suppression-resource.ts';
import { isSuppressed } from '../../shared/domain/contact/suppression.ts';
import { ok } from '../../shared/domain/result.ts';
import { createApi } from '../../shared/http/api.ts';
import { createCursors } from '../../shared/http/cursors.ts';
import { handle, type Caller } from '../../shared/http/exchange.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createSuppressionLists } from '../../shared/store/suppression-lists.ts';
import { createSuppression as suppressAddress } from '../../shared/use-cases/create-suppression.ts';
import { liftSuppression as letMailGo } from '../../shared/use-cases/lift-suppression.ts';
import { createApiRuntime } from '../wiring/api.ts';
import { located, reply, replyPage, seenBy } from '../wiring/replies.ts';
import { createService } from '../wiring/service.ts';

/** Suppressions (CONTRACT §3). */
export function build(runtime: KeyedRuntime) {
  const service = createService(runtime);
  const { store, clock } = service;
  const lists = createSuppressionLists(service.client, runtime.config.CONTACTS_TABLE);
  const cursors = createCursors(runtime.pseudonymKey);
  const view = (caller: Caller) => async (id: string) => {
    const mailbox = await store.getMailbox(id);
    if (!isSuppressed(mailbox, clock.now())) return undefined;
    return { body: toSuppression(mailbox, seenBy(caller)), version: mailbox.version };
  };

  return createApi(createApiRuntime(runtime), [
    handle(listSuppressions, ({ query, caller }) =>
      replyPage(
        cursors,
        { id: listSuppressions.id, query },
        {
          read: (next) =>
            lists.listSuppressions(toSuppressionFilter(query), {
              now: clock.now(),
              limit: query.limit,
              next,
            }),
          view: (mailbox) => toSuppression(mailbox, seenBy(caller)),
        },
      ),
    ),

    handle(createSuppression, async ({ body, caller, once }) => {
      const { address, reason, expires_at: expiresAt } = body;
      const made = await suppressAddress(service, { address, reason, expiresAt, by: caller.subject, once });
      return reply(made, located('/api/suppressions', view(caller)));
    }),

    handle(readSuppression, ({ params, caller }) => reply(ok(params.suppression_id), view(caller))),

    handle(liftSuppression, async ({ params, version, once }) => {
      const lifted = await letMailGo(service, { mailboxKey: params.suppression_id, version, once });
      return lifted.ok ? ok({}) : lifted;
    }),
  ]);
}

export const handler = toLambda(startKeyedRuntime, build);
