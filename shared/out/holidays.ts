import PublicHolidays from 'date-holidays';
import type { Holidays } from '../domain/ports.ts';
import type { LocalDate } from '../domain/time.ts';

/**
 * The public holidays of one German Land, from the data of `date-holidays`. Observances, bank and school holidays do
 * not count.
 *
 * @param options.federalState code of the Land, e.g. `BE` (CONTRACT §5: FEDERAL_STATE)
 */
export function createHolidays({ federalState }: { federalState: string }): Holidays {
  const calendar = new PublicHolidays('DE', federalState);
  const years = new Map<number, Set<LocalDate>>();

  function holidaysOf(year: number): Set<LocalDate> {
    const known = years.get(year);
    if (known) return known;
    const dates = calendar
      .getHolidays(year)
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10));
    const holidays = new Set(dates);
    years.set(year, holidays);
    return holidays;
  }

  return { isHoliday: (date) => holidaysOf(Number(date.slice(0, 4))).has(date) };
}
