import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FaultMode } from '../../../local/ses-faults.ts';
import type { SesEventType } from '../../../local/ses-events.ts';
import { HOUR_MS, MINUTE_MS, type Instant } from '../../../shared/domain/time.ts';
import type { Fault } from '../../support/flaky-dynamodb.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { addRequest, liveDays } from '../../support/sending.ts';
import { startWorld, type World } from '../../support/world.ts';

/** One thing that happens to the service; numbers pick one of what there is. */
type Command =
  | { do: 'ingest'; therapist: number }
  | { do: 'batch' }
  | { do: 'pump'; skewMinutes: number }
  | { do: 'crash'; atCall: number; fault: Fault }
  | { do: 'outcomes'; modes: FaultMode[] }
  | { do: 'event'; pick: number; type: SesEventType }
  | { do: 'close' | 'reopen'; pick: number }
  | { do: 'wait'; ms: number }
  | { do: 'days'; days: number };

/** Two therapists of one mailbox and one of another. */
const MAILBOXES = ['gemeinschaft@praxis.example', 'Gemeinschaft@Praxis.example', 'allein@praxis.example'];

const pick = fc.nat(9);
const modes = fc.array(
  fc.constantFrom<FaultMode>('accept', 'accept', 'accept_then_503', '503', 'throttled', 'message_rejected'),
  { minLength: 1, maxLength: 4 },
);
const fault = fc.constantFrom<Fault>('die_before', 'die_after', 'error', 'error_after_applied');
const type = fc.constantFrom<SesEventType>('Send', 'Delivery', 'DeliveryDelay');
const ms = fc.constantFrom(3 * MINUTE_MS, HOUR_MS, 7 * HOUR_MS);
const command = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('ingest' as const), therapist: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('batch' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pump' as const), skewMinutes: fc.integer({ min: -6, max: 6 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      atCall: fc.integer({ min: 50, max: 90 }),
      fault,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('outcomes' as const), modes }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('event' as const), pick, type }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('close' as const, 'reopen' as const), pick }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('days' as const), days: fc.integer({ min: 1, max: 4 }) }),
  },
);

/** What the test did and the tables cannot tell. */
interface History {
  created: number[];
  reopenedAt: Map<number, Instant>;
}

async function execute(world: World, command: Command, history: History): Promise<void> {
  switch (command.do) {
    case 'ingest':
      return ingest(world, command.therapist + 1, history);
    case 'batch':
      await world.batch();
      return;
    case 'pump':
      await world.actor({ skewMs: command.skewMinutes * MINUTE_MS }).processEmailQueue({});
      return;
    case 'crash':
      return pumpWithFault(world, command);
    case 'outcomes':
      world.ses.script = ({ n }) => command.modes[n % command.modes.length] ?? 'accept';
      return;
    case 'event':
      return sendEvent(world, command);
    case 'close':
    case 'reopen':
      return changeStatus(world, command, history);
    case 'wait':
      return world.clock.advance(command.ms);
    case 'days':
      return liveDays(world, command.days);
  }
}

type Of<Name extends Command['do']> = Extract<Command, { do: Name }>;

function ingest(world: World, therapist: number, { created }: History): Promise<void> {
  const id = created.length + 1;
  created.push(id);
  return addRequest(world, id, { therapist });
}

async function pumpWithFault(world: World, { atCall, fault }: Of<'crash'>): Promise<void> {
  const actor = world.actor({ faults: ({ n }) => (n === atCall ? fault : undefined) });
  await actor.processEmailQueue({}).catch(() => undefined);
  world.clock.advance(3 * MINUTE_MS);
}

async function sendEvent(world: World, { pick, type }: Of<'event'>): Promise<void> {
  const mail = world.ses.accepted.at(-1 - pick);
  if (mail) await world.sesEvent(mail, type);
}

async function changeStatus(
  world: World,
  command: Of<'close' | 'reopen'>,
  { created, reopenedAt }: History,
): Promise<void> {
  const id = created.at(-1 - command.pick);
  if (id === undefined) return;
  const wasClosed = (await world.request(id))?.alive === false;
  if (command.do === 'reopen' && wasClosed) reopenedAt.set(id, world.clock.now());
  await world.status(id, command.do === 'close' ? 'abgelehnt' : 'offen');
}

it('keeps the invariants whatever happens in whatever order', async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 25, maxLength: 45, size: 'max' }), async (commands) => {
      const world = await startWorld();
      try {
        const history: History = { created: [], reopenedAt: new Map() };
        MAILBOXES.forEach((email, index) => world.therapist(index + 1, { email }));
        for (const each of commands) await execute(world, each, history);
        world.ses.script = () => 'accept';
        await liveDays(world, 2);
        accepted += world.ses.accepted.length;
        expect(await sendViolations(world, history)).toEqual([]);
      } finally {
        await world.stop();
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
  expect(accepted).toBeGreaterThan(0);
}, 90_000);
