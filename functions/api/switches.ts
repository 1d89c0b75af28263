import { readSwitches, setSwitch, toSwitchChange, toSwitches } from '../../shared/contracts/http/switches.ts';
import { ok } from '../../shared/domain/result.ts';
import { createApi } from '../../shared/http/api.ts';
import { handle, type Caller } from '../../shared/http/exchange.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { setSwitch as changeSwitch } from '../../shared/use-cases/set-switch.ts';
import { createApiRuntime } from '../wiring/api.ts';
import { reply, seenBy } from '../wiring/replies.ts';
import { createService } from '../wiring/service.ts';

/** Switches (CONTRACT §3). */
export function build(runtime: KeyedRuntime) {
  const service = createService(runtime);
  const view = (caller: Caller) => async () => {
    const switches = await service.store.getSwitches();
    return { body: toSwitches(switches, seenBy(caller)), version: switches.version };
  };

  return createApi(createApiRuntime(runtime), [
    handle(readSwitches, async ({ caller }) => ok(await view(caller)())),

    handle(setSwitch, async ({ body, caller, version, once }) => {
      const change = toSwitchChange(body);
      return reply(await changeSwitch(service, { change, by: caller.subject, version, once }), view(caller));
    }),
  ]);
}

export const handler = toLambda(startKeyedRuntime, build);
