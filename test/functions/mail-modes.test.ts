import { describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { faultsOfMails } from '../support/mail-faults.ts';
import { queueMails } from '../support/sending.ts';
import { worldPerTest } from '../support/world.ts';

/** What is said of the recipient before the body begins. */
const headersOf = (raw: Buffer) => raw.toString().split('\r\n\r\n')[0] ?? '';

describe('a stage that redirects its mails', () => {
  const world = worldPerTest({
    environment: { MAIL_MODE: 'redirect', MAIL_REDIRECT_TO: 'tests@platz.example' },
  });

  it('sends them to one address, and tells nobody’s own', async () => {
    const ids = await queueMails(world, [1, 2]);
    expect(await world.pump()).toMatchObject({ accepted: 2 });
    for (const { to, raw, tags } of world.ses.accepted) {
      expect(to).toEqual(['tests@platz.example']);
      expect(raw.toString()).not.toContain('praxis.example');
      expect(headersOf(raw)).not.toMatch(/Erika|Musterfrau/);
      const { subject, to: shown } = await simpleParser(raw);
      expect(subject).toMatch(/^\[local\] Anfrage: .* \[Ref\. .{9}\]$/);
      expect(shown).toMatchObject({ value: [{ address: 'tests@platz.example', name: '' }] });
      expect(ids).toContain(tags['email_id']);
    }
    expect(await faultsOfMails(world)).toEqual([]);
    expect(await world.email(ids[0]!)).toMatchObject({
      state: 'sent',
      recipient: { address: 'praxis-1@praxis.example' },
    });
  });
});

describe('a stage that mails to a list alone', () => {
  const world = worldPerTest({
    environment: { MAIL_MODE: 'allow-list', MAIL_ALLOW_LIST: 'praxis-2@praxis.example,@platz.example' },
  });

  it('gives SES the mails to those on it, and refuses the others', async () => {
    const [refused = '', sent = ''] = await queueMails(world, [1, 2]);
    expect(await world.pump()).toMatchObject({ accepted: 1, rejected: 1 });
    expect(world.ses.calls).toBe(1);
    expect(world.ses.accepted.map(({ to }) => to)).toEqual([['praxis-2@praxis.example']]);
    expect(await world.email(sent)).toMatchObject({ state: 'sent' });
    const email = await world.email(refused);
    expect(email).toMatchObject({ state: 'failed' });
    expect(email?.timeline.at(-1)).toMatchObject({ state: 'failed', reason: 'not_on_allow_list' });
    expect(await world.request(1)).toMatchObject({ place: 'pending', failedMails: 1 });
    expect((await world.contact(1)).guard.heldBy).toBeUndefined();
  });
});
