import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import type { PatientFacts } from '../../../shared/domain/email/directory.ts';
import { mailFaults } from '../../../local/mail-check.ts';
import { reviseContent } from '../../../shared/domain/email/revise-content.ts';
import { createRenderer } from '../../../shared/out/liquid-renderer.ts';
import { composeMime } from '../../../shared/out/mime.ts';
import {
  EMAIL_ID,
  emailContent,
  erika,
  linksOf,
  patient,
  setting,
  tokens,
} from '../../support/email-content.ts';

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

it('FAULTS 31, 32: has no fault and patients’ text literally, whatever names, subjects, notes and facts are', async () => {
  const to = { address: 'praxis@musterfrau.example' };
  await fc.assert(
    fc.asyncProperty(hostile, facts, hostile, hostile, async (name, known, title, written) => {
      const content = emailContent({
        therapist: { ...erika, firstName: name, lastName: name, title },
        patients: [patient(1, known)],
        written: { variables: { personal_note: written } },
      });
      const raw = await composeMime({
        from: { address: 'post@platzfinder.example', name: setting.senderName },
        to: { ...to, name },
        links: linksOf(EMAIL_ID),
        ...(await renderer.render(content)),
        date: '2026-11-23T08:00:00.000Z',
      });
      const mail = { raw, to: [to.address], tags: { email_id: EMAIL_ID } };
      expect(await mailFaults(mail, { tokens, reference: content.reference })).toEqual([]);
      const { text, html } = await simpleParser(raw, { skipTextToHtml: true });
      for (const fact of Object.values(known)) {
        expect(text).toContain(`: ${fact as string}\n`);
        expect(unescaped(html)).toContain(`</span> ${fact as string}</p>`);
      }
    }),
    { numRuns: 80 },
  );
});

it('FAULTS 31, 32: a free body has no fault but how its author nests, whatever he writes', async () => {
  const to = { address: 'praxis@musterfrau.example', name: 'Dr. Erika Musterfrau' };
  const piece = fc.oneof(
    hostile,
    fc.constantFrom(
      '<p>',
      '</p>',
      '<ul><li>',
      '</ul>',
      '<a href="https://x.example">hier</a>',
      '<div>',
      '<h2>',
      '<table><td>',
      '<hr>',
    ),
  );
  const body = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(hostile, body, async (subject, bodyHtml) => {
      const written = reviseContent({}, 'custom', { subject, bodyHtml });
      fc.pre(written.ok);
      const content = emailContent({ kind: 'custom', written: written.value });
      const raw = await composeMime({
        from: { address: 'post@platzfinder.example', name: setting.senderName },
        to,
        links: linksOf(EMAIL_ID),
        ...(await renderer.render(content)),
        date: '2026-11-23T08:00:00.000Z',
      });
      const mail = { raw, to: [to.address], tags: { email_id: EMAIL_ID } };
      const faults = await mailFaults(mail, { tokens, reference: content.reference });
      expect(faults.filter((fault) => !fault.startsWith('HTML: element-'))).toEqual([]);
    }),
    { numRuns: 80 },
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
