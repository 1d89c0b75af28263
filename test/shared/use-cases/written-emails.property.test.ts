import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FaultMode } from '../../../local/ses-faults.ts';
import type { SesEventType } from '../../../local/ses-events.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/domain/time.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { addRequest, liveDays, SEND_TIME } from '../../support/sending.ts';
import { startWorld, type World } from '../../support/world.ts';
import { ask, AUTHOR, change, freeEmail, templateEmail } from '../../support/written-emails.ts';

/** One thing that happens to the service; numbers pick one of what there is, newest first. */
type Command =
  | { do: 'request'; therapist: number }
  | {
      do: 'write';
      therapist: number;
      queued: boolean;
      template: boolean;
      requests: number[];
      override: boolean;
      to: number;
    }
  | { do: 'queue'; pick: number; override: boolean }
  | { do: 'cancel' | 'close' | 'unfollow' | 'follow'; pick: number }
  | { do: 'batch' | 'pump' }
  | { do: 'outcomes'; modes: FaultMode[] }
  | { do: 'event'; pick: number; type: SesEventType }
  | { do: 'wait'; ms: number }
  | { do: 'days'; days: number };

/** Two therapists of one mailbox and one of another; what a client gives may be anybody's. */
const MAILBOXES = ['gemeinschaft@praxis.example', 'Gemeinschaft@Praxis.example', 'allein@praxis.example'];
const GIVEN = [undefined, undefined, 'allein@praxis.example', 'vertretung@praxis.example'];

const pick = fc.nat(5);
const modes = fc.array(
  fc.constantFrom<FaultMode>('accept', 'accept', 'accept_then_503', '503', 'throttled', 'message_rejected'),
  { minLength: 1, maxLength: 4 },
);
const sometimes = fc.constantFrom(false, false, true);
const only = <Name extends Command['do']>(...names: Name[]) => fc.constantFrom(...names);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: only('request'), therapist: fc.nat(2) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: only('write'),
      therapist: fc.nat(2),
      queued: fc.boolean(),
      template: fc.boolean(),
      requests: fc.uniqueArray(fc.nat(8), { maxLength: 3 }),
      override: sometimes,
      to: fc.nat(GIVEN.length - 1),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: only('queue'), pick, override: sometimes }) },
  { weight: 2, arbitrary: fc.record({ do: only('cancel', 'close', 'unfollow', 'follow'), pick }) },
  { weight: 5, arbitrary: fc.record({ do: only('batch', 'pump') }) },
  { weight: 1, arbitrary: fc.record({ do: only('outcomes'), modes }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: only('event'),
      pick,
      type: fc.constantFrom<SesEventType>('Send', 'Delivery'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: only('wait'), ms: fc.constantFrom(3 * MINUTE_MS, HOUR_MS, 7 * HOUR_MS) }),
  },
  { weight: 2, arbitrary: fc.record({ do: only('days'), days: fc.integer({ min: 1, max: 4 }) }) },
);

/** What the test did and the tables cannot tell. */
interface History {
  requests: number[];
  /** Emails that clients made, in order. */
  emails: string[];
}

const override = { reason: 'Bitte der Praxis' };

type Of<Name extends Command['do']> = Extract<Command, { do: Name }>;
type Act<Name extends Command['do']> = (
  world: World,
  command: Of<Name>,
  history: History,
) => Promise<unknown>;

const ACTS: { [Name in Command['do']]: Act<Name> } = {
  request(world, { therapist }, { requests }) {
    const id = requests.length + 1;
    requests.push(id);
    return addRequest(world, id, { therapist: therapist + 1 });
  },
  write: writeOne,
  queue: (world, command, { emails }) => {
    const by = command.override ? { override: { ...override, by: AUTHOR } } : {};
    return changeOne(world, emails.at(-1 - command.pick), { status: 'queued', ...by });
  },
  cancel: (world, { pick }, { emails }) => changeOne(world, emails.at(-1 - pick), { status: 'canceled' }),
  follow: (world, { pick }, { emails }) => changeOne(world, emails.at(-1 - pick), { followUpRequired: true }),
  unfollow: (world, { pick }, { emails }) =>
    changeOne(world, emails.at(-1 - pick), { followUpRequired: false }),
  async close(world, { pick }, { requests }) {
    const id = requests.at(-1 - pick);
    if (id !== undefined) await world.status(id, 'abgelehnt');
  },
  batch: (world) => world.batch(),
  pump: (world) => world.pump(),
  async outcomes(world, { modes }) {
    world.ses.script = ({ n }) => modes[n % modes.length] ?? 'accept';
    return Promise.resolve();
  },
  async event(world, { pick, type }) {
    const mail = world.ses.accepted.at(-1 - pick);
    if (mail) await world.sesEvent(mail, type);
  },
  wait: (world, { ms }) => Promise.resolve(world.clock.advance(ms)),
  days: (world, { days }) => liveDays(world, days),
};

function execute(world: World, command: Command, history: History): Promise<unknown> {
  return (ACTS[command.do] as Act<Command['do']>)(world, command, history);
}

/** Some of the newest requests, whoever's they are: the service refuses what it may not take. */
async function writeOne(world: World, command: Of<'write'>, { requests, emails }: History): Promise<void> {
  const placementRequestIds = command.requests.flatMap((pick) => requests.at(-1 - pick) ?? []);
  const made = command.template ? templateEmail : freeEmail;
  const result = await ask(
    world,
    made({
      therapistId: command.therapist + 1,
      status: command.queued ? 'queued' : 'draft',
      placementRequestIds,
      recipientEmail: GIVEN[command.to],
      override: command.override ? override : undefined,
    }),
  );
  if (result.ok) emails.push(result.value);
}

async function changeOne(
  world: World,
  id: string | undefined,
  changes: Parameters<typeof change>[2],
): Promise<void> {
  if (id !== undefined) await change(world, id, changes);
}

it('keeps the invariants, whatever clients write in between', async () => {
  let queued = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 25, maxLength: 45, size: 'max' }), async (commands) => {
      const world = await startWorld({ start: SEND_TIME });
      try {
        const history: History = { requests: [], emails: [] };
        MAILBOXES.forEach((email, index) => world.therapist(index + 1, { email }));
        for (const each of commands) await execute(world, each, history);
        world.ses.script = () => 'accept';
        await liveDays(world, 2);
        const written = await Promise.all(history.emails.map((id) => world.email(id)));
        queued += written.filter((email) => email?.queuedAt !== undefined).length;
        expect(await sendViolations(world, { created: history.requests })).toEqual([]);
      } finally {
        await world.stop();
      }
    }),
    { numRuns: 4, endOnFailure: true },
  );
  expect(queued).toBeGreaterThan(0);
}, 90_000);
