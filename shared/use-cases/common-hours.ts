import type { Therapist } from '../domain/email/directory.ts';
import { commonWindows } from '../domain/phone-call/common-windows.ts';
import { parsePhoneHours, type WeeklyWindow } from '../domain/phone-call/phone-hours.ts';
import { toE164 } from '../domain/phone-call/phone-number.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Service } from './service.ts';

/** When all therapists of a call can be reached, and the number to dial. */
export interface CommonHours {
  /** Empty when nobody knows one of them, or when they have no time in common. */
  windows: WeeklyWindow[];
  /** E.164; of the first who has one. */
  phoneNumber: string | undefined;
}

/** Asks the directory for the phone hours that the therapists of a call have by now. */
export async function commonHours(
  { directory }: Pick<Service, 'directory'>,
  therapistIds: number[],
): Promise<Result<CommonHours, 'unavailable'>> {
  const therapists: (Therapist | undefined)[] = [];
  for (const answer of await Promise.all(therapistIds.map((id) => directory.therapist(id)))) {
    if (!answer.ok && answer.error === 'unavailable') return fail('unavailable');
    therapists.push(answer.ok ? answer.value : undefined);
  }
  const windows = commonWindows(therapists.map((each) => parsePhoneHours(each?.phoneHours).windows));
  const [phoneNumber] = therapists.flatMap((each) => toE164(each?.phone) ?? []);
  return ok({ windows, phoneNumber });
}
