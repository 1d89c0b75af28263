import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import type { PatientFacts } from '../../../shared/domain/email/directory.ts';
import { createRenderer } from '../../../shared/out/liquid-renderer.ts';
import { composeMime } from '../../../shared/out/mime.ts';
import { emailContent, erika, patient, setting } from '../../support/email-content.ts';

const renderer = createRenderer(setting);

const anyText = fc.string({ unit: 'binary', maxLength: 120 });
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\nBcc: spion@fremd.example',
        '\0',
        '"',
        ',',
        ';',
        '<',
        '>',
        '=?utf-8?q?=0A?=',
        '\u202E',
        ': ',
      ),
      anyText,
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** Pieces that mean something to a template, a browser or a parser; joined by single spaces nothing has to be cleaned. */
const literal = fc
  .array(
    fc.constantFrom(
      '<script>',
      '</td>',
      '{{7*7}}',
      '{% include %}',
      '{%- raw -%}',
      ']]>',
      '&amp;',
      '"',
      "'",
      '=3D',
      'a\u2028b',
      'ß',
      '😀',
      '.',
      'From',
      '--',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) => pieces.join(' '));

const facts: fc.Arbitrary<Partial<PatientFacts>> = fc.record(
  { diagnosis: literal, currentComplaints: literal, availability: literal },
  { noNullPrototype: true },
);

it('FAULTS 31, 32: has one recipient, no extra header, and patients’ text literally, whatever names and facts are', async () => {
  const from = { address: 'post@platzfinder.example', name: setting.senderName };
  const compose = async (name: string, known: Partial<PatientFacts>, title: string) => {
    const therapist = { ...erika, firstName: name, lastName: name, title };
    const body = await renderer.render(emailContent({ therapist, patients: [patient(1, known)] }));
    return simpleParser(
      await composeMime({
        from,
        to: { address: 'praxis@musterfrau.example', name },
        ...body,
        date: '2026-11-23T08:00:00.000Z',
      }),
      { skipTextToHtml: true },
    );
  };
  const expectedHeaders = [...(await compose('Erika', {}, '')).headers.keys()].sort();

  await fc.assert(
    fc.asyncProperty(hostile, facts, hostile, async (name, known, title) => {
      const { headers, to, text, html } = await compose(name, known, title);
      expect([...headers.keys()].sort()).toEqual(expectedHeaders);
      expect(to).toMatchObject({ value: [{ address: 'praxis@musterfrau.example' }] });
      for (const fact of Object.values(known)) {
        expect(text).toContain(`: ${fact as string}\n`);
        expect(unescaped(html)).toContain(`</span> ${fact as string}</p>`);
      }
    }),
    { numRuns: 200 },
  );
});

function unescaped(html: string | false | undefined): string {
  const entities: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&#34;': '"',
    '&#39;': "'",
    '&amp;': '&',
  };
  return String(html).replace(/&(lt|gt|#34|#39|amp);/g, (entity) => entities[entity]!);
}
