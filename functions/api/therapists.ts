import { toAbsence, toPhoneHours } from '../../shared/contracts/http/therapist-resources.ts';
import {
  createAbsence,
  deleteAbsence,
  listAbsences,
  readAbsence,
  readPhoneHours,
} from '../../shared/contracts/http/therapists.ts';
import { fail, ok } from '../../shared/domain/result.ts';
import { createApi } from '../../shared/http/api.ts';
import { handle, type Caller } from '../../shared/http/exchange.ts';
import { createHolidays } from '../../shared/out/holidays.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createAbsence as enterAbsence } from '../../shared/use-cases/create-absence.ts';
import { deleteAbsence as forgetAbsence } from '../../shared/use-cases/delete-absence.ts';
import type { CallService } from '../../shared/use-cases/follow-up.ts';
import { listAbsences as absencesOf } from '../../shared/use-cases/list-absences.ts';
import { readPhoneHours as phoneHoursOf } from '../../shared/use-cases/read-phone-hours.ts';
import { createApiRuntime } from '../wiring/api.ts';
import { located, reply, seenBy } from '../wiring/replies.ts';
import { createService } from '../wiring/service.ts';

/** When therapists can be called (CONTRACT §3). */
export function build(runtime: KeyedRuntime) {
  const holidays = createHolidays({ federalState: runtime.config.FEDERAL_STATE });
  const service = { ...createService(runtime), holidays };
  return createApi(createApiRuntime(runtime), [phoneHours(service), ...absences(service)]);
}

export const handler = toLambda(startKeyedRuntime, build);

function phoneHours(service: CallService) {
  const { timeZone } = service.settings;
  return handle(readPhoneHours, async ({ params: { therapist_id: id }, caller }) => {
    const hours = await phoneHoursOf(service, id);
    return hours.ok ? ok({ body: toPhoneHours(id, hours.value, { timeZone, ...seenBy(caller) }) }) : hours;
  });
}

function absences(service: CallService) {
  const { timeZone } = service.settings;
  const sight = (caller: Caller) => ({ timeZone, ...seenBy(caller) });
  const view = (therapistId: number, caller: Caller) => async (id: string) => {
    const absence = await service.store.getAbsence(therapistId, id);
    return absence && { body: toAbsence(absence, sight(caller)), version: absence.version };
  };

  return [
    handle(listAbsences, async ({ params, caller }) => {
      const listed = await absencesOf(service, params.therapist_id);
      if (!listed) return fail({ code: 'not_found' });
      const items = listed.map((absence) => toAbsence(absence, sight(caller)));
      return ok({ body: { items, next_cursor: null } });
    }),

    handle(createAbsence, async ({ params: { therapist_id: id }, body, caller, once }) =>
      reply(
        await enterAbsence(service, { therapistId: id, ...body, once }),
        located(`/api/therapists/${id}/absences`, view(id, caller)),
      ),
    ),

    handle(readAbsence, ({ params, caller }) =>
      reply(ok(params.absence_id), view(params.therapist_id, caller)),
    ),

    handle(deleteAbsence, async ({ params, version, once }) => {
      const { therapist_id: therapistId, absence_id: absenceId } = params;
      const gone = await forgetAbsence(service, { therapistId, absenceId, version, once });
      return gone.ok ? ok({}) : gone;
    }),
  ];
}
