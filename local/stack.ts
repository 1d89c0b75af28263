import { complain, runCommand, UsageError } from './command.ts';
import { describeTime, moveAhead, moveToSendTime, parseAhead, readTime } from './stack/clock.ts';
import { deployStage, updateStage } from './stack/deploy.ts';
import { followSource } from './stack/follow-changes.ts';
import { findLocalStack, type LocalStack } from './stack/localstack.ts';
import { readMails } from './stack/mails.ts';
import { listSchedules, runSchedule } from './stack/schedules.ts';
import { addRequests, SEED } from './stack/seed.ts';
import { findStage } from './stack/stage.ts';
import { welcome } from './stack/welcome.ts';

const HELP = `Deploys the stage \`local\` to a LocalStack (AWS_ENDPOINT_URL, or port 4566 of this machine), and works with it.

  npm run stack                        deploys and adds the requests of some invented people
  npm run stack -- --fresh             destroys what was deployed before, data included
  npm run stack -- --watch             deploys, and brings changed source to its functions until Ctrl-C
  npm run stack -- clock               what time it is there
  npm run stack -- clock +7d           moves the clock ahead: +30m, +8h, +1d12h
  npm run stack -- clock send-window   moves it to when mails may leave, unless they may already
  npm run stack -- run NAME            does what a schedule would do at its time; LocalStack runs none by itself
  npm run stack -- mails               the mails that SES took

Ends with 0, with 1 when something is missing or fails, with 2 when it does not know what to do.`;

const OPTIONS = {
  fresh: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
} as const;

/** How the stage is brought up. */
interface Up {
  fresh: boolean;
  watch: boolean;
}

await runCommand(
  { help: HELP, options: OPTIONS, allowPositionals: true },
  async ({ positionals, values }) => {
    await work(positionals, values);
    return true;
  },
);

async function work([command, argument, ...more]: string[], how: Up): Promise<void> {
  if (more.length > 0) throw new UsageError(`too much: ${more.join(' ')}`);
  if (command !== undefined && (how.fresh || how.watch))
    throw new UsageError(`--fresh and --watch deploy the stage, ${command} does not`);
  switch (command) {
    case undefined:
      return up(how);
    case 'clock':
      return clock(argument);
    case 'run':
      return run(argument);
    case 'mails':
      return mails();
    default:
      throw new UsageError(`there is no command ${command}`);
  }
}

async function up({ fresh, watch }: Up): Promise<void> {
  const startedAt = performance.now();
  const local = await findLocalStack();
  const stage = await deployStage(local, { fresh, say: console.log });
  console.log(`adding ${SEED.length} requests of invented people …`);
  await addRequests(stage, SEED);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`${await welcome(stage)}\nReady after ${seconds} s.`);
  if (watch) await follow(local);
}

/** Until Ctrl-C, which ends an update that is under way, too: the next one makes it good. */
async function follow(local: LocalStack): Promise<void> {
  const following = await followSource(() => updateStage(local, console.log), complain);
  console.log('Following the source: Ctrl-C ends it, the stage stays.');
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  await following.stop();
}

async function clock(to: string | undefined): Promise<void> {
  const ahead = parseAhead(to ?? '');
  if (to !== undefined && to !== 'send-window' && ahead === undefined)
    throw new UsageError(`${to} is no way to move the clock: say +7d, +8h, +30m or send-window`);
  const stage = await findStage(await findLocalStack());
  const { TIME_ZONE } = stage.config;
  console.log(describeTime(await readTime(stage), TIME_ZONE));
  if (to === undefined) return;
  const now = ahead === undefined ? await moveToSendTime(stage) : await moveAhead(stage, ahead);
  console.log(describeTime(now, TIME_ZONE));
}

async function run(schedule: string | undefined): Promise<void> {
  const local = await findLocalStack();
  if (schedule === undefined)
    throw new UsageError(`run which schedule? There are ${(await listSchedules(local)).join(', ')}.`);
  console.log(JSON.stringify(await runSchedule(local, schedule), undefined, 2));
}

async function mails(): Promise<void> {
  const taken = await readMails(await findLocalStack());
  for (const { to, subject, text } of taken)
    console.log(`To: ${to.join(', ')}\nSubject: ${subject}\n\n${text}\n${'─'.repeat(80)}`);
  console.log(`${taken.length} mails`);
}
