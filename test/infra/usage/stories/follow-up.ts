import { DAY_MS } from '../../../../shared/domain/time.ts';
import { replaceCallerLines } from '../../../../shared/use-cases/replace-caller-lines.ts';
import { callDesk, valueOf } from '../../../support/call-desk.ts';
import { sendMail, sendMails, SWEEP_TIME, sweepHourly } from '../../../support/follow-up.ts';
import { addRequest } from '../../../support/sending.ts';
import type { World } from '../../../support/world.ts';
import type { Story } from '../story.ts';

/** Nobody answers: calls are booked, joined, missed and overdue; who cannot be called gets one more mail. */
export const followUp: Story = {
  about: ['check-unanswered-emails'],
  async tell(world) {
    world.therapist(2, { telefon: null });
    await sendMail(world, 2, [2]);
    await sendMails(world, [1, 3, 4]);
    await world.sesEvent(world.ses.accepted.at(-1)!, 'Bounce');
    world.at(SWEEP_TIME);
    await world.sweep();
    await world.batch();
    await joined(world);
    await lostLine(world);
    world.clock.advance(9 * DAY_MS);
    await sweepHourly(world, 2);
    await world.batch();
    world.clock.advance(9 * DAY_MS);
    await sweepHourly(world, 2);
  },
};

/** A request that waits for a call meets one that is booked. */
async function joined(world: World): Promise<void> {
  await addRequest(world, 11, { therapist: 1 });
  const desk = callDesk(world);
  const callId = await desk.booked({ therapistId: 1, requestIds: [11] });
  await desk.update(callId, { status: 'failed' });
  await world.sweep();
}

/** The line of a call goes: staff book it anew. */
async function lostLine(world: World): Promise<void> {
  valueOf(await replaceCallerLines(world.service, { lines: [{ number: 2, active: true }], version: 0 }));
  await world.sweep();
}
