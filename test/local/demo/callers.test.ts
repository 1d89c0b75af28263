import { describe, expect, it } from '@jest/globals';
import { employCallers } from '../../../local/demo/callers.ts';
import { at } from '../../../local/demo/calendar.ts';
import { fakeOffice, type Write } from './fake-office.ts';

const call = {
  id: 'pc_1',
  status: 'scheduled',
  scheduled_date: '2026-11-23',
  starts_at: at(0, '11:00'),
  therapist_ids: [101],
  phone_uri: 'tel:+493023125101',
  script: 'Guten Tag',
};

const LIST = '/api/phone-calls 2026-11-23 scheduled';

/** Works until noon of the first day. */
async function workUntilNoon(isMoved: boolean, answer: (write: Write) => object | string) {
  const resources: Record<string, unknown> = { [LIST]: [call], '/api/phone-calls/pc_1': call };
  const { office, writes } = fakeOffice({ resources, fate: 'busy', isMoved, answer });
  employCallers(office, 1);
  while (office.agenda.nextAt(at(0, '12:00')) < at(0, '12:00')) await office.agenda.take()?.run();
  return { writes, counts: office.journal.totals('') };
}

describe('the callers', () => {
  it('make a call of their list once, however often they look', async () => {
    const { writes, counts } = await workUntilNoon(false, () => ({ status: 'scheduled' }));
    expect(writes.map(({ body }) => body['outcome'])).toEqual(['busy']);
    expect(counts).toEqual({ 'try: busy': 1, 'call: tried_again': 1 });
  });

  it('move a call to the first time in the afternoon that is free', async () => {
    const { writes, counts } = await workUntilNoon(true, ({ body }) =>
      body['scheduled_time'] === '16:10' ? { status: 'scheduled' } : 'slot_not_available',
    );
    expect(writes.map(({ body }) => body['scheduled_time'])).toEqual(['16:00', '16:05', '16:10']);
    expect(counts).toEqual({ 'call: moved': 1 });
  });

  it('make a call at its own time when no other is free', async () => {
    const { counts } = await workUntilNoon(true, ({ body }) =>
      body['scheduled_time'] === undefined ? { status: 'failed' } : 'slot_not_available',
    );
    expect(counts).toEqual({ 'try: busy': 1, 'call: given_up': 1 });
  });

  it('do not pass over another refusal', async () => {
    await expect(workUntilNoon(true, () => 'precondition_failed')).rejects.toThrow('precondition_failed');
  });

  it('do not work on Saturdays and Sundays', () => {
    const { office } = fakeOffice({ resources: {} });
    employCallers(office, 14);
    const days = new Set<string>();
    for (let step = office.agenda.take(); step; step = office.agenda.take()) days.add(step.at.slice(0, 10));
    expect(days.size).toBe(10);
    expect(days).not.toContain('2026-11-28');
  });
});
