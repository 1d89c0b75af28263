import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { composeMime } from '../../shared/out/mime.ts';
import { createCanaries } from './canaries.ts';

const canaries = createCanaries();
const WORD = canaries.seenIn('stored').word('name');
const codes = (write: (code: number) => string) =>
  Array.from(WORD, (letter) => write(letter.codePointAt(0) ?? 0)).join('');
const hex = (code: number) => code.toString(16);

describe('a canary is found', () => {
  it.each([
    ['as it is', `Frau ${WORD}.`],
    ['in capitals', `Frau ${WORD.toUpperCase()}.`],
    ['percent-encoded', `/api/${codes((code) => `%${hex(code)}`)}?a=b`],
    ['escaped in JSON', `{"name":"${codes((code) => `\\u${hex(code).padStart(4, '0')}`)}"}`],
    ['as references of HTML', `<b>${codes((code) => `&#${code};`)}</b>`],
    ['as hexadecimal references of HTML', `<b>${codes((code) => `&#x${hex(code)};`)}</b>`],
    ['quoted-printable', codes((code) => `=${hex(code).toUpperCase()}`)],
    ['over a soft line break', `Frau ${WORD.slice(0, 5)}=\r\n${WORD.slice(5)}`],
    [
      'in base64 lines',
      `${Buffer.from(`abcdefgh${WORD}`).toString('base64').slice(0, 17)}\r\n${Buffer.from(`abcdefgh${WORD}`).toString('base64').slice(17)}`,
    ],
    ['in hexadecimal digits', Buffer.from(WORD).toString('hex')],
  ])('%s', (_, text) => {
    expect(canaries.in([text])).toEqual(['name']);
  });

  it('in base64 and base64url, wherever it stands in what was encoded', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const bytes = Buffer.from(`${before}${WORD}${after}`);
        expect(canaries.in([bytes.toString('base64')])).toEqual(['name']);
        expect(canaries.in([bytes.toString('base64url')])).toEqual(['name']);
      }),
    );
  });

  it('in the headers of a mail, whatever stands around it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60 }), async (around) => {
        const party = { address: 'praxis@praxis.example', name: 'Praxis' };
        const subject = `${around}ü ${WORD} ${around}`;
        const parts = {
          from: party,
          to: party,
          links: {
            replyTo: 'reply+token@antwort.example',
            objection: { mailto: 'mailto:stop+token@antwort.example', url: 'https://api.example/u/token' },
          },
          subject,
          html: '',
          text: '',
          date: '2026-11-23T08:00:00.000Z',
        };
        expect(canaries.in([(await composeMime(parts)).toString()])).toEqual(['name']);
      }),
    );
  });
});

it('is not found where it does not stand', () => {
  const other = createCanaries();
  other.seenIn('stored').word('another name');
  other.seenIn('stored').phone('a number');
  const text = fc.sample(fc.string({ maxLength: 500 }), 200);
  expect(other.in([...text, 'kanari'])).toEqual([]);
});
