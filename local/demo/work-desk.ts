import type { z } from 'zod';
import { phoneCall } from '../../shared/contracts/http/phone-call-resource.ts';
import { workItem } from '../../shared/contracts/http/work-item-resource.ts';
import { at, workdays } from './calendar.ts';
import type { Office } from './office.ts';
import { ApiRefusal } from './staff-api.ts';

type WorkItem = z.output<typeof workItem>;

const WORK_ITEMS = '/api/work-items';

/** Lets staff work off some of what is open, every afternoon of their workdays; counts what is open and done before every midnight. */
export function employDesk(office: Office, days: number): void {
  const seen = new Set<string>();
  for (const day of workdays(days)) office.agenda.add(at(day, '16:30'), () => workOff(office));
  for (let day = 0; day < days; day++)
    office.agenda.add(at(day, '23:59'), () => countWorkItems(office, seen));
}

async function workOff(office: Office): Promise<void> {
  for (const item of await office.api.readAll(workItem, WORK_ITEMS, { status: 'open' })) {
    const [requestId] = item.placement_request_ids;
    if (requestId === undefined || !office.fates.isWorkedOff(requestId)) continue;
    await (item.kind === 'rebook_call' ? bookAgain(office, item) : settle(office, item));
  }
}

/** With the call its work item is done by itself; where no call is possible it stays open. */
async function bookAgain({ api, journal }: Office, item: WorkItem): Promise<void> {
  const { id, therapist_id, placement_request_ids } = item;
  try {
    const body = { therapist_id, placement_request_ids };
    await api.create(phoneCall, '/api/phone-calls', { key: `again-${id}`, body });
    journal.count('call: booked_again');
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    journal.count(`refused again: ${error.code}`);
  }
}

async function settle({ api }: Office, { id }: WorkItem): Promise<void> {
  const path = `${WORK_ITEMS}/${id}`;
  const { etag } = await api.read(workItem, path);
  await api.change(workItem, path, { etag, body: { status: 'done', notes: 'Mit der Praxis geklärt.' } });
}

/** @param seen ids of those that were counted as open, and, with their status, as done */
async function countWorkItems({ api, journal }: Office, seen: Set<string>): Promise<void> {
  const open = await api.readAll(workItem, WORK_ITEMS, { status: 'open' });
  const done = await api.readAll(workItem, WORK_ITEMS, { status: 'done' });
  const countNew = (what: string, marks: string[]) => {
    const fresh = marks.filter((mark) => !seen.has(mark));
    for (const mark of fresh) seen.add(mark);
    journal.count(what, fresh.length);
  };
  countNew(
    'work items opened',
    [...open, ...done].map(({ id }) => id),
  );
  countNew(
    'work items done',
    done.map(({ id }) => `done ${id}`),
  );
}
