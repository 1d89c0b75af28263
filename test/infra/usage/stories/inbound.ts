import { inboundMailEvent } from '../../../../local/inbound-mail.ts';
import { erase } from '../../../support/erasures.ts';
import { addressOf, arrive, inReplyTo, subjectOf } from '../../../support/inbound.ts';
import { callDesk } from '../../../support/call-desk.ts';
import { sendMails, SWEEP_TIME } from '../../../support/follow-up.ts';
import { receive } from '../../../support/api-seed-inbound-mails.ts';
import type { Api } from '../../../support/api.ts';
import { addRequest, newestEmailOf, openRequests } from '../../../support/sending.ts';
import type { World } from '../../../support/world.ts';
import { giveUpMail } from '../given-up.ts';
import { done, tagOf, type Story } from '../story.ts';

/** Answers that are matched by every way there is, and what staff do with them. */
export const inbound: Story = {
  about: ['inbound-mail', 'inbound-mails'],
  async tell(world, api) {
    await sendMails(world, [1, 2, 3, 4, 5]);
    const [first, second, third, fourth] = await Promise.all(
      [1, 2, 3, 4].map((id) => newestEmailOf(world, id)),
    );
    world.clock.advance(60_000);
    await arrive(world, { to: addressOf(world, first!), text: 'Ich nehme die Patientin gern.' });
    const mail = await arrive(world, { headers: [inReplyTo(world, second!)] });
    const path = `/api/inbound-mails/${mail.id}`;
    await done(api.put(path, { status: 'dismissed' }, await tagOf(api, path)));
    await arrive(world, { subject: subjectOf(third!) });
    await arrive(world, { from: 'praxis-4@praxis.example' });
    await arrive(world, { from: 'niemand@praxis.example' });
    await automatic(world, fourth!);
    await objections(world, api, fourth!);
    await lateAnswers(world, api);
    await withoutPeople(world);
  },
};

/** Absent until a day, with a call before it; a mail that came back. */
async function automatic(world: World, emailId: string): Promise<void> {
  world.at(SWEEP_TIME);
  await world.sweep();
  await arrive(world, {
    to: addressOf(world, emailId),
    from: 'praxis-4@praxis.example',
    subject: 'Abwesenheitsnotiz',
    headers: ['Auto-Submitted: auto-replied'],
    text: 'Ich bin bis zum 31.12.2026 nicht in der Praxis.',
  });
}

/** One therapist mails the address that ends all contact; what another wrote is read by staff as the same. */
async function objections(world: World, api: Api, emailId: string): Promise<void> {
  await addRequest(world, 41, { therapist: 4 });
  await callDesk(world).booked({ therapistId: 4, requestIds: [41] });
  await arrive(world, { to: addressOf(world, emailId, 'stop'), from: 'praxis-4@praxis.example' });
  await addRequest(world, 51, { therapist: 5 });
  await callDesk(world).booked({ therapistId: 5, requestIds: [51] });
  const fifth = await newestEmailOf(world, 5);
  const path = `/api/inbound-mails/${await receive(world, { sender: 'praxis-5@praxis.example' })}`;
  await done(api.put(path, { matched_email_id: fifth }, await tagOf(api, path)));
  await done(api.put(path, { status: 'confirmed', objection: true }, await tagOf(api, path)));
}

/** An answer proves a mail that was given up, by itself and by the hand of staff: its request leaves the pool. */
async function lateAnswers(world: World, api: Api): Promise<void> {
  await openRequests(world, [60]);
  const emailId = await giveUpMail(world, 60);
  await arrive(world, { to: addressOf(world, emailId), from: 'praxis-60@praxis.example' });
  await openRequests(world, [70]);
  const other = await giveUpMail(world, 70);
  const path = `/api/inbound-mails/${await receive(world, { sender: 'praxis-70@praxis.example' })}`;
  await done(api.put(path, { matched_email_id: other }, await tagOf(api, path)));
  const entries = [{ id: `${other}-1`, response_outcome: 'accepted' }];
  await done(api.put(path, { status: 'confirmed', entries }, await tagOf(api, path)));
}

const PASSED = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;

/** The bytes of an answer to an email whose people are erased are not kept; nor are those of one that is gone already. */
async function withoutPeople(world: World): Promise<void> {
  const emailId = await newestEmailOf(world, 1);
  await erase(world, { kind: 'patient', id: 1 });
  await arrive(world, { to: addressOf(world, emailId) });
  const gone = inboundMailEvent({
    messageId: 'gone',
    at: world.clock.now(),
    recipients: [],
    verdicts: PASSED,
  });
  await world.functions.inboundMail(gone).catch(() => undefined);
}
