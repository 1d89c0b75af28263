import { describe, expect, it } from '@jest/globals';
import { inboundMailEvent } from '../../../local/inbound-mail.ts';
import { DAY_MS, HOUR_MS, plus } from '../../../shared/domain/time.ts';
import { sendMail } from '../../support/follow-up.ts';
import { addressOf, aMail, arrive, deliver, emailOf, inReplyTo, subjectOf } from '../../support/inbound.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

/** An email that left, about requests of the same numbers; a day later. */
async function sent(therapist = 1, requests = [1]): Promise<string> {
  const id = await sendMail(world, therapist, requests);
  world.clock.advance(DAY_MS);
  return id;
}

const followUpAt = async (id: string) => (await world.email(id))?.followUpAt;
const places = async (id: number) => (await world.request(id))?.place;

describe('a mail that arrives', () => {
  it('FAULTS 40: belongs to the email of its token, in To, Cc or the envelope alone, whoever sends it', async () => {
    const emailId = await sent();
    const address = addressOf(world, emailId);
    const private_ = 'erika@privat.example';
    const mails = [
      await arrive(world, { to: address }),
      await arrive(world, { to: address.toUpperCase(), from: private_ }),
      await arrive(world, { headers: [`Cc: <${address}>`], from: private_ }),
      await arrive(world, { from: private_ }, { recipients: [address] }),
    ];
    for (const mail of mails)
      expect(mail).toMatchObject({
        status: 'matched',
        kind: 'reply',
        emailId,
        therapistId: 1,
        matchedBy: 'token',
        proposals: [{ number: 1, outcome: 'rejected' }],
        rawKey: expect.stringMatching(/^inbound\//),
      });
  });

  it('belongs to the email whose Message-ID or reference it names, once SES has delivered that', async () => {
    const emailId = await sent();
    await deliver(world, emailId);
    const from = 'erika@privat.example';
    expect(await arrive(world, { from, headers: [inReplyTo(world, emailId)] })).toMatchObject({
      status: 'matched',
      emailId,
      matchedBy: 'message_id',
    });
    expect(await arrive(world, { from, subject: subjectOf(emailId) })).toMatchObject({
      status: 'matched',
      emailId,
      matchedBy: 'reference',
    });
  });

  it('finds them among the emails of its sender where SES reported nothing', async () => {
    const emailId = await sent();
    expect(await arrive(world, { headers: [inReplyTo(world, emailId)] })).toMatchObject({
      emailId,
      matchedBy: 'message_id',
    });
    expect(await arrive(world, { subject: subjectOf(emailId) })).toMatchObject({
      emailId,
      matchedBy: 'reference',
    });
  });

  it('belongs to the newest unanswered email of its sender when it names none', async () => {
    const first = await sent(1, [1]);
    await world.answer({ emailId: first, decisions: [{ number: 1, outcome: 'needs_follow_up' }] });
    expect(await arrive(world, {})).toMatchObject({
      status: 'triage',
      triageReason: 'no_match',
      therapistId: 1,
    });
    world.clock.advance(10 * DAY_MS);
    const second = await sendMail(world, 1, [2], plus(world.clock.now(), HOUR_MS));
    expect(second).not.toBe(first);
    expect(await arrive(world, {})).toMatchObject({
      status: 'matched',
      emailId: second,
      matchedBy: 'sender',
    });
  });

  it('is left to people when several therapists share the mailbox of its sender', async () => {
    const shared = { email: 'team@praxis.example' };
    world.therapist(1, shared);
    world.therapist(2, shared);
    const first = await sent(1, [1]);
    await deliver(world, first);
    world.clock.advance(8 * DAY_MS);
    const second = await sendMail(world, 2, [2], plus(world.clock.now(), HOUR_MS));
    await deliver(world, second);
    const from = 'team@praxis.example';
    expect(await arrive(world, { from })).toMatchObject({ status: 'triage', triageReason: 'no_match' });
    expect(await arrive(world, { from, to: addressOf(world, first) })).toMatchObject({
      status: 'matched',
      emailId: first,
    });
  });

  it('is left to people, and changes nothing, when its hints contradict each other or its sender', async () => {
    const one = await sent(1, [1]);
    const two = await sendMail(world, 2, [2], plus(world.clock.now(), HOUR_MS));
    await deliver(world, two);
    const before = [await emailOf(world, one), await emailOf(world, two)];
    const contradictory = [
      { from: 'erika@privat.example', to: addressOf(world, one), headers: [inReplyTo(world, two)] },
      { from: 'praxis-2@praxis.example', to: addressOf(world, one) },
      { from: 'praxis-2@praxis.example', to: addressOf(world, one, 'stop') },
      { from: 'praxis-1@praxis.example', subject: subjectOf(two) },
    ];
    for (const mail of contradictory) {
      const stored = await arrive(world, mail);
      expect(stored).toMatchObject({ status: 'triage', triageReason: 'contradiction', proposals: [] });
      expect(stored).not.toHaveProperty('emailId');
    }
    expect([await emailOf(world, one), await emailOf(world, two)]).toEqual(before);
    expect(await world.contact(1)).not.toHaveProperty('objectedAt');
  });

  it('is left to people when nothing in it leads anywhere, or to an email that never left or is gone', async () => {
    await sent();
    const gone = addressOf(world, 'em_01kapf3v9s0000000000000001');
    world.therapist(3);
    world.patient(3);
    await world.match({ id: 3, therapist: 3 });
    await world.batch();
    const [queued = ''] = await world.emailsOf(3);
    const from = 'erika@privat.example';
    for (const mail of [{ from }, { to: gone }, { from, to: addressOf(world, queued) }]) {
      const stored = await arrive(world, mail);
      expect(stored).toMatchObject({ status: 'triage', triageReason: 'no_match' });
      expect(stored).not.toHaveProperty('emailId');
    }
  });

  it('is one mail with one effect, however often it is handed over', async () => {
    const emailId = await sent();
    const at = world.clock.now();
    const options = { messageId: 'o3vrnil0e2ic28tr', at };
    const first = await arrive(world, { to: addressOf(world, emailId, 'stop') }, options);
    world.clock.advance(HOUR_MS);
    expect(await arrive(world, { to: addressOf(world, emailId, 'stop') }, options)).toEqual(first);
    const page = await world.service.store.inboundMailsOfEmail(emailId, 10);
    expect(page.items).toEqual([first.id]);
  });

  it('is stored and matched however large it is, and counted by what became of it', async () => {
    const emailId = await sent();
    const filling = `\r\n${'Anhang '.repeat(12_000_000 / 7)}`;
    const raw = Buffer.concat([
      aMail({ to: addressOf(world, emailId), text: 'Patient 1 ja.' }),
      Buffer.from(filling),
    ]);
    expect(raw.length).toBeGreaterThan(10_000_000);
    expect(await arrive(world, raw)).toMatchObject({ status: 'matched', emailId, truncated: true });
    const { counts } = world.runtime.metrics as unknown as { counts: Map<string, number> };
    expect([...counts].filter(([name]) => name.startsWith('inbound_mails'))).toEqual([
      ['inbound_mails_matched', 1],
      ['inbound_mails_of_kind_reply', 1],
    ]);
  });

  it('comes again when its bytes are not in the bucket', async () => {
    await expect(
      world.functions.inboundMail(
        inboundMailEvent({
          messageId: 'nothing-there',
          at: world.clock.now(),
          recipients: [],
          verdicts: {},
        }),
      ),
    ).rejects.toMatchObject({ code: 'raw_mail_missing' });
  });
});

describe('what follows at once', () => {
  it('FAULTS 40: an automatic reply is no answer, and moves the follow-up to the first working day on which somebody is back', async () => {
    const emailId = await sent();
    const text = 'Ich bin bis 6.12.2026 im Urlaub.';
    const mail = await arrive(world, {
      to: addressOf(world, emailId),
      headers: ['Auto-Submitted: auto-replied'],
      text,
    });
    expect(mail).toMatchObject({ status: 'recorded', kind: 'automatic_reply', returnOn: '2026-12-07' });
    expect(await world.email(emailId)).toMatchObject({
      answered: false,
      followUpAt: '2026-12-06T23:00:00.000Z',
    });
    await arrive(world, {
      to: addressOf(world, emailId),
      headers: ['Auto-Submitted: auto-replied'],
      text: 'Ich bin bis 26.11.2026 im Urlaub.',
    });
    expect(await followUpAt(emailId)).toBe('2026-12-06T23:00:00.000Z');
  });

  it('does not believe a date of somebody who only has the name of the sender', async () => {
    const emailId = await sent();
    const before = await followUpAt(emailId);
    const written = { headers: ['Auto-Submitted: auto-replied'], text: 'Ich bin bis 6.12.2026 im Urlaub.' };
    expect(await arrive(world, written, { verdicts: { spf: 'FAIL' } })).toMatchObject({
      status: 'recorded',
      emailId,
    });
    expect(await followUpAt(emailId)).toBe(before);
  });

  it('a reply that waits for staff puts the follow-up off, so that nobody phones meanwhile', async () => {
    const emailId = await sent();
    world.clock.advance(3 * DAY_MS);
    await arrive(world, { to: addressOf(world, emailId), text: 'Ich überlege noch.' });
    expect(await followUpAt(emailId)).toBe(plus(world.clock.now(), 168 * HOUR_MS));
  });

  it('a permanent bounce in mail form does what that of SES does, when it names the recipient of the email', async () => {
    const emailId = await sent();
    await deliver(world, emailId);
    const other = bounceOf(emailId, { recipient: 'jemand@praxis.example' });
    expect(await arrive(world, other)).toMatchObject({ status: 'triage', triageReason: 'contradiction' });
    expect(await places(1)).toBe('contact_email');
    const mail = await arrive(world, bounceOf(emailId));
    expect(mail).toMatchObject({ status: 'recorded', kind: 'bounce', emailId });
    expect(await world.email(emailId)).toMatchObject({ state: 'bounced' });
    expect(await places(1)).toBe('call');
  });

  it('a soft bounce is noted, and one that belongs to nothing is left to people', async () => {
    const emailId = await sent();
    await deliver(world, emailId);
    const mail = await arrive(world, bounceOf(emailId, { status: '4.2.2' }));
    expect(mail).toMatchObject({ status: 'recorded', kind: 'bounce' });
    expect(await world.email(emailId)).toMatchObject({ state: 'delivered', softBouncedAt: mail.receivedAt });
    expect(
      await arrive(world, bounceOf('', { messageId: '<fremd@fremd.example>', recipient: 'x@fremd.example' })),
    ).toMatchObject({ status: 'triage', triageReason: 'no_match' });
  });

  it('mail to the address for it is an objection at once, empty as mail programs send it, spam or not', async () => {
    const emailId = await sent();
    const address = addressOf(world, emailId, 'stop');
    expect(await arrive(world, { to: address, subject: 'unsubscribe', text: '' })).toMatchObject({
      status: 'recorded',
      kind: 'stop_request',
      stop: 'address',
      emailId,
    });
    expect(await world.contact(1)).toMatchObject({ objectionSource: 'stop_address' });
    const second = await sendMail(world, 2, [2], plus(world.clock.now(), HOUR_MS));
    expect(
      await arrive(
        world,
        { from: 'x@praxis.example', to: addressOf(world, second, 'stop') },
        { verdicts: { spam: 'FAIL' } },
      ),
    ).toMatchObject({ status: 'triage', triageReason: 'refused' });
    expect(await world.contact(2)).toMatchObject({ objectionSource: 'stop_address' });
  });

  it('a wish for erasure beside it still reaches people', async () => {
    const emailId = await sent();
    const mail = await arrive(world, {
      to: addressOf(world, emailId, 'stop'),
      text: 'Bitte löschen Sie alle meine Daten.',
    });
    expect(mail).toMatchObject({ status: 'matched', erasureWish: true });
    expect(await world.contact(1)).toHaveProperty('objectedAt');
  });

  it('a token that nobody signed stops nobody', async () => {
    await sent();
    const to = `stop+${'a'.repeat(48)}@antwort.local.vermittlung.example`;
    expect(await arrive(world, { to })).toMatchObject({ status: 'matched', kind: 'stop_request' });
    expect(await world.contact(1)).not.toHaveProperty('objectedAt');
  });

  it('a stop in words waits for staff', async () => {
    const emailId = await sent();
    const mail = await arrive(world, {
      to: addressOf(world, emailId),
      text: 'Bitte keine weiteren E-Mails.',
    });
    expect(mail).toMatchObject({ status: 'matched', kind: 'stop_request', stop: 'words' });
    expect(await world.contact(1)).not.toHaveProperty('objectedAt');
  });

  it('nothing follows from what SES refuses, and nothing in it is proposed', async () => {
    const emailId = await sent();
    const before = await emailOf(world, emailId);
    const mail = await arrive(
      world,
      { to: addressOf(world, emailId) },
      { verdicts: { virus: 'FAIL', dmarc: 'PASS' } },
    );
    expect(mail).toMatchObject({ status: 'triage', triageReason: 'refused', emailId, proposals: [] });
    await arrive(world, bounceOf(emailId), { verdicts: { spam: 'FAIL' } });
    expect(await emailOf(world, emailId)).toEqual(before);
  });

  it('what nobody can read goes to people with the email that it belongs to', async () => {
    const emailId = await sent();
    const raw = Buffer.from(
      `From: praxis-1@praxis.example\r\nTo: ${addressOf(world, emailId)}\r\nContent-Type: application/pkcs7-mime\r\n\r\nMIIB\r\n`,
    );
    expect(await arrive(world, raw)).toMatchObject({
      status: 'triage',
      triageReason: 'unreadable',
      emailId,
    });
  });

  it('an answer proves that a mail arrived of which SES had said nothing', async () => {
    world.ses.script = () => 'accept_then_reset';
    const emailId = await sent();
    expect(await world.email(emailId)).toMatchObject({ state: 'unknown' });
    await arrive(world, { to: addressOf(world, emailId) });
    expect(await world.email(emailId)).toMatchObject({ state: 'sent' });
  });
});

/** A report of RFC 3464 about an email. */
function bounceOf(
  emailId: string,
  {
    recipient = 'praxis-1@praxis.example',
    status = '5.1.1',
    messageId = emailId === '' ? '' : inReplyTo(world, emailId).replace('In-Reply-To: ', ''),
  } = {},
): Buffer {
  return Buffer.from(
    [
      'From: MAILER-DAEMON@mx.praxis.example',
      'To: bounce@antwort.local.vermittlung.example',
      'Subject: Undelivered Mail Returned to Sender',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      'MIME-Version: 1.0',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'This is the mail system.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.praxis.example',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      'Action: failed',
      `Status: ${status}`,
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${messageId}`,
      `To: ${recipient}`,
      '--b--',
      '',
    ].join('\r\n'),
  );
}
