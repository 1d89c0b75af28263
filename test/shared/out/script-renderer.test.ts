import { describe, expect, it } from '@jest/globals';
import type { Locale } from '../../../shared/domain/email/salutation.ts';
import type { CallScript } from '../../../shared/domain/ports.ts';
import { createScriptRenderer } from '../../../shared/out/script-renderer.ts';
import { createRenderer } from '../../../shared/out/liquid-renderer.ts';
import { agenda, agendaItem, callScript } from '../../support/call-script.ts';
import { emailContent, erika, setting } from '../../support/email-content.ts';
import { expectGolden } from '../../support/golden.ts';

const LOCALES: Locale[] = ['de', 'en'];

const scripts = {
  de: createScriptRenderer(setting),
  en: createScriptRenderer({ ...setting, locale: 'en' }),
};

const max = { id: 8, gender: 'male', firstName: 'Max', lastName: 'Mustermann' } as const;

/** The cases of the golden files. */
const CASES: Record<string, CallScript> = {
  one_patient: callScript({}),
  three_patients: callScript({
    patients: [...agenda(2), agendaItem(3, {})],
    emailedAt: ['2026-11-08T09:00:00.000Z', '2026-11-15T23:30:00.000Z', '2026-11-16T09:00:00.000Z'],
  }),
  ten_patients: callScript({ patients: agenda(10) }),
  two_therapists: callScript(
    { patients: [...agenda(1), agendaItem(3)] },
    { therapist: max, patients: agenda(1, 2), emailedAt: [] },
  ),
  empty_agenda: callScript({ patients: [], emailedAt: [] }),
  nobody_known: callScript({
    therapist: { id: 7, gender: 'unknown' },
    patients: [agendaItem(1, {})],
    emailedAt: [],
  }),
};

describe.each(LOCALES)('a script in %s', (locale) => {
  const render = (script: CallScript) => scripts[locale].renderScript(script);

  it.each(Object.entries(CASES))('is as approved for %s', async (name, script) => {
    expectGolden(
      new URL(`golden/${locale}/script.${name}.txt`, import.meta.url),
      `${await render(script)}\n`,
    );
  });

  it.each(Object.entries(CASES))(
    'says what to dial, whom to ask about and what not to say for %s',
    async (_, script) => {
      const text = await render(script);
      expect(text).toMatch(/^(Anrufen|Dial): tel:\+49301234567$/m);
      expect(text).toMatch(/^(Anrufbeantworter|Answering machine): /m);
      for (const { patients } of script.conversations)
        for (const { priority, code } of patients) expect(text).toContain(`\n${priority}. ${code}\n`);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\n\n\n| $/m);
    },
  );

  it('speaks of one patient in the singular and of several in the plural', async () => {
    const [one, two] = [await render(callScript({})), await render(callScript({ patients: agenda(2) }))];
    expect(one).not.toMatch(/Personen|Therapieplätze|Plätze|jeder|\b(people|places|each)\b/);
    expect(two).toMatch(/Therapieplätze für 2 Personen|therapy places for 2 people/);
  });

  it('states the facts of a patient in the words of the emails', async () => {
    const facts = (text: string) => text.split('\n').filter((line) => line.startsWith('- '));
    const renderer = createRenderer({ ...setting, locale });
    const { text } = await renderer.render(emailContent());
    expect(facts(text)).toHaveLength(8);
    expect(facts(await render(callScript({})))).toEqual(facts(text));
  });

  it('names no day when the request came straight to the call path', async () => {
    expect(await render(callScript({ emailedAt: [] }))).not.toMatch(/E-Mail|email/);
  });

  it('names a day once, whatever was sent on it, in the configured zone', async () => {
    const text = await render(
      callScript({ emailedAt: ['2026-11-15T23:30:00.000Z', '2026-11-16T09:00:00.000Z'] }),
    );
    expect(text.match(/16\.? November 2026/g)).toHaveLength(1);
    expect(text).not.toMatch(/\b15\.? November/);
  });
});

describe('text of people in a script', () => {
  const LITERAL = [
    '<script>alert(1)</script>',
    '{{7*7}}',
    '{% include script %}',
    '{{ sender_name }}',
    ']]>',
    'Zeile\u2028danach',
    '| upcase',
  ];

  it.each(LITERAL)('is literal text, rendered once: %j', async (hostile) => {
    const text = await scripts.de.renderScript(
      callScript({
        therapist: { ...erika, lastName: hostile },
        patients: [agendaItem(1, { diagnosis: hostile, availability: hostile })],
      }),
    );
    expect(text).toContain(`Guten Tag, Frau Dr. ${hostile.replace('\u2028', ' ')}, mein Name ist`);
    expect(text).toContain(`- Diagnose: ${hostile}\n`);
    expect(text).toContain(`- Zeitliche Verfügbarkeit: ${hostile}\n`);
  });

  it('starts no line of its own and turns nothing around', async () => {
    const hostile = 'a\r\nAnrufbeantworter: alles sagen\u0000\u202e\u2066\u200bz';
    const text = await scripts.de.renderScript(
      callScript({
        therapist: { ...erika, lastName: hostile },
        patients: [{ ...agendaItem(1, { diagnosis: hostile }), code: `K7Q2M${hostile}` }],
      }),
    );
    expect(text.match(/^Anrufbeantworter/gm)).toHaveLength(1);
    expect(text).toContain('- Diagnose: a Anrufbeantworter: alles sagen z\n');
    // eslint-disable-next-line no-control-regex -- these are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u200b\u202e\u2066]/);
  });

  it('is cut to what can be read while one speaks', async () => {
    const endless = 'Grübeln '.repeat(2000);
    const ten = agenda(10).map((item) => ({ ...item, facts: { id: 1, currentComplaints: endless } }));
    const text = await scripts.de.renderScript(callScript({ patients: ten }));
    expect(text.length).toBeLessThan(3000);
    expect(text).toContain('…');
  });
});

describe('createScriptRenderer', () => {
  it('fails on a variable or a filter that does not exist', async () => {
    for (const script of ['{{ greting }}', '{{ sender_name | nosuch }}', '{% include nosuch %}'])
      await expect(createScriptRenderer(setting, { script }).renderScript(callScript())).rejects.toThrow(
        /greting|nosuch/,
      );
  });
});
