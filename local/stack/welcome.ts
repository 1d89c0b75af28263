import { describeTime, nextSendTime, readTime } from './clock.ts';
import { mailboxAddress } from './mails.ts';
import { listSchedules } from './schedules.ts';
import type { DeployedStage } from './stage.ts';
import { issueToken } from './token.ts';

/** What a person wants to know of a stage that was deployed: where it is, and what to try. */
export async function welcome(stage: DeployedStage): Promise<string> {
  const { local, config, apiAddress } = stage;
  const now = await readTime(stage);
  const places = [
    ['API', `${apiAddress}/api/health`],
    ['Mailbox', mailboxAddress(local.endpoint)],
    ['Time', describeTime(now, config.TIME_ZONE)],
    ['Token', await issueToken(stage)],
    ['Schedules', (await listSchedules(local)).join(', ')],
  ] as const;
  const steps = [
    ['run daily-batch-processing', 'the requests become emails in the queue'],
    ...(nextSendTime(now, config) === now ? [] : [['clock send-window', 'mails may leave'] as const]),
    ['run process-email-queue', 'the emails leave'],
    ['mails', 'what the therapists read'],
    ['clock +7d', 'a week passes without an answer'],
    ['run check-unanswered-emails', 'phone calls are booked'],
  ] as const;
  const width = Math.max(...steps.map(([command]) => command.length));
  return `
${places.map(([what, where]) => `${what.padEnd(10)} ${where}`).join('\n')}

What to try next
${steps.map(([command, effect]) => `  npm run stack -- ${command.padEnd(width)}   ${effect}`).join('\n')}`;
}
