import { describe, expect, it } from '@jest/globals';
import { referenceOf } from '../../../../shared/domain/email/reference.ts';
import { matchingHints } from '../../../../shared/domain/inbound/matching-hints.ts';
import type { ReadMail } from '../../../../shared/domain/inbound/read-mail.ts';

const TOKEN = 'abcdefghijklmnopqrstuvwx234567abcdefghijklmnopqr';
const OTHER = TOKEN.replace('a', 'z');
const SES_ID = '0107019ae0f2c3d4-1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809-000000';

const hints = (
  headers: Record<string, string[]>,
  { reports = [], recipients }: Partial<ReadMail> & { recipients?: string[] } = {},
) =>
  matchingHints(
    { headers: new Map(Object.entries(headers)), texts: [], reports, truncated: false, unreadable: false },
    recipients,
  );

describe('matchingHints', () => {
  it.each(['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'])('finds a token in %s', (name) => {
    expect(hints({ [name]: [`reply+${TOKEN}@antwort.example`] }).tokens).toEqual([
      { purpose: 'reply', token: TOKEN },
    ]);
  });

  it('finds tokens in any case, between names, each once, the envelope first', () => {
    const to = [`"Platzfinder" <REPLY+${TOKEN.toUpperCase()}@Antwort.example>, x@y.example`];
    expect(hints({ to, cc: to }, { recipients: [`stop+${OTHER}@antwort.example`] }).tokens).toEqual([
      { purpose: 'stop', token: OTHER },
      { purpose: 'reply', token: TOKEN },
    ]);
  });

  it.each([
    `reply+${TOKEN}x@antwort.example`,
    `reply+${TOKEN.slice(1)}@antwort.example`,
    `noreply+${TOKEN}@antwort.example`,
    `reply-${TOKEN}@antwort.example`,
    `reply+${TOKEN}`,
  ])('finds no token in %s', (address) => {
    expect(hints({ to: [address] }).tokens).toEqual([]);
  });

  it('lists the mails referred to, the nearest first, those of SES as SES names them', () => {
    const { messageIds } = hints({
      'in-reply-to': [`<${SES_ID}@eu-central-1.amazonses.com>`],
      references: [`<eins@a.example> <zwei@b.example>\t<${SES_ID}@eu-central-1.amazonses.com>`],
    });
    expect(messageIds).toEqual([SES_ID, 'zwei@b.example', 'eins@a.example']);
  });

  it('knows the mail that a report gives back', () => {
    const reports = [
      {
        type: 'text/rfc822-headers',
        content: `Message-ID:\n <${SES_ID}@email.amazonses.com>\nReply-To: reply+${TOKEN}@antwort.example\n`,
      },
    ];
    expect(hints({}, { reports })).toEqual({
      tokens: [{ purpose: 'reply', token: TOKEN }],
      messageIds: [SES_ID],
      references: [],
    });
  });

  it.each([
    ['AW: Anfrage [Ref. 7F3K-2M9Q]', ['7F3K-2M9Q']],
    ['re: ref 7f3k-2m9q', ['7F3K-2M9Q']],
    ['Ref 7F3K–2M9Q', ['7F3K-2M9Q']],
    ['Ihre 7F3K 2M9Q', ['7F3K-2M9Q', '1HRE-7F3K']],
    ['7F3K2M9Q', ['7F3K-2M9Q']],
    ['OIL0-1111 und ABCD-EFGH', ['0110-1111', 'ABCD-EFGH']],
    ['Anfragen zum Personal', []],
    ['UUUU-UUUU', []],
    ['', []],
  ])('reads the references of %j', (subject, references) => {
    expect(hints({ subject: [subject] }).references.toSorted()).toEqual(references.toSorted());
  });

  it('reads back every reference that we write, as it is and as people type it', () => {
    for (const id of ['em_1', 'em_2', 'em_3', 'em_4', 'em_5']) {
      const reference = referenceOf(id);
      const typed = reference.toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l');
      expect(hints({ subject: [`Re: ${typed}`] }).references).toEqual([reference]);
    }
  });
});
