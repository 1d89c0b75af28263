import {
  listPhoneCallEntries,
  readPhoneCallEntry,
  updatePhoneCallEntry,
} from '../../shared/contracts/http/phone-call-entries.ts';
import { toCallCalendar } from '../../shared/contracts/http/phone-call-calendar.ts';
import { toCallsWanted, toCallUpdate, toCallWanted } from '../../shared/contracts/http/phone-call-input.ts';
import { CALENDAR_TYPE } from '../../shared/contracts/http/phone-call-resource.ts';
import { toPhoneCall, toPhoneCallEntries } from '../../shared/contracts/http/phone-call-view.ts';
import {
  createPhoneCall,
  deletePhoneCall,
  listPhoneCalls,
  readPhoneCall,
  updatePhoneCall,
} from '../../shared/contracts/http/phone-calls.ts';
import { parseCallEntryId } from '../../shared/domain/phone-call/call-ids.ts';
import type { ScriptRenderer } from '../../shared/domain/ports.ts';
import { fail, ok } from '../../shared/domain/result.ts';
import { createApi } from '../../shared/http/api.ts';
import { createCursors } from '../../shared/http/cursors.ts';
import { handle, type Answer, type Caller } from '../../shared/http/exchange.ts';
import { createHolidays } from '../../shared/out/holidays.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createCallLists } from '../../shared/store/call-lists.ts';
import { cancelCall } from '../../shared/use-cases/cancel-call.ts';
import { collectCalls } from '../../shared/use-cases/collect-calls.ts';
import { createCall } from '../../shared/use-cases/create-call.ts';
import type { CallService } from '../../shared/use-cases/follow-up.ts';
import { listCalls } from '../../shared/use-cases/list-calls.ts';
import { readCallResource } from '../../shared/use-cases/read-call-resource.ts';
import { updateCallEntry } from '../../shared/use-cases/update-call-entry.ts';
import { updateCall } from '../../shared/use-cases/update-call.ts';
import { createApiRuntime } from '../wiring/api.ts';
import { createCallScripts } from '../wiring/renderer.ts';
import { located, reply, replyPage, seenBy } from '../wiring/replies.ts';
import { reportNewerItem } from '../wiring/newer-items.ts';
import { createService } from '../wiring/service.ts';

type Service = CallService & { scripts: ScriptRenderer };

/** Phone calls and their entries (CONTRACT §3). */
export function build(runtime: KeyedRuntime) {
  const { config } = runtime;
  const created = createService(runtime);
  const holidays = createHolidays({ federalState: config.FEDERAL_STATE });
  const service = { ...created, holidays, scripts: createCallScripts(config) };
  const lists = createCallLists(created.client, config.CALLS_TABLE, reportNewerItem(runtime));
  return createApi(createApiRuntime(runtime), [
    listing({ ...service, lists }, runtime),
    ...calls(service),
    ...entries(service),
  ]);
}

export const handler = toLambda(startKeyedRuntime, build);

function listing(service: Parameters<typeof collectCalls>[0], { config, pseudonymKey }: KeyedRuntime) {
  const cursors = createCursors(pseudonymKey);
  const wording = { locale: config.LOCALE, maxTries: config.CALL_MAX_TRIES };
  return handle(listPhoneCalls, async ({ query, caller, accepts }) => {
    if (accepts(CALENDAR_TYPE)) {
      if (query.cursor !== undefined) return NO_PAGE;
      const collected = await collectCalls(service, toCallsWanted(query));
      if (!collected.ok) return collected;
      const body = toCallCalendar(collected.value, { ...wording, ...seenBy(caller) });
      return ok({ body, contentType: `${CALENDAR_TYPE}; charset=utf-8` });
    }
    return replyPage(
      cursors,
      { id: listPhoneCalls.id, query },
      {
        read: (next) => listCalls(service, { ...toCallsWanted(query), next }),
        view: (call) => toPhoneCall(call, seenBy(caller)),
      },
    );
  });
}

const NO_PAGE: Answer = fail({
  code: 'invalid_request',
  errors: [{ field: '?cursor', message: 'is not taken for a calendar, which holds the whole list' }],
});

function calls(service: Service) {
  const view = (caller: Caller) => async (callId: string) => {
    const sight = seenBy(caller);
    const found = await readCallResource(service, { callId, ...sight });
    if (!found) return undefined;
    const { call, script } = found;
    return { body: toPhoneCall(call, { ...sight, script }), version: call.version };
  };

  return [
    handle(createPhoneCall, async ({ body, caller, once }) =>
      reply(
        await createCall(service, { ...toCallWanted(body), once }),
        located('/api/phone-calls', view(caller)),
      ),
    ),

    handle(readPhoneCall, ({ params, caller }) => reply(ok(params.call_id), view(caller))),

    handle(updatePhoneCall, async ({ params, body, caller, version, once }) => {
      const target = { callId: params.call_id, version, once };
      return reply(await updateCall(service, { ...target, ...toCallUpdate(body) }), view(caller));
    }),

    handle(deletePhoneCall, async ({ params, version, once }) => {
      const canceled = await cancelCall(service, { callId: params.call_id, version, once });
      return canceled.ok ? ok({}) : canceled;
    }),
  ];
}

function entries(service: CallService) {
  const view = (caller: Caller) => async (entryId: string) => {
    const loaded = await service.store.getCall(parseCallEntryId(entryId).callId);
    const body = loaded && toPhoneCallEntries(loaded, seenBy(caller)).find(({ id }) => id === entryId);
    return body && { body, version: loaded.call.version };
  };
  const listed = (caller: Caller) => async (callId: string) => {
    const loaded = await service.store.getCall(callId);
    if (!loaded) return undefined;
    const items = toPhoneCallEntries(loaded, seenBy(caller));
    return { body: { items, next_cursor: null }, version: loaded.call.version };
  };

  return [
    handle(listPhoneCallEntries, ({ params, caller }) => reply(ok(params.call_id), listed(caller))),

    handle(readPhoneCallEntry, ({ params, caller }) => reply(ok(params.batch_id), view(caller))),

    handle(updatePhoneCallEntry, async ({ params, body, caller, version, once }) => {
      const noted = await updateCallEntry(service, {
        entryId: params.batch_id,
        version,
        once,
        discussed: body.discussed,
        outcome: body.outcome,
        followUpRequired: body.follow_up_required,
        followUpNotes: body.follow_up_notes,
      });
      return reply(noted, view(caller));
    }),
  ];
}
