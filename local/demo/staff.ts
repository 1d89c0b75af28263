import { employCallers } from './callers.ts';
import type { Office } from './office.ts';
import { employPlanners } from './planners.ts';
import { employDesk } from './work-desk.ts';

/** Lets everybody work for so many days: planners, callers, and whoever sees to what machines cannot bring forward. */
export function employStaff(
  office: Office,
  { days, therapistIds }: { days: number; therapistIds: Iterable<number> },
): void {
  employPlanners(office, therapistIds);
  employCallers(office, days);
  employDesk(office, days);
}
