import { HOUR_MS } from '../../../../shared/domain/time.ts';
import { createMailTokens } from '../../../../shared/platform/mail-tokens.ts';
import { setSwitch } from '../../../../shared/use-cases/set-switch.ts';
import type { Api } from '../../../support/api.ts';
import { callDesk, valueOf } from '../../../support/call-desk.ts';
import { giveUpMail } from '../given-up.ts';
import { addRequest, liveDays, newestEmailOf, openRequests, queueMails } from '../../../support/sending.ts';
import type { World } from '../../../support/world.ts';
import { done, tagOf, type Story } from '../story.ts';

/** Mails that leave, that SES refuses or reports on, that end in doubt, and that nobody may send any more. */
export const sending: Story = {
  about: [
    'daily-batch-processing',
    'process-email-queue',
    'ses-events',
    'outbox-relay',
    'switches',
    'objections',
  ],
  async tell(world, api) {
    await queueMails(world, [1, 2, 3, 4, 5, 6]);
    await world.pump();
    await world.relay();
    const [delivered, bounced, complained, rejected] = world.ses.accepted;
    await world.sesEvent(delivered!, 'Delivery');
    await world.sesEvent(bounced!, 'Bounce');
    await world.sesEvent(complained!, 'Complaint');
    await world.sesEvent(rejected!, 'Reject');
    await switchedOff(world, api);
    await objection(world, api);
    await world.relay();
    await inDoubt(world);
    await refused(world);
    await world.relay();
  },
};

/** A mail waits for a switch, and leaves when staff put it on again. */
async function switchedOff(world: World, api: Api): Promise<void> {
  await openRequests(world, [20]);
  await world.batch();
  const off = { scope: 'therapist', therapistId: 20, off: true, reason: 'Praxis zieht um' } as const;
  const { version } = await world.service.store.getSwitches();
  valueOf(await setSwitch(world.service, { change: off, by: 'staff-1', version }));
  await world.pump();
  const on = { scope: 'therapist', therapist_id: 20, off: false };
  await done(api.put('/api/switches', on, await tagOf(api, '/api/switches')));
}

/** A therapist with a queued mail and a call wants no more of them; what still comes for him is handed to staff. */
async function objection(world: World, api: Api): Promise<void> {
  await openRequests(world, [30]);
  await world.batch();
  await addRequest(world, 31, { therapist: 30 });
  await callDesk(world).booked({ therapistId: 30, requestIds: [31] });
  const emailId = await newestEmailOf(world, 30);
  const link = `/u/${createMailTokens(world.runtime.pseudonymKey).issue('unsubscribe', emailId)}`;
  await done(api.get(link, { token: null }));
  await done(api.post(link, undefined, { token: null }));
  await addRequest(world, 32, { therapist: 30 });
  world.clock.advance(HOUR_MS);
  await world.batch();
}

/** SES refuses mails for three days: what was refused three times is handed to staff. */
async function refused(world: World): Promise<void> {
  await openRequests(world, [40]);
  world.ses.script = () => 'message_rejected';
  await liveDays(world, 4);
  world.ses.script = () => 'accept';
}

/** Nobody knows whether a mail left: it is given up, and proved late, while its request waits for the next mail. */
async function inDoubt(world: World): Promise<void> {
  await openRequests(world, [50]);
  await giveUpMail(world, 50);
  const mail = world.ses.accepted.find(({ to }) => to.includes('praxis-50@praxis.example'));
  await world.sesEvent(mail!, 'Send');
}
