import type { Instant } from '../../shared/domain/time.ts';
import type { Agenda } from './agenda.ts';
import type { Fates } from './call-fates.ts';
import type { Journal } from './journal.ts';
import type { StaffApi } from './staff-api.ts';

/** Where staff work: with the API alone. */
export interface Office {
  api: StaffApi;
  agenda: Agenda;
  journal: Journal;
  fates: Fates;
  now: () => Instant;
}
