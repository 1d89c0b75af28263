import { describe, expect, it } from '@jest/globals';
import { DAY_MS, plus, type Instant } from '../../../shared/domain/time.ts';
import { allCalls, sendMail } from '../../support/follow-up.ts';
import { startWorld } from '../../support/world.ts';

interface Situation {
  /** When the mail is sent; the sweep runs 168 hours later. Mondays, inside the send window. */
  sentAt: Instant;
  phoneHours: Record<string, { start: string; end: string }[]>;
  federalState?: string;
}

/** The call that follows up a mail in a world of its own. */
async function followUpCall({ sentAt, phoneHours, federalState = 'BE' }: Situation) {
  const start = plus(sentAt, -DAY_MS / 2);
  const world = await startWorld({ start, environment: { FEDERAL_STATE: federalState } });
  try {
    world.therapist(1, { telefonische_erreichbarkeit: phoneHours });
    await sendMail(world, 1, [1], sentAt);
    world.at(plus(sentAt, 7 * DAY_MS));
    await world.sweep();
    const [booked] = await allCalls(world);
    return (
      booked && { startsAt: booked.call.startsAt, local: `${booked.call.localDate} ${booked.call.localTime}` }
    );
  } finally {
    await world.stop();
  }
}

const NINE_TO_TEN = [{ start: '09:00', end: '10:00' }];

describe('the slot of a follow-up call', () => {
  it.each([
    ['3 October', '2026-09-21', { phoneHours: { saturday: NINE_TO_TEN } }, '2026-10-10 09:00'],
    [
      '25 December',
      '2026-12-14',
      { phoneHours: { friday: NINE_TO_TEN, monday: NINE_TO_TEN } },
      '2026-12-28 09:00',
    ],
    [
      '31 October in Brandenburg',
      '2026-10-19',
      { phoneHours: { saturday: NINE_TO_TEN }, federalState: 'BB' },
      '2026-11-07 09:00',
    ],
    [
      '31 October, which is none in Berlin',
      '2026-10-19',
      { phoneHours: { saturday: NINE_TO_TEN } },
      '2026-10-31 09:00',
    ],
  ])('heeds the holidays of the Land: %s', async (_name, date, situation, local) => {
    const call = await followUpCall({ sentAt: `${date}T08:00:00.000Z`, ...situation });
    expect(call?.local).toBe(local);
  });

  it.each([
    [
      'before the clocks go forward',
      { saturday: NINE_TO_TEN },
      '2026-03-28T08:00:00.000Z',
      '2026-03-28 09:00',
    ],
    [
      'after the clocks went forward',
      { monday: NINE_TO_TEN },
      '2026-03-30T07:00:00.000Z',
      '2026-03-30 09:00',
    ],
    [
      'in the hour that does not exist',
      { sunday: [{ start: '02:30', end: '03:30' }] },
      '2026-03-29T01:00:00.000Z',
      '2026-03-29 03:00',
    ],
  ])('FAULTS 24: is right in the week of the spring gap: %s', async (_name, phoneHours, startsAt, local) => {
    expect(await followUpCall({ sentAt: '2026-03-16T09:00:00.000Z', phoneHours })).toEqual({
      startsAt,
      local,
    });
  });

  it.each([
    ['before the clocks go back', { saturday: NINE_TO_TEN }, '2026-10-24T07:00:00.000Z', '2026-10-24 09:00'],
    ['after the clocks went back', { monday: NINE_TO_TEN }, '2026-10-26T08:00:00.000Z', '2026-10-26 09:00'],
    [
      'in the hour that comes twice, the first time',
      { sunday: [{ start: '02:30', end: '02:45' }] },
      '2026-10-25T00:30:00.000Z',
      '2026-10-25 02:30',
    ],
  ])(
    'FAULTS 24: is right in the week of the autumn overlap: %s',
    async (_name, phoneHours, startsAt, local) => {
      expect(await followUpCall({ sentAt: '2026-10-12T09:00:00.000Z', phoneHours })).toEqual({
        startsAt,
        local,
      });
    },
  );
});
