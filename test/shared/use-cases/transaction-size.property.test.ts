import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordEmailResponse } from '../../../shared/use-cases/record-email-response.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/domain/time.ts';
import { allCalls, placesOf, sendMail, violations } from '../../support/follow-up.ts';
import { ANSWER, matchedTo, receive } from '../../support/api-seed-inbound-mails.ts';
import { createCall } from '../../../shared/use-cases/create-call.ts';
import { callService } from '../../support/call-desk.ts';
import { addRequest } from '../../support/sending.ts';
import { inbox } from '../../support/inbox.ts';
import { startWorld } from '../../support/world.ts';

const REQUESTS = Array.from({ length: 10 }, (_, index) => index + 1);

/** The largest calls that the configuration allows, and agendas as full as they get. */
const LARGEST = {
  MAX_PATIENTS_PER_EMAIL: '10',
  CALL_DURATION_MINUTES: '60',
  CALL_BUFFER_MINUTES: '10',
};

/** A process that notes how many items each of its transactions has. */
function createScale() {
  const sizes: number[] = [];
  const faults = ({ input }: { input: object }) => {
    if ('TransactItems' in input && Array.isArray(input.TransactItems))
      sizes.push(input.TransactItems.length);
    return undefined;
  };
  return { sizes, faults };
}

const answers = fc.constantFrom('accepted', 'rejected', 'needs_follow_up', undefined);

describe('the largest transactions', () => {
  it('stay under 100 items: a call of 60 minutes about ten requests, and any answer that empties it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answers, { minLength: 10, maxLength: 10 }), async (outcomes) => {
        const world = await startWorld({ environment: LARGEST });
        try {
          const emailId = await sendMail(world, 1, REQUESTS);
          world.at('2026-11-30T08:00:00.000Z');
          const { sizes, faults } = createScale();
          const actor = world.actor({ faults });
          expect(await actor.checkUnansweredEmails({})).toMatchObject({ booked: 1, failed: 0 });
          const [booked] = await allCalls(world);
          expect(booked?.entries).toHaveLength(10);

          const decisions = outcomes.flatMap((outcome, index) =>
            outcome ? [{ number: index + 1, outcome }] : [],
          );
          const receivedAt = world.clock.now();
          const content = 'Antwort';
          await recordEmailResponse(actor.service, { emailId, receivedAt, content, decisions });
          expect((await allCalls(world))[0]?.call.state).toBe('canceled');
          expect(Math.max(...sizes)).toBeLessThan(100);
          // Something was weighed: two owners' cells alone are 32 items.
          expect(sizes.filter((size) => size > 32)).toHaveLength(2);
          expect(await violations(world)).toEqual([]);
        } finally {
          await world.stop();
        }
      }),
      { numRuns: 5, examples: [[REQUESTS.map(() => 'accepted' as const)]] },
    );
  });

  it.each([
    ['objects', { objection: true }],
    ['wants a pause', { pausedUntil: '2027-02-01' }],
  ] as const)(
    'stay under 100 items: a mail that accepts ten requests and %s, with a call about them and another one',
    async (_, wish) => {
      const world = await startWorld({ environment: LARGEST });
      try {
        const emailId = await sendMail(world, 1, REQUESTS);
        world.at('2026-11-30T07:00:00.000Z');
        const others = REQUESTS.map((number) => number + 10);
        for (const id of others) await addRequest(world, id, { therapist: 1 });
        world.at('2026-11-30T08:00:00.000Z');
        await world.sweep();
        const time = { date: '2026-12-03', time: '14:30' };
        await createCall(callService(world), { therapistId: 1, requestIds: others, time });
        const mailId = await receive(world, { ...ANSWER, ...matchedTo(emailId, 1) });
        const { sizes, faults } = createScale();
        const decisions = REQUESTS.map((number) => ({ emailId, number, outcome: 'accepted' as const }));
        const update = { move: 'confirm', decisions, ...wish } as const;
        const actor = world.actor({ faults });
        expect(await inbox(world).update(mailId, update, { actor })).toMatchObject({ ok: true });
        const calls = await allCalls(world);
        expect(calls.map(({ call, entries }) => [call.state, entries.length])).toEqual([
          ['canceled', 10],
          ['canceled', 10],
        ]);
        expect(Math.max(...sizes)).toBeLessThan(100);
        expect(sizes.filter((size) => size > 50).length).toBeGreaterThan(1);
        expect(await placesOf(world, REQUESTS)).toEqual(REQUESTS.map(() => 'answered'));
        expect(await violations(world)).toEqual([]);
      } finally {
        await world.stop();
      }
    },
  );

  it('stay under 100 items: a call about ten mails with one request each', async () => {
    const world = await startWorld({ environment: { ...LARGEST, MAX_PATIENTS_PER_EMAIL: '1' } });
    try {
      for (const id of REQUESTS) {
        await sendMail(world, 1, [id]);
        world.clock.advance(7 * DAY_MS + 35 * MINUTE_MS);
      }
      const { sizes, faults } = createScale();
      const actor = world.actor({ faults });
      expect(await actor.checkUnansweredEmails({})).toMatchObject({ booked: 1, failed: 0 });
      expect((await allCalls(world))[0]?.call.emailIds).toHaveLength(10);
      expect(Math.max(...sizes)).toBeLessThan(100);
    } finally {
      await world.stop();
    }
  });

  it('stay under 100 items: the follow-up email about ten requests of which nobody answered', async () => {
    const world = await startWorld({ environment: LARGEST });
    try {
      world.therapist(1, { telefon: null });
      await sendMail(world, 1, REQUESTS);
      const { sizes, faults } = createScale();
      const actor = world.actor({ faults });
      world.at('2026-11-30T08:00:00.000Z');
      await actor.checkUnansweredEmails({});
      await actor.dailyBatch({});
      world.clock.advance(HOUR_MS);
      await actor.processEmailQueue({});
      world.clock.advance(7 * DAY_MS);
      expect(await actor.checkUnansweredEmails({})).toMatchObject({ handed_over: 1 });
      expect(await placesOf(world, REQUESTS)).toEqual(REQUESTS.map(() => 'work_item'));
      expect(Math.max(...sizes)).toBeLessThan(100);
    } finally {
      await world.stop();
    }
  });
});
