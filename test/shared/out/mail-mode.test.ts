import { describe, expect, it } from '@jest/globals';
import type { Mailer, OutgoingMail } from '../../../shared/domain/ports.ts';
import { withMailMode, type MailMode } from '../../../shared/out/mail-mode.ts';
import { EMAIL_ID } from '../../support/email-content.ts';

const mail: OutgoingMail = {
  emailId: EMAIL_ID,
  attempt: 1,
  to: { address: 'praxis@musterfrau.example', name: 'Dr. Erika Musterfrau' },
  body: { subject: 'Anfrage [Ref. 7F3K-2M9Q]', html: '<p>Hallo</p>', text: 'Hallo\n' },
  inReplyTo: '0107-1',
};

/** A mailer in some mode, and what arrives behind it. */
function mailing(mode: MailMode) {
  const arrived: OutgoingMail[] = [];
  const behind: Mailer = {
    quota: () => Promise.resolve({ maxPerSecond: 1, remainingToday: 2, at: '2026-11-23T08:00:00.000Z' }),
    send(each) {
      arrived.push(each);
      return Promise.resolve({ kind: 'accepted', sesMessageId: '0107-2' });
    },
  };
  return { mailer: withMailMode(behind, mode), arrived };
}

const accepted = { kind: 'accepted', sesMessageId: '0107-2' };
const refused = { kind: 'rejected', reason: 'not_on_allow_list' };

describe('live', () => {
  it('hands every mail on as it is', async () => {
    const { mailer, arrived } = mailing({ kind: 'live' });
    expect(await mailer.send(mail)).toEqual(accepted);
    expect(arrived).toEqual([mail]);
  });
});

describe('redirect', () => {
  it('puts the one address in place of recipient and name, and marks the subject with the stage', async () => {
    const { mailer, arrived } = mailing({ kind: 'redirect', to: 'tests@platz.example', stage: 'dev' });
    expect(await mailer.send(mail)).toEqual(accepted);
    expect(arrived).toEqual([
      {
        ...mail,
        to: { address: 'tests@platz.example', name: '' },
        body: { ...mail.body, subject: '[dev] Anfrage [Ref. 7F3K-2M9Q]' },
      },
    ]);
  });
});

describe('allow-list', () => {
  const mode: MailMode = { kind: 'allow-list', allowed: ['erika@musterfrau.example', '@praxis.example'] };

  it.each(['erika@musterfrau.example', 'wer@praxis.example'])('lets a mail to %s pass', async (address) => {
    const { mailer, arrived } = mailing(mode);
    expect(await mailer.send({ ...mail, to: { ...mail.to, address } })).toEqual(accepted);
    expect(arrived).toHaveLength(1);
  });

  it.each([
    'max@musterfrau.example',
    'erika@musterfrau.example.org',
    'wer@unter.praxis.example',
    'wer@fremdpraxis.example',
    'praxis.example@fremd.example',
  ])('gives a mail to %s to nobody: that is a refusal', async (address) => {
    const { mailer, arrived } = mailing(mode);
    expect(await mailer.send({ ...mail, to: { ...mail.to, address } })).toEqual(refused);
    expect(arrived).toEqual([]);
  });
});

it('the quota is SES’s in every mode', async () => {
  const modes: MailMode[] = [
    { kind: 'live' },
    { kind: 'redirect', to: 'tests@platz.example', stage: 'dev' },
    { kind: 'allow-list', allowed: ['@praxis.example'] },
  ];
  for (const mode of modes) expect(await mailing(mode).mailer.quota()).toMatchObject({ remainingToday: 2 });
});
