import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SesEventOptions, SesEventType } from '../../../local/ses-events.ts';
import type { FaultMode } from '../../../local/ses-faults.ts';
import type { EmailState, Outcome } from '../../../shared/domain/email/email.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, plus, type Instant } from '../../../shared/domain/time.ts';
import { removeEntry } from '../../../shared/use-cases/update-entry.ts';
import type { Call, Fault } from '../../support/flaky-dynamodb.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { addRequest, liveDays } from '../../support/sending.ts';
import { startWorld, type World } from '../../support/world.ts';

type Actor = 'pump' | 'batch' | 'sweep';

/** What goes wrong at the n-th change of an actor's next run. */
interface Crash {
  actor: Actor;
  atChange: number;
  fault: Fault;
}

/** One thing that happens to the service; `pick` chooses one of what there is, the newest first. */
type Command =
  | { do: 'ingest'; therapist: number }
  | { do: 'bar'; therapist: number; blocked: boolean }
  | { do: 'tick'; actor: Actor; skewMinutes: number }
  | { do: 'week' }
  | { do: 'days'; days: number }
  | ({ do: 'crash' } & Crash)
  | { do: 'outcomes'; modes: FaultMode[] }
  | { do: 'report'; pick: number; type: SesEventType; bounceType: SesEventOptions['bounceType'] }
  | { do: 'answer'; pick: number; outcome: Outcome }
  | { do: 'status'; pick: number; alive: boolean }
  | { do: 'withdraw'; pick: number }
  | { do: 'wait'; ms: number };

/** Two therapists of one mailbox, and others with one of their own. */
const MAILBOXES = ['gemeinschaft', 'Gemeinschaft', 'c', 'd', 'e'].map((name) => `${name}@praxis.example`);

const ACCEPTING = Array<FaultMode>(7).fill('accept');
const modes = fc.constantFrom<FaultMode>(
  ...ACCEPTING,
  'accept_then_503',
  'accept_then_503',
  'accept_then_reset',
  'accept_then_reset',
  '503',
  'reset',
  'throttled',
  'daily_quota',
  'message_rejected',
  'invalid_parameter',
  'account_paused',
);
const GOOD_NEWS = Array<SesEventType>(4).fill('Send');

const pick = fc.nat(9);
const therapist = fc.nat(MAILBOXES.length - 1);
const actor = fc.constantFrom<Actor>('pump', 'batch', 'sweep');
const only = <Name extends Command['do']>(name: Name) => fc.constant(name);
const often = (weight: number, arbitrary: fc.Arbitrary<Command>) => ({ weight, arbitrary });
const command = fc.oneof(
  often(8, fc.record({ do: only('ingest'), therapist })),
  often(1, fc.record({ do: only('bar'), therapist, blocked: fc.boolean() })),
  often(4, fc.record({ do: only('tick'), actor, skewMinutes: fc.integer({ min: -6, max: 6 }) })),
  often(6, fc.record({ do: only('week') })),
  often(4, fc.record({ do: only('days'), days: fc.integer({ min: 1, max: 2 }) })),
  often(
    6,
    fc.record({
      do: only('crash'),
      actor: fc.oneof(
        { weight: 2, arbitrary: fc.constant('pump' as const) },
        { weight: 1, arbitrary: actor },
      ),
      atChange: fc.integer({ min: 1, max: 10 }),
      fault: fc.constantFrom<Fault>('die_before', 'die_after', 'error', 'error_after_applied'),
    }),
  ),
  often(5, fc.record({ do: only('outcomes'), modes: fc.array(modes, { minLength: 1, maxLength: 6 }) })),
  often(
    6,
    fc.record({
      do: only('report'),
      pick,
      type: fc.constantFrom<SesEventType>(
        ...GOOD_NEWS,
        'Delivery',
        'DeliveryDelay',
        'Bounce',
        'Complaint',
        'Reject',
      ),
      bounceType: fc.constantFrom('Permanent', 'Transient'),
    }),
  ),
  often(
    2,
    fc.record({
      do: only('answer'),
      pick,
      outcome: fc.constantFrom('accepted', 'rejected', 'needs_follow_up'),
    }),
  ),
  often(3, fc.record({ do: only('status'), pick, alive: fc.boolean() })),
  often(2, fc.record({ do: only('withdraw'), pick })),
  often(2, fc.record({ do: only('wait'), ms: fc.constantFrom(3 * MINUTE_MS, HOUR_MS, 7 * HOUR_MS) })),
);

/** What the test did and the tables cannot tell, and what is to come. */
interface History {
  created: number[];
  reopenedAt: Map<number, Instant>;
  crash?: Crash | undefined;
}

function picked<T>(list: readonly T[], pick: number): T | undefined {
  return list.at(-1 - (pick % Math.max(list.length, 1)));
}

type Act<Name extends Command['do']> = (
  world: World,
  command: Extract<Command, { do: Name }>,
  history: History,
) => unknown;

