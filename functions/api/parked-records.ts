import {
  dropParkedRecord,
  listParkedRecords,
  readParkedRecord,
  redriveParkedRecord,
} from '../../shared/contracts/http/parked-records.ts';
import {
  toParkedRecord,
  toParkedRecordWithBytes,
} from '../../shared/contracts/http/parked-record-resource.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import { createApi } from '../../shared/http/api.ts';
import { createCursors } from '../../shared/http/cursors.ts';
import { handle, type Answer, type Caller } from '../../shared/http/exchange.ts';
import type { Fault } from '../../shared/domain/fault.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createParkedRecords } from '../../shared/store/parked-records.ts';
import { dropParkedRecord as drop } from '../../shared/use-cases/drop-parked-record.ts';
import { redriveParkedRecord as redrive } from '../../shared/use-cases/redrive-parked-record.ts';
import { createApiRuntime } from '../wiring/api.ts';
import { createIngest } from '../wiring/ingest.ts';
import { reply, replyPage, seenBy } from '../wiring/replies.ts';

/** Parked records (CONTRACT §3). */
export function build(runtime: KeyedRuntime) {
  const ingest = createIngest(runtime);
  const parked = createParkedRecords({ ...ingest.place, clock: runtime.clock });
  const service = { ...ingest, parked };
  const cursors = createCursors(runtime.pseudonymKey);
  const view = (caller: Caller) => async (id: string) => {
    const record = await parked.getParked(id);
    return record && { body: toParkedRecordWithBytes(record, seenBy(caller)), version: record.version };
  };

  return createApi(createApiRuntime(runtime), [
    handle(listParkedRecords, ({ query }) =>
      replyPage(
        cursors,
        { id: listParkedRecords.id, query },
        {
          read: (next) => {
            const { topic, reason, limit } = query;
            return parked.listParked({ topic, reason }, { limit, next });
          },
          view: toParkedRecord,
        },
      ),
    ),

    handle(readParkedRecord, ({ params, caller }) => reply(ok(params.parked_record_id), view(caller))),

    handle(dropParkedRecord, async ({ params, version, once }) =>
      withoutBody(await drop(service, { id: params.parked_record_id, version, once })),
    ),

    handle(redriveParkedRecord, async ({ params, once }) =>
      withoutBody(await redrive(service, { id: params.parked_record_id, once })),
    ),
  ]);
}

function withoutBody(done: Result<string, Fault>): Answer {
  return done.ok ? ok({}) : done;
}

export const handler = toLambda(startKeyedRuntime, build);
