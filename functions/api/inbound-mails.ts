import {
  toInboundMail,
  toInboundMailFilter,
  toInboundUpdate,
} from '../../shared/contracts/http/inbound-mail-resource.ts';
import {
  listInboundMails,
  readInboundMail,
  updateInboundMail,
} from '../../shared/contracts/http/inbound-mails.ts';
import { ok } from '../../shared/domain/result.ts';
import { createApi } from '../../shared/http/api.ts';
import { createCursors } from '../../shared/http/cursors.ts';
import { handle } from '../../shared/http/exchange.ts';
import { createMailReader } from '../../shared/out/mail-reader.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createInboundMailLists } from '../../shared/store/inbound-mail-lists.ts';
import { createRawMails } from '../../shared/store/raw-mails.ts';
import { updateInboundMail as moveMail } from '../../shared/use-cases/update-inbound-mail.ts';
import { createApiRuntime } from '../wiring/api.ts';
import { reply, replyPage } from '../wiring/replies.ts';
import { createService } from '../wiring/service.ts';

/** Mails that arrived, as staff deal with them (CONTRACT §3). */
export function build(runtime: KeyedRuntime) {
  const { config, aws, logger } = runtime;
  const created = createService(runtime);
  const rawMails = createRawMails(aws.s3(), config.PARKING_BUCKET);
  const service = { ...created, rawMails, mailReader: createMailReader() };
  const lists = createInboundMailLists(created.client, config.RUNTIME_TABLE);
  const cursors = createCursors(runtime.pseudonymKey);
  const view = async (id: string) => {
    const mail = await service.store.getInboundMail(id);
    return mail && { body: toInboundMail(mail), version: mail.version };
  };

  return createApi(createApiRuntime(runtime), [
    handle(listInboundMails, ({ query }) =>
      replyPage(
        cursors,
        { id: listInboundMails.id, query },
        {
          read: (next) => lists.listInboundMails(toInboundMailFilter(query), { limit: query.limit, next }),
          view: toInboundMail,
        },
      ),
    ),

    handle(readInboundMail, ({ params }) => reply(ok(params.inbound_mail_id), view)),

    handle(updateInboundMail, async ({ params: { inbound_mail_id: id }, body, version, once }) => {
      const update = toInboundUpdate(body);
      const moved = await moveMail(service, { inboundMailId: id, version, once, update });
      if (moved.ok && body.objection)
        logger.info('therapist objected', { inboundMailId: id, source: 'stop_request' });
      return reply(moved, view);
    }),
  ]);
}

export const handler = toLambda(startKeyedRuntime, build);
