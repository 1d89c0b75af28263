import { z } from 'zod';
import { phoneHours } from '../../shared/contracts/http/therapist-resources.ts';
import { at } from './calendar.ts';
import type { Office } from './office.ts';

const LINES = '/api/caller-lines';

/** One line at any time, and in two mornings a second one. */
const LINE_UP = [
  { number: 1, name: 'Büro', active: true },
  {
    number: 2,
    name: 'Aushilfe',
    active: true,
    shifts: [
      { weekday: 'monday', start: '09:00', end: '13:00' },
      { weekday: 'tuesday', start: '08:00', end: '12:00' },
    ],
  },
];

/** Lets staff say who makes calls, and look through what therapists say of their phone hours. */
export function employPlanners(office: Office, therapistIds: Iterable<number>): void {
  office.agenda.add(at(0, '07:00'), () => storeLines(office));
  office.agenda.add(at(1, '09:00'), () => reviewPhoneHours(office, therapistIds));
}

async function storeLines({ api }: Office): Promise<void> {
  const versioned = z.object({ version: z.int() });
  const { etag } = await api.read(versioned, LINES);
  await api.change(versioned, LINES, { etag, body: { items: LINE_UP } });
}

async function reviewPhoneHours({ api, journal }: Office, therapistIds: Iterable<number>): Promise<void> {
  for (const id of therapistIds) {
    const { value } = await api.read(phoneHours, `/api/therapists/${id}/phone-hours`);
    journal.count(`phone hours: ${kindOf(value)}`);
  }
}

function kindOf({ windows, not_understood_count }: z.output<typeof phoneHours>): string {
  if (not_understood_count === 0) return windows.length > 0 ? 'understood' : 'none';
  return windows.length > 0 ? 'understood_in_part' : 'not_understood';
}
