import { describe, expect, it } from '@jest/globals';
import { createMailReader } from '../../../shared/out/mail-reader.ts';
import { alternative, attachment, multipart, part, plain } from '../../inbound/mail-builder.ts';
import { mailOf } from '../../inbound/corpus/broken.ts';

const reader = createMailReader();

describe('createMailReader', () => {
  it('hands out headers by lower-case name, decoded, with the addresses alone', async () => {
    const bytes = Buffer.from(
      [
        'From: "Erika, Dr." <erika@m\u00fcller.example>, zwei@b.example',
        'TO: Gruppe: eins@a.example, zwei@b.example;',
        'Subject: =?utf-8?B?R3LDvMOfZQ==?= aus',
        '  Berlin',
        'X-Same: eins',
        'X-Same: zwei',
        'List-Unsubscribe: <mailto:x@a.example>',
        'Content-Type: multipart/report; report-type="delivery-status"; boundary=b',
        '',
        '',
      ].join('\r\n'),
    );
    const { headers } = await reader.read(bytes);
    expect(Object.fromEntries(headers)).toEqual({
      from: ['erika@müller.example', 'zwei@b.example'],
      to: ['eins@a.example', 'zwei@b.example'],
      subject: ['Grüße aus Berlin'],
      'x-same': ['eins', 'zwei'],
      list: ['unsubscribe'],
      'content-type': ['multipart/report; report-type=delivery-status; boundary=b'],
    });
  });

  it('hands out every text in its order and leaves files alone', async () => {
    const file = part('text/plain', 'Datei', ['Content-Disposition: attachment']);
    const bytes = mailOf(
      multipart('mixed', [
        alternative('Wort', '<p>Wort</p>'),
        attachment('image/png', 'a.png', Buffer.alloc(50)),
        file,
        plain('Ende'),
      ]),
    );
    expect((await reader.read(bytes)).texts).toEqual([
      { format: 'plain', content: 'Wort' },
      { format: 'html', content: '<p>Wort</p>' },
      { format: 'plain', content: 'Ende' },
    ]);
  });

  it('hands out what mail systems write, and mails inside as they are', async () => {
    const bytes = mailOf(
      multipart('report', [
        part('Message/Delivery-Status', 'Action: failed'),
        part('message/rfc822', 'Subject: innen\n\nWort', ['Content-Disposition: inline']),
      ]),
    );
    const { texts, reports } = await reader.read(bytes);
    expect(texts).toEqual([]);
    expect(reports).toEqual([
      { type: 'message/delivery-status', content: 'Action: failed' },
      { type: 'message/rfc822', content: 'Subject: innen\r\n\r\nWort' },
    ]);
  });

  it('keeps the headers of a mail that has more parts than are read', async () => {
    const many = Array.from({ length: 300 }, (_, number) => plain(String(number)));
    const { headers, truncated } = await reader.read(mailOf(multipart('mixed', many)));
    expect(headers.get('from')).toEqual(['praxis@musterfrau.example']);
    expect(truncated).toBe(true);
  });

  it('says that there is nothing to read', async () => {
    const { texts, reports, unreadable } = await reader.read(mailOf(part('application/pkcs7-mime', 'x')));
    expect({ texts, reports, unreadable }).toEqual({ texts: [], reports: [], unreadable: true });
  });
});
