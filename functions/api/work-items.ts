import {
  toWorkItem,
  toWorkItemChanges,
  toWorkItemFilter,
} from '../../shared/contracts/http/work-item-resource.ts';
import { listWorkItems, readWorkItem, updateWorkItem } from '../../shared/contracts/http/work-items.ts';
import { ok } from '../../shared/domain/result.ts';
import { createApi } from '../../shared/http/api.ts';
import { createCursors } from '../../shared/http/cursors.ts';
import { handle, type Caller } from '../../shared/http/exchange.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createWorkItemLists } from '../../shared/store/work-item-lists.ts';
import { updateWorkItem as changeWorkItem } from '../../shared/use-cases/update-work-item.ts';
import { createApiRuntime } from '../wiring/api.ts';
import { reply, replyPage, seenBy } from '../wiring/replies.ts';
import { reportNewerItem } from '../wiring/newer-items.ts';
import { createService } from '../wiring/service.ts';

/** Work items (CONTRACT §3). */
export function build(runtime: KeyedRuntime) {
  const service = createService(runtime);
  const lists = createWorkItemLists(service.client, runtime.config.RUNTIME_TABLE, reportNewerItem(runtime));
  const cursors = createCursors(runtime.pseudonymKey);
  const view = (caller: Caller) => async (id: string) => {
    const item = await service.store.getWorkItem(id);
    return item && { body: toWorkItem(item, seenBy(caller)), version: item.version };
  };

  return createApi(createApiRuntime(runtime), [
    handle(listWorkItems, ({ query, caller }) =>
      replyPage(
        cursors,
        { id: listWorkItems.id, query },
        {
          read: (next) => lists.listWorkItems(toWorkItemFilter(query), { limit: query.limit, next }),
          view: (item) => toWorkItem(item, seenBy(caller)),
        },
      ),
    ),

    handle(readWorkItem, ({ params, caller }) => reply(ok(params.work_item_id), view(caller))),

    handle(updateWorkItem, async ({ params, body, caller, version, once }) => {
      const target = { workItemId: params.work_item_id, version, once };
      return reply(await changeWorkItem(service, { ...target, ...toWorkItemChanges(body) }), view(caller));
    }),
  ]);
}

export const handler = toLambda(startKeyedRuntime, build);
