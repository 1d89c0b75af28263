import { describe, expect, it } from '@jest/globals';
import { newGuard } from '../../../shared/domain/contact/guard.ts';
import { answerOpenly } from '../../support/answer-openly.ts';
import { placesOf, sendMail, SWEEP_TIME } from '../../support/follow-up.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const request = async (id: number, therapist = 1) => {
  world.patient(id);
  await world.match({ id, therapist });
};
const requests = async (from: number, to: number) => {
  for (const id of range(from, to)) await request(id);
};
const pooledIds = async (therapistId = 1) =>
  (await world.service.store.firstPooled(therapistId, 100)).map(({ requestId }) => requestId);

describe('an address that no mail can reach', () => {
  it.each([
    ['none', undefined],
    ['a@b', 'a@b'],
    ['two addresses', 'eins@praxis.example, zwei@praxis.example'],
    ['an umlaut before the @', 'müller@praxis.example'],
    ['400 characters', `${'x'.repeat(380)}@praxis.example`],
  ])(
    'FAULTS 30: sends the requests to the call path and leaves the guard alone: %s',
    async (_what, email) => {
      world.therapist(1, { email });
      await requests(1, 2);
      expect(await world.batch()).toMatchObject({ emails: 0, moved: 1, failed: 0 });
      expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
      expect(await world.contact(1)).toMatchObject({ guard: newGuard() });
      expect(await world.contact(1)).not.toHaveProperty('dueAt');
      await world.sweep();
      expect((await world.contact(1)).openCalls).toHaveLength(1);
      expect(await sendViolations(world, { created: [1, 2] })).toEqual([]);
    },
  );

  it('is none, too, when no source knows the therapist', async () => {
    await requests(1, 2);
    expect(await world.batch()).toMatchObject({ emails: 0, moved: 1 });
    expect(await placesOf(world, [1, 2])).toEqual(['call', 'call']);
    await world.sweep();
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
    expect(await sendViolations(world, { created: [1, 2] })).toEqual([]);
  });

  it('FAULTS 30: is not one in an internationalized domain, which is written to in punycode', async () => {
    world.therapist(1, { email: ' Praxis@Müller.Example ' });
    await sendMail(world, 1, [1]);
    expect(world.ses.accepted.map(({ to }) => to)).toEqual([['praxis@xn--mller-kva.example']]);
  });

  it('moves more than ten requests of one therapist in one run', async () => {
    world.therapist(1, { email: undefined });
    await requests(1, 23);
    expect(await world.batch()).toMatchObject({ therapists: 1, moved: 3, failed: 0, finished: true });
    expect(new Set(await placesOf(world, range(1, 23)))).toEqual(new Set(['call']));
    expect(await pooledIds()).toEqual([]);
    expect(await sendViolations(world, { created: range(1, 23) })).toEqual([]);
  });
});

describe('a therapist whom nobody may write to', () => {
  it('because his mailbox bounced has his requests on the call path, new ones included', async () => {
    world.therapist(1);
    await sendMail(world, 1, [1]);
    await world.sesEvent(world.ses.accepted[0]!, 'Bounce');
    world.at(SWEEP_TIME);
    await requests(2, 13);
    expect(await world.batch()).toMatchObject({ emails: 0, moved: 2 });
    expect(new Set(await placesOf(world, range(1, 13)))).toEqual(new Set(['call']));
    expect(await sendViolations(world)).toEqual([]);
  });

  it('because he objected has his requests in work items, and is called by nobody', async () => {
    world.therapist(1);
    await requests(1, 12);
    const { store } = world.service;
    const objected = { ...(await world.contact(1)), objectedAt: world.clock.now() };
    await store.commit([store.saveContact(objected)]);
    expect(await world.batch()).toMatchObject({ emails: 0, moved: 2 });
    expect(new Set(await placesOf(world, range(1, 12)))).toEqual(new Set(['work_item']));
    await world.sweep();
    expect(await world.contact(1)).toMatchObject({ openCalls: [] });
    expect(await sendViolations(world)).toEqual([]);
  });
});

describe('a sibling service that fails', () => {
  it.each(['500', 'stall', 'endless', 'broken_json'] as const)(
    'FAULTS 38: leaves out the therapist whom it cannot tell of this time, and no other: %s',
    async (fault) => {
      for (const id of [1, 2, 3]) {
        world.therapist(id);
        await request(id, id);
      }
      world.therapists.faults.set(2, fault);
      expect(await world.batch()).toMatchObject({
        emails: 2,
        deferred: { data_unavailable: 1 },
        failed: 0,
      });
      expect(await placesOf(world, [1, 2, 3])).toEqual(['contact_email', 'pending', 'contact_email']);
      expect(await world.batch()).toMatchObject({ therapists: 0 });

      world.therapists.faults.clear();
      world.clock.advance(20 * 60_000);
      expect(await world.batch()).toMatchObject({ therapists: 1, emails: 1 });
      expect(await sendViolations(world)).toEqual([]);
    },
  );

  it.each(['404', '500'] as const)(
    'FAULTS 38: for one patient of five sends the mail with four, and the fifth waits for the next: %s',
    async (fault) => {
      world.therapist(1);
      await requests(1, 5);
      await world.batch();
      world.patients.faults.set(3, fault);
      world.at(SEND_TIME);
      await world.pump();
      const emailId = await newestEmailOf(world, 1);
      expect(world.ses.accepted.map(({ tags }) => tags['email_id'])).toEqual([emailId]);
      expect((await world.entries(emailId))?.map(({ included }) => included)).toEqual([
        true,
        true,
        false,
        true,
        true,
      ]);
      expect(await pooledIds()).toEqual([3]);

      await answerOpenly(world, 1);
      world.patients.faults.clear();
      world.at('2026-11-30T00:00:00.000Z');
      await world.batch();
      const next = await newestEmailOf(world, 1);
      expect((await world.entries(next))?.map(({ requestId }) => requestId)).toEqual([3]);
      expect(await sendViolations(world, { created: [1, 2, 3, 4, 5] })).toEqual([]);
    },
  );
});
