import {
  addEmailEntry,
  deleteEmailEntry,
  listEmailEntries,
  readEmailEntry,
  updateEmailEntry,
} from '../../shared/contracts/http/email-entries.ts';
import { toEmailChanges, toEmailFilter, toRequestedEmail } from '../../shared/contracts/http/email-input.ts';
import {
  readEmailResponse,
  recordEmailResponse,
  toEmailAnswer,
} from '../../shared/contracts/http/email-responses.ts';
import {
  toEmail,
  toEmailResponse,
  toEmailSummary,
  toEntries,
} from '../../shared/contracts/http/email-view.ts';
import { createEmail, listEmails, readEmail, updateEmail } from '../../shared/contracts/http/emails.ts';
import { parseEntryId } from '../../shared/domain/email/entry-id.ts';
import { fail, ok } from '../../shared/domain/result.ts';
import { createApi } from '../../shared/http/api.ts';
import { createCursors } from '../../shared/http/cursors.ts';
import { handle, type Answer, type Caller } from '../../shared/http/exchange.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createEmailLists } from '../../shared/store/email-lists.ts';
import { addRequestToEmail } from '../../shared/use-cases/add-request-to-email.ts';
import { createEmail as makeEmail } from '../../shared/use-cases/create-email.ts';
import { readEmailResource } from '../../shared/use-cases/read-email-resource.ts';
import { recordEmailResponse as recordAnswer } from '../../shared/use-cases/record-email-response.ts';
import { updateEmail as changeEmail } from '../../shared/use-cases/update-email.ts';
import { removeEntry, updateEntry } from '../../shared/use-cases/update-entry.ts';
import { createApiRuntime } from '../wiring/api.ts';
import { createMailRenderer } from '../wiring/renderer.ts';
import { located, reply, replyPage, seenBy } from '../wiring/replies.ts';
import { reportNewerItem } from '../wiring/newer-items.ts';
import { createService } from '../wiring/service.ts';

type Service = ReturnType<typeof createService> & { renderer: ReturnType<typeof createMailRenderer> };

/** Emails, their entries and what was answered (CONTRACT §3). */
export function build(runtime: KeyedRuntime) {
  const service = { ...createService(runtime), renderer: createMailRenderer(runtime) };
  return createApi(createApiRuntime(runtime), [
    ...emails(service, runtime),
    ...entries(service),
    ...responses(service),
  ]);
}

export const handler = toLambda(startKeyedRuntime, build);

function emails(service: Service, runtime: KeyedRuntime) {
  const { config, pseudonymKey } = runtime;
  const sender = { address: config.SENDER_EMAIL, name: config.SENDER_NAME };
  const cursors = createCursors(pseudonymKey);
  const lists = createEmailLists(service.client, config.EMAILS_TABLE, reportNewerItem(runtime));
  const view = (caller: Caller) => async (emailId: string) => {
    const resource = await readEmailResource(service, { emailId, ...seenBy(caller) });
    return resource && { body: toEmail(resource, { sender }), version: resource.email.version };
  };

  return [
    handle(listEmails, ({ query, caller }) =>
      replyPage(
        cursors,
        { id: listEmails.id, query },
        {
          read: (next) =>
            lists.listEmails(toEmailFilter(query), { now: service.clock.now(), limit: query.limit, next }),
          view: (email) => toEmailSummary(email, seenBy(caller)),
        },
      ),
    ),

    handle(createEmail, async ({ body, caller, once }) => {
      if (body.override && !caller.scopes.has('override')) return NO_OVERRIDE;
      const made = await makeEmail(service, { caller: caller.subject, once, email: toRequestedEmail(body) });
      return reply(made, located('/api/emails', view(caller)));
    }),

    handle(readEmail, ({ params, caller }) => reply(ok(params.email_id), view(caller))),

    handle(updateEmail, async ({ params, body, caller, version, once }) => {
      if (body.override && !caller.scopes.has('override')) return NO_OVERRIDE;
      const changes = toEmailChanges(body, caller.subject);
      return reply(await changeEmail(service, { id: params.email_id, version, once, changes }), view(caller));
    }),
  ];
}

function entries(service: Service) {
  const view = (caller: Caller) => async (entryId: string) => {
    const loaded = await service.store.getEmail(parseEntryId(entryId)?.emailId ?? '');
    const body = loaded && toEntries(loaded, seenBy(caller)).find(({ id }) => id === entryId);
    return body && { body, version: loaded.email.version };
  };
  const listed = (caller: Caller) => async (emailId: string) => {
    const loaded = await service.store.getEmail(emailId);
    if (!loaded) return undefined;
    const items = toEntries(loaded, seenBy(caller));
    return { body: { items, next_cursor: null }, version: loaded.email.version };
  };

  return [
    handle(listEmailEntries, ({ params, caller }) => reply(ok(params.email_id), listed(caller))),

    handle(addEmailEntry, async ({ params, body, caller, once }) => {
      const requestId = body.placement_request_id;
      const added = await addRequestToEmail(service, { emailId: params.email_id, requestId, once });
      return reply(added, located('/api/email-batches', view(caller)));
    }),

    handle(readEmailEntry, ({ params, caller }) => reply(ok(params.batch_id), view(caller))),

    handle(updateEmailEntry, async ({ params, body, caller, version, once }) => {
      const changed = await updateEntry(service, {
        entryId: params.batch_id,
        version,
        once,
        included: body.included,
        outcome: body.response_outcome,
        reason: body.response_reason,
        notes: body.response_notes,
      });
      return reply(changed, view(caller));
    }),

    handle(deleteEmailEntry, async ({ params, version, once }) => {
      const removed = await removeEntry(service, { entryId: params.batch_id, version, once });
      return removed.ok ? ok({}) : removed;
    }),
  ];
}

function responses(service: Service) {
  const view = (caller: Caller) => async (emailId: string) => {
    const loaded = await service.store.getEmail(emailId);
    if (!loaded) return undefined;
    const sight = seenBy(caller);
    const response = sight.withContent ? await service.store.getResponse(emailId) : undefined;
    return { body: toEmailResponse({ ...loaded, response }, sight), version: loaded.email.version };
  };

  return [
    handle(readEmailResponse, ({ params, caller }) => reply(ok(params.email_id), view(caller))),

    handle(recordEmailResponse, async ({ params, body, caller, once }) => {
      const recorded = await recordAnswer(service, { ...toEmailAnswer(body, params.email_id), once });
      return reply(recorded, view(caller));
    }),
  ];
}

const NO_OVERRIDE: Answer = fail({
  code: 'forbidden',
  errors: [{ field: '/override', message: 'needs the scope override' }],
});
