import { createHolidays } from '../../shared/out/holidays.ts';
import type { Fault } from '../../shared/domain/fault.ts';
import type { Result } from '../../shared/domain/result.ts';
import { cancelCall } from '../../shared/use-cases/cancel-call.ts';
import { createCall, type CallWanted } from '../../shared/use-cases/create-call.ts';
import type { CallService } from '../../shared/use-cases/follow-up.ts';
import { updateCall, type CallUpdate } from '../../shared/use-cases/update-call.ts';
import { updateCallEntry, type CallEntryNote } from '../../shared/use-cases/update-call-entry.ts';
import type { Service } from '../../shared/use-cases/service.ts';
import type { World } from './world.ts';

/** What the service needs to work on calls, of the world's own process or of another one. */
export function callService(world: World, service: Service = world.service): CallService {
  const holidays = createHolidays({ federalState: world.runtime.config.FEDERAL_STATE });
  return { ...service, holidays };
}

/** Staff who work on calls, one after the other: each write names the version that it finds. */
export function callDesk(world: World) {
  const service = () => callService(world);
  const load = async (callId: string) => {
    const loaded = await world.service.store.getCall(callId);
    if (!loaded) throw new Error(`there is no ${callId}`);
    return loaded;
  };
  const versionOf = async (callId: string) => (await load(callId)).call.version;
  return {
    load,
    book: (wanted: CallWanted) => createCall(service(), wanted),
    /** The id of a call that can be booked. */
    booked: async (wanted: CallWanted) => valueOf(await createCall(service(), wanted)),
    update: async (callId: string, update: CallUpdate) =>
      updateCall(service(), { callId, version: await versionOf(callId), ...update }),
    cancel: async (callId: string) => cancelCall(service(), { callId, version: await versionOf(callId) }),
    note: async (callId: string, number: number, note: CallEntryNote) =>
      updateCallEntry(service(), {
        entryId: `${callId}-${number}`,
        version: await versionOf(callId),
        ...note,
      }),
  };
}

/** What a write that has to succeed returns. */
export function valueOf<T>(result: Result<T, Fault>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
