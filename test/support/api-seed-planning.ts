import { createAbsence } from '../../shared/use-cases/create-absence.ts';
import { replaceCallerLines } from '../../shared/use-cases/replace-caller-lines.ts';
import type { Placeholders } from './api-seed.ts';
import { callDesk, callService, valueOf } from './call-desk.ts';
import { addRequest, SEND_TIME } from './sending.ts';
import type { World } from './world.ts';

/**
 * Therapists whom the examples of the therapist operations speak of. Requests of therapist 972 are 9721, 9722 …; patients
 * have the ids of their requests.
 */
export const SEEDED_FOR_PLANNING = {
  /** Has phone hours that are understood in part, and an absence. */
  planned: 971,
  /** Has no absence, and a call on Thursday, 26 November 2026. */
  called: 972,
};

/** Stores caller lines: one at any time, one on mornings. */
export async function seedCallerLines(world: World): Promise<Placeholders> {
  const shifts = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 8 * 60, endMinute: 12 * 60 }));
  const lines = [
    { number: 1, active: true },
    { number: 2, name: 'Telefon am Empfang', shifts, active: true },
  ];
  valueOf(await replaceCallerLines(world.service, { lines, version: 0 }));
  return {};
}

/**
 * Fills an engine so that every example of the therapist operations can be replayed; it is Monday, 23 November 2026,
 * 09:00 in Berlin, or later.
 *
 * @returns the placeholders of `Example`
 */
export async function seedTherapists(world: World): Promise<Placeholders> {
  const { planned, called } = SEEDED_FOR_PLANNING;
  if (world.clock.now() < SEND_TIME) world.at(SEND_TIME);
  world.therapist(planned, {
    telefonische_erreichbarkeit: {
      monday: [{ start: '09:00', end: '12:00' }],
      wednesday: 'nach Vereinbarung',
    },
  });
  world.therapist(called);
  await addRequest(world, 9721, { therapist: called });
  const time = { date: '2026-11-26', time: '15:45' };
  await callDesk(world).booked({ therapistId: called, requestIds: [9721], time });
  const days = { from: '2026-12-21', to: '2027-01-03' };
  const planned_absence_id = valueOf(
    await createAbsence(callService(world), { therapistId: planned, ...days, note: 'Weihnachten' }),
  );
  return { planned_absence_id };
}
