import { describe, expect, it } from '@jest/globals';
import { at } from '../../../local/demo/calendar.ts';
import { employDesk } from '../../../local/demo/work-desk.ts';
import { fakeOffice, type Write } from './fake-office.ts';

const item = (id: string, kind: string, requestId: number) => ({
  id,
  kind,
  therapist_id: 7,
  placement_request_ids: [requestId],
});

async function live(days: number, items: object[], answer: (write: Write) => object | string = () => ({})) {
  const resources = {
    '/api/work-items open': items,
    '/api/work-items done': [item('wi_9', 'settle_answer', 1)],
  };
  const { office, writes } = fakeOffice({ resources, answer });
  employDesk(office, days);
  while (office.agenda.nextAt(at(days, '00:00')) < at(days, '00:00')) await office.agenda.take()?.run();
  return { writes, counts: office.journal.totals('') };
}

describe('the desk', () => {
  it('says what is done, books calls again that did not come about, and leaves the rest', async () => {
    const { writes, counts } = await live(1, [
      item('wi_1', 'settle_answer', 1),
      item('wi_2', 'rebook_call', 2),
      item('wi_3', 'settle_answer', 100),
    ]);
    expect(writes).toMatchObject([
      { path: '/api/work-items/wi_1', etag: '"1"', body: { status: 'done' } },
      { path: '/api/phone-calls', body: { therapist_id: 7, placement_request_ids: [2] } },
    ]);
    expect(counts).toMatchObject({ 'call: booked_again': 1 });
  });

  it('leaves a work item open when no call can be booked', async () => {
    const { counts } = await live(1, [item('wi_2', 'rebook_call', 2)], () => 'no_slot_available');
    expect(counts).toMatchObject({ 'refused again: no_slot_available': 1 });
    expect(counts).not.toHaveProperty('call: booked_again');
  });

  it('counts every work item once', async () => {
    const { counts } = await live(3, [item('wi_3', 'settle_answer', 100)]);
    expect(counts).toEqual({ 'work items opened': 2, 'work items done': 1 });
  });
});
