import { beforeEach, describe, expect, it } from '@jest/globals';
import type { WorkItem } from '../../../shared/domain/work-item.ts';
import { addRequestToEmail } from '../../../shared/use-cases/add-request-to-email.ts';
import { createEmail } from '../../../shared/use-cases/create-email.ts';
import { updateEmail } from '../../../shared/use-cases/update-email.ts';
import { updateWorkItem } from '../../../shared/use-cases/update-work-item.ts';
import { handOver } from '../../support/api-seed-work-items.ts';
import { callDesk, valueOf } from '../../support/call-desk.ts';
import { allWorkItems, placesOf, sendMail, violations } from '../../support/follow-up.ts';
import { addRequest, liveDays, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const desk = callDesk(world);
beforeEach(() => world.at(SEND_TIME));

const write = async (requestIds: number[], status: 'draft' | 'queued' = 'queued') =>
  createEmail(world.service, {
    caller: 'staff-1',
    email: { therapistId: 1, status, template: 'batch_request', placementRequestIds: requestIds },
  });

/** Hands requests 1 and 2 of therapist 1, who never heard of them, to staff. */
const handOverNew = () => handOver(world, 1, { requestIds: [1, 2] });

/** The same for requests that he was mailed about, since his answer leaves them open; their work items. */
async function handOverMailed(): Promise<string> {
  const emailId = await sendMail(world, 1, [1, 2]);
  await world.answer({ emailId, decisions: [] });
  return emailId;
}

const doneWith = (leftRequestIds: number[]): Partial<WorkItem> => ({
  status: 'done',
  doneAt: world.clock.now(),
  requestIds: [],
  leftRequestIds,
});

type Way = [
  name: string,
  start: () => Promise<string>,
  leave: (from: string) => Promise<unknown>,
  place: string,
];

const WAYS: Way[] = [
  [
    'they are closed',
    handOverNew,
    async () => {
      await world.status(1, 'abgelehnt');
      await world.status(2, 'angenommen');
    },
    'closed',
  ],
  [
    'a call is booked about them',
    handOverNew,
    () => desk.booked({ therapistId: 1, requestIds: [1, 2] }),
    'call',
  ],
  [
    'a call is booked about them, mailed as they were',
    handOverMailed,
    () => desk.booked({ therapistId: 1, requestIds: [1, 2] }),
    'call',
  ],
  ['an email about them is queued', handOverNew, async () => valueOf(await write([1, 2])), 'contact_email'],
  [
    'a draft about them is queued',
    handOverNew,
    async () => {
      const id = valueOf(await write([1, 2], 'draft'));
      expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
      const version = (await world.email(id))?.version ?? 0;
      valueOf(await updateEmail(world.service, { id, version, changes: { status: 'queued' } }));
    },
    'contact_email',
  ],
  [
    'they are added to a queued email',
    handOverNew,
    async () => {
      await addRequest(world, 3, { therapist: 1 });
      const emailId = valueOf(await write([3]));
      for (const requestId of [1, 2]) valueOf(await addRequestToEmail(world.service, { emailId, requestId }));
    },
    'contact_email',
  ],
  [
    'they are answered by mail',
    handOverMailed,
    (emailId) =>
      world.answer({
        emailId,
        decisions: [
          { number: 1, outcome: 'accepted' },
          { number: 2, outcome: 'rejected' },
        ],
      }),
    'answered',
  ],
  [
    'they are decided after the call that left them open',
    async () => {
      const call = await desk.booked({ therapistId: 1, requestIds: await newRequests() });
      await desk.update(call, { status: 'completed' });
      return call;
    },
    async (call) => {
      await desk.note(call, 1, { outcome: 'rejected' });
      await desk.note(call, 2, { outcome: 'accepted' });
    },
    'answered',
  ],
];

async function newRequests(): Promise<number[]> {
  world.therapist(1);
  for (const id of [1, 2]) await addRequest(world, id, { therapist: 1 });
  return [1, 2];
}

describe('a work item is done by itself, and leaves no request behind, when', () => {
  it.each(WAYS)('%s', async (_name, start, leave, place) => {
    const from = await start();
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
    const before = await allWorkItems(world);
    world.clock.advance(60_000);
    await leave(from);
    expect(await placesOf(world, [1, 2])).toEqual([place, place]);
    expect(await allWorkItems(world)).toMatchObject(before.map(({ requestIds }) => doneWith(requestIds)));
    expect(await violations(world)).toEqual([]);
  });
});

describe('a work item', () => {
  it('goes on as another one when the answer asks for more', async () => {
    const emailId = await handOverMailed();
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'needs_follow_up' }] });
    expect(await allWorkItems(world)).toMatchObject([
      { status: 'open', reason: 'left_open_by_answer', requestIds: [2], leftRequestIds: [1] },
      { status: 'open', reason: 'needs_follow_up', requestIds: [1] },
    ]);
    expect(await violations(world)).toEqual([]);
  });

  it('that a person has dealt with still gives its requests away', async () => {
    const workItemId = await handOverNew();
    valueOf(await updateWorkItem(world.service, { workItemId, version: 1, status: 'done' }));
    await desk.booked({ therapistId: 1, requestIds: [1] });
    expect(await allWorkItems(world)).toMatchObject([
      { status: 'done', requestIds: [2], leftRequestIds: [1] },
    ]);
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'work_item']);
    expect(await violations(world)).toEqual([]);
  });

  it('gives nobody away to a second mail about the same (I3)', async () => {
    await handOverMailed();
    world.at('2026-12-07T08:00:00.000Z');
    expect(await write([1, 2])).toEqual({
      ok: false,
      error: { code: 'request_not_available', details: { placement_request_ids: [1, 2] } },
    });
  });

  it('gives nobody away to a second mail after a follow-up that failed (I3)', async () => {
    await sendMail(world, 1, [1, 2]);
    world.therapist(1, { telefon: null });
    world.at('2026-11-30T08:00:00.000Z');
    await world.sweep();
    world.at('2026-12-01T00:00:00.000Z');
    await world.batch();
    const [followUp = ''] = await world.emailsOf(1);
    const { kind, version = 0 } = (await world.email(followUp)) ?? {};
    expect(kind).toBe('follow_up');
    const canceled = { id: followUp, version, changes: { status: 'canceled' as const } };
    valueOf(await updateEmail(world.service, canceled));
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
    expect(await write([1])).toMatchObject({ error: { code: 'request_not_available' } });
  });

  it('gives its request to a new mail when the earlier ones left without it', async () => {
    world.therapist(1);
    await world.match({ id: 1, therapist: 1 });
    await liveDays(world, 4);
    expect(await allWorkItems(world)).toMatchObject([{ reason: 'patient_unknown', requestIds: [1] }]);
    world.patient(1);
    valueOf(await write([1]));
    expect(await placesOf(world, [1])).toEqual(['contact_email']);
    expect(await violations(world)).toEqual([]);
  });
});
