import type { Fault } from '../domain/fault.ts';
import { parsePhoneHours, type PhoneHours } from '../domain/phone-call/phone-hours.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Service } from './service.ts';

/**
 * The phone hours of a therapist as they are by now, read as every booking reads them.
 *
 * @returns or `not_found`; `unavailable` while the directory is silent
 */
export async function readPhoneHours(
  { directory }: Pick<Service, 'directory'>,
  therapistId: number,
): Promise<Result<PhoneHours, Fault>> {
  const therapist = await directory.therapist(therapistId);
  return therapist.ok ? ok(parsePhoneHours(therapist.value.phoneHours)) : fail({ code: therapist.error });
}
