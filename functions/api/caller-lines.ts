import {
  readCallerLines,
  replaceCallerLines,
  toCallerLines,
  toLines,
} from '../../shared/contracts/http/caller-lines.ts';
import { activeLines } from '../../shared/domain/phone-call/caller-line.ts';
import { ok } from '../../shared/domain/result.ts';
import { createApi } from '../../shared/http/api.ts';
import { handle } from '../../shared/http/exchange.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { replaceCallerLines as replaceLines } from '../../shared/use-cases/replace-caller-lines.ts';
import { createApiRuntime } from '../wiring/api.ts';
import { reply } from '../wiring/replies.ts';
import { createService } from '../wiring/service.ts';

/** Caller lines (CONTRACT §3). */
export function build(runtime: KeyedRuntime) {
  const service = createService(runtime);
  const { timeZone, calls } = service.settings;
  const view = async () => {
    const stored = await service.store.getLineUp();
    const lineUp = stored ?? { lines: activeLines(undefined, calls.lines), version: 0 };
    return { body: toCallerLines(lineUp, timeZone), version: lineUp.version };
  };

  return createApi(createApiRuntime(runtime), [
    handle(readCallerLines, async () => ok(await view())),

    handle(replaceCallerLines, async ({ body, version, once }) =>
      reply(await replaceLines(service, { lines: toLines(body), version, once }), view),
    ),
  ]);
}

export const handler = toLambda(startKeyedRuntime, build);