const ACTS: { [Name in Command['do']]: Act<Name> } = {
  ingest(world, { therapist }, { created }) {
    const id = created.length + 1;
    created.push(id);
    return addRequest(world, id, { therapist: therapist + 1 });
  },
  bar(world, { therapist, blocked }) {
    const type = blocked ? 'therapist.blocked' : 'therapist.unblocked';
    return world.ingest(world.matchingRecord(type, { therapist_id: therapist + 1 }));
  },
  // Whether a call was booked before an answer came is told by the clock of the sweep alone.
  tick: (world, { actor, skewMinutes }, history) =>
    run(world, history, actor, actor === 'sweep' ? 0 : skewMinutes),
  week: liveWeek,
  days: (world, { days }) => liveDays(world, days),
  crash(_world, command, history) {
    history.crash = command;
  },
  outcomes(world, { modes }) {
    world.ses.script = ({ n }) => modes[n % modes.length] ?? 'accept';
  },
  /** Late, twice and in any order, as mails are picked. */
  async report(world, { pick, type, bounceType = 'Permanent' }) {
    const mail = picked(world.ses.accepted, pick);
    if (mail) await world.sesEvent(mail, type, { bounceType });
  },
  async answer(world, { pick, outcome }) {
    const emailId = picked(world.ses.accepted, pick)?.tags['email_id'];
    if (emailId !== undefined) await world.answer({ emailId, decisions: [{ number: 1, outcome }] });
  },
  async status(world, { pick, alive }, { created, reopenedAt }) {
    const id = picked(created, pick);
    if (id === undefined) return;
    if (alive && (await world.request(id))?.alive === false) reopenedAt.set(id, world.clock.now());
    await world.status(id, alive ? 'offen' : 'abgelehnt');
  },
  async withdraw(world, { pick }, { created }) {
    const { id, emailId = '' } = (await world.request(picked(created, pick) ?? 0)) ?? {};
    const found = await world.service.store.getEmail(emailId);
    const entry = found?.entries.find(({ requestId }) => requestId === id);
    if (found && entry)
      await removeEntry(world.service, {
        entryId: `${emailId}-${entry.number}`,
        version: found.email.version,
      });
  },
  wait: (world, { ms }) => world.clock.advance(ms),
};

/** To the next Monday: its batch and three pumps, since the turns of a therapist are a little more than a week apart. */
async function liveWeek(world: World, _command: unknown, history: History): Promise<void> {
  let date = plus(world.clock.now(), DAY_MS);
  while (new Date(date).getUTCDay() !== 1) date = plus(date, DAY_MS);
  world.at(`${date.slice(0, 10)}T00:30:00.000Z`);
  await run(world, history, 'batch');
  for (const time of ['08:00', '12:00', '16:00']) {
    world.at(`${date.slice(0, 10)}T${time}:00.000Z`);
    await run(world, history, 'pump');
  }
}

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'TransactGetItems', 'GetSendQuota']);

async function run(world: World, history: History, actor: Actor, skewMinutes = 0): Promise<void> {
  const crash = history.crash?.actor === actor ? history.crash : undefined;
  let changes = 0;
  // Dying at a read is dying after the change before it.
  const faults = ({ operation }: Call) =>
    !READS.has(operation) && ++changes === crash?.atChange ? crash.fault : undefined;
  const process = world.actor({ skewMs: skewMinutes * MINUTE_MS, ...(crash && { faults }) });
  const { processEmailQueue: pump, dailyBatch: batch, checkUnansweredEmails: sweep } = process;
  const done = { pump, batch, sweep }[actor]({});
  await (crash ? done.catch(() => world.clock.advance(3 * MINUTE_MS)) : done);
  if (crash) history.crash = undefined;
}

it('keeps the invariants whatever happens in whatever order', async () => {
  const reached = new Set<EmailState>();
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 40, maxLength: 60, size: 'max' }), async (commands) => {
      const world = await startWorld();
      try {
        const history: History = { created: [], reopenedAt: new Map() };
        MAILBOXES.forEach((email, index) => world.therapist(index + 1, { email }));
        for (const each of commands) await (ACTS[each.do] as Act<Command['do']>)(world, each, history);
        world.ses.script = () => 'accept';
        // What was pooled by mistake leaves with the next mail.
        for (let week = 0; week < 2; week++) await liveWeek(world, undefined, history);
        for (const id of MAILBOXES.keys())
          for (const emailId of await world.emailsOf(id + 1))
            for (const { state } of (await world.email(emailId))?.timeline ?? []) reached.add(state);
        expect(await sendViolations(world, history)).toEqual([]);
      } finally {
        await world.stop();
      }
    }),
    { numRuns: 6, endOnFailure: true },
  );
  expect([...reached]).toEqual(expect.arrayContaining(['sent', 'unknown', 'unresolved']));
}, 90_000);
