import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Decision } from '../../../shared/domain/email/answer.ts';
import { HOUR_MS, type Instant } from '../../../shared/domain/time.ts';
import { sendMail, violations } from '../../support/follow-up.ts';
import { startWorld, type World } from '../../support/world.ts';

const THERAPISTS = [1, 2];
const REQUESTS = [1, 2, 3, 4];

type Step =
  | { do: 'batch' | 'pump' | 'pump without an answer' | 'sweep' | 'two sweeps' }
  | { do: 'wait'; hours: number }
  | { do: 'close' | 'reopen'; request: number }
  | { do: 'report'; event: 'Send' | 'Bounce'; mail: number }
  | { do: 'answer'; therapist: number; email: number; decisions: Decision[] };

const request = fc.constantFrom(...REQUESTS);
const decision = fc.record({
  number: fc.integer({ min: 1, max: 2 }),
  outcome: fc.constantFrom('accepted', 'rejected', 'needs_follow_up'),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('batch', 'pump', 'pump without an answer', 'two sweeps') }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sweep') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait'), hours: fc.constantFrom(1, 25, 84, 168) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('close', 'reopen'), request }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('report'),
      event: fc.constantFrom('Send', 'Bounce'),
      mail: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('answer'),
      therapist: fc.constantFrom(...THERAPISTS),
      email: fc.nat({ max: 2 }),
      decisions: fc.uniqueArray(decision, { selector: ({ number }) => number, maxLength: 2 }),
    }),
  },
);

/** What each step does; `reopenedAt` keeps what the invariants have to know. */
function takerOf(world: World, reopenedAt: Map<number, Instant>) {
  return async (step: Step): Promise<void> => {
    switch (step.do) {
      case 'pump without an answer':
        world.ses.script = () => 'accept_then_503';
        await world.pump();
        world.ses.script = () => 'accept';
        break;
      case 'two sweeps':
        await Promise.all([world.sweep(), world.actor().checkUnansweredEmails({})]);
        break;
      case 'wait':
        world.clock.advance(step.hours * HOUR_MS);
        break;
      case 'close':
        await world.status(step.request, 'abgelehnt');
        break;
      case 'reopen':
        if (!(await world.request(step.request))?.alive) reopenedAt.set(step.request, world.clock.now());
        await world.status(step.request, 'offen');
        break;
      case 'report':
        await report(world, step);
        break;
      case 'answer':
        await answer(world, step);
        break;
      default:
        await world[step.do]();
    }
  };
}

async function report(world: World, { event, mail }: Extract<Step, { do: 'report' }>): Promise<void> {
  const accepted = world.ses.accepted[mail];
  if (accepted) await world.sesEvent(accepted, event);
}

async function answer(world: World, given: Extract<Step, { do: 'answer' }>): Promise<void> {
  const emailId = (await world.emailsOf(given.therapist))[given.email];
  if (emailId !== undefined) await world.answer({ emailId, decisions: given.decisions });
}

it('makes one call for an email at most, and none after its answer, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(step, { minLength: 6, maxLength: 24, size: 'max' }),
      async (reachable, steps) => {
        const world = await startWorld();
        try {
          if (!reachable) world.therapist(2, { telefon: null });
          await sendMail(world, 1, [1, 2]);
          await sendMail(world, 2, [3, 4]);
          const reopenedAt = new Map<number, Instant>();
          const take = takerOf(world, reopenedAt);
          for (const each of steps) {
            await take(each);
            expect(await violations(world, reopenedAt)).toEqual([]);
          }
        } finally {
          await world.stop();
        }
      },
    ),
    { numRuns: 6 },
  );
});
