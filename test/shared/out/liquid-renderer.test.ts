import { describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { CONTENT_LIMITS } from '../../../shared/domain/email/written-content.ts';
import type { Locale } from '../../../shared/domain/email/salutation.ts';
import type { EmailContent, RenderedEmail } from '../../../shared/domain/ports.ts';
import { createRenderer } from '../../../shared/out/liquid-renderer.ts';
import { composeMime } from '../../../shared/out/mime.ts';
import { loadTemplates } from '../../../shared/out/templates.ts';
import {
  EMAIL_ID,
  emailContent,
  erika,
  linksOf,
  patient,
  patients,
  setting,
} from '../../support/email-content.ts';
import { expectGolden } from '../../support/golden.ts';

const LOCALES: Locale[] = ['de', 'en'];
const KINDS: EmailContent['kind'][] = ['initial_contact', 'batch_request', 'follow_up', 'confirmation'];
const EVERY = LOCALES.flatMap((locale) => KINDS.map((kind) => ({ locale, kind })));

const renderers = { de: createRenderer(setting), en: createRenderer({ ...setting, locale: 'en' }) };
const render = (locale: Locale, content: Partial<EmailContent>) =>
  renderers[locale].render(emailContent(content));

const earlierSentAt = '2026-11-15T23:30:00.000Z';

/** The cases of the golden files; a follow-up without the date of an earlier mail asks anew. */
const CASES: Record<string, Partial<EmailContent>> = {
  first_contact: {
    firstContact: true,
    therapist: { id: 7, gender: 'male', firstName: 'Max', lastName: 'Mustermann' },
  },
  doctor: { patients: patients(2), earlierSentAt },
  one_patient: {
    therapist: { id: 7, gender: 'unknown', title: 'Dr.', firstName: 'Alex', lastName: 'Beispiel' },
    earlierSentAt,
  },
  five_patients: {
    therapist: { ...erika, gender: 'male', title: 'Prof. Dr.', lastName: 'Mustermann' },
    patients: patients(5),
    earlierSentAt,
  },
  missing_facts: {
    therapist: { id: 7, gender: 'unknown' },
    patients: [patient(1, {}), patient(4, { groupTherapy: false, complaintsSince: 'etwa zwei Jahren' })],
  },
};

/** The raw mail with a body. */
const mailed = (body: RenderedEmail) =>
  composeMime({
    date: '2026-11-23T08:00:00.000Z',
    from: { address: 'post@platzfinder.example', name: setting.senderName },
    to: { address: 'praxis@musterfrau.example', name: 'Dr. Erika Musterfrau' },
    links: linksOf(EMAIL_ID),
    ...body,
  });

/** The words that a reader of the HTML part sees, in order, with the addresses behind its links. */
function visibleWords(html: string): string[] {
  const body = html
    .replace(/^[\s\S]*<body[^>]*>/, '')
    .replace(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>\./g, '$2: $1 ')
    .replace(/<[^>]*>/g, ' ');
  const entities: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&#34;': '"',
    '&#39;': "'",
    '&amp;': '&',
  };
  return words(body.replace(/&(lt|gt|#34|#39|amp);/g, (entity) => entities[entity]!));
}

/** Words without the marks that stand for lists and lines in plain text. */
function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => !/^-*$/.test(word));
}

describe.each(EVERY)('$kind in $locale', ({ locale, kind }) => {
  it.each(Object.entries(CASES))(
    'is as approved for %s, read by an independent parser',
    async (name, content) => {
      const raw = await mailed(await render(locale, { ...content, kind }));
      const { subject, text, html, attachments } = await simpleParser(raw);
      const golden = (extension: string) =>
        new URL(`golden/${locale}/${kind}.${name}.${extension}`, import.meta.url);
      expectGolden(golden('txt'), `Subject: ${subject}\n\n${text}`);
      expectGolden(golden('html'), String(html));
      expect(attachments).toEqual([]);
    },
  );

  it.each(Object.entries(CASES))('says in plain text what the HTML says for %s', async (_, content) => {
    const { html, text } = await render(locale, { ...content, kind });
    expect(words(text)).toEqual(visibleWords(html));
  });

  it.each([{ firstContact: true }, { firstContact: false }, { earlierSentAt }])(
    'speaks of one patient in the singular (%j)',
    async (content) => {
      const { subject, html, text } = await render(locale, { ...content, kind });
      expect(subject + html + text).not.toMatch(
        /Personen|Patienten|Patientinnen|Patient\/innen|Plätze|plätze|jeden Code|\b(people|patients|persons|places)\b|each code/,
      );
    },
  );

  it('speaks of several patients in the plural', async () => {
    const { text } = await render(locale, { kind, patients: patients(2) });
    expect(text).toMatch(/folgenden Personen|following people/);
    expect(text).not.toMatch(/folgende Person\b|following person\b/);
  });

  it('introduces the platform at the first contact only, and never when it confirms', async () => {
    const introduction = /zum ersten Mal|first time/;
    const first = await render(locale, { kind, firstContact: true });
    const later = await render(locale, { kind });
    expect(introduction.test(first.text) && introduction.test(first.html)).toBe(kind !== 'confirmation');
    expect(later.text + later.html).not.toMatch(introduction);
  });

  it('carries the reference in the subject, and imprint and objection in both parts', async () => {
    const { subject, html, text } = await render(locale, { kind });
    expect(subject).toMatch(/ \[Ref\. 7F3K-2M9Q\]$/);
    for (const part of [html, text]) {
      expect(part).toContain('Platzfinder Beispiel gGmbH');
      expect(part).toContain('Musterstraße 1, 12345 Musterstadt');
      expect(part).toContain(linksOf(EMAIL_ID).objection.url);
      expect(part).toMatch(/„keine weiteren E-Mails“|“no more emails”/);
      expect(part).toMatch(/nicht mehr und rufen Sie auch nicht mehr an|neither write to you nor call you/);
    }
  });

  it('renders in mail clients: language, viewport, no script, nothing remote', async () => {
    const { html } = await render(locale, { kind, patients: patients(5) });
    expect(html).toContain(`<html lang="${locale}">`);
    expect(html).toContain('<meta name="viewport"');
    const own = html.replace(`<a href="${linksOf(EMAIL_ID).objection.url}"`, '<a');
    expect(own).not.toMatch(/<(script|img|link|iframe|form|style)\b|https?:|url\(/i);
  });

  it.each(['"', '&', 'a', 'ä', '漢', '😀', 'aä', '"ä', '="'])(
    'stays under 100 KB on the wire with ten patients whose facts are endless %s',
    async (letters) => {
      const endless = letters.repeat(20_000);
      const known = {
        gender: endless,
        diagnosis: endless,
        complaintsSince: endless,
        currentComplaints: endless,
        availability: endless,
        therapyExperience: endless,
        groupTherapy: true,
        registeredOn: '2026-09-14',
      };
      const ten = Array.from({ length: 10 }, (_, index) => patient(index + 1, known));
      const therapist = { ...erika, title: endless, firstName: endless, lastName: endless };
      const written = { variables: { personal_note: endless } };
      const content = { kind, patients: ten, firstContact: true, therapist, written };
      const raw = await mailed(await render(locale, content));
      expect(raw.length).toBeLessThan(100_000);
    },
  );

  it('leaves out of subject, text and HTML whatever it does not know', async () => {
    const { subject, html, text } = await render(locale, { kind, ...CASES['missing_facts'] });
    expect(subject + html + text).not.toMatch(/undefined|null|NaN|\[object/);
    expect(text).not.toMatch(/^- [^:\n]+: *$/m);
    expect(html).not.toMatch(/<\/span> *<\/p>/);
  });
});

describe.each(LOCALES)('a free body in %s', (locale) => {
  const written = {
    subject: 'Rückfrage zu Ihren Sprechzeiten',
    html: '<p>wann erreichen wir Sie <strong>am besten</strong>?</p><ul><li>vormittags</li><li>nachmittags</li></ul>',
    text: 'wann erreichen wir Sie am besten?\n\n * vormittags\n * nachmittags',
  };
  const free = (content: Partial<EmailContent> = {}) =>
    render(locale, { kind: 'custom', written, patients: [], ...content });

  it.each([
    ['without patients', 0],
    ['about one patient', 1],
    ['about two patients', 2],
  ])('is as approved %s', async (name, count) => {
    const { subject, html, text } = await free({ patients: patients(count) });
    const golden = (extension: string) =>
      new URL(`golden/${locale}/custom.${name.replaceAll(' ', '_')}.${extension}`, import.meta.url);
    expectGolden(golden('txt'), `Subject: ${subject}\n\n${text}`);
    expectGolden(golden('html'), html);
  });

  it('says of its patients their codes, and nothing else', async () => {
    const { html, text } = await free({ patients: patients(1) });
    for (const part of [html, text]) {
      expect(part).toContain('K7Q2M');
      expect(part).not.toContain('F33.1');
    }
  });

  it('lets nothing through that runs or comes from afar, whoever wrote it into the table', async () => {
    const hostile =
      '<p>ab<script>alert(1)</script></td><img src="https://e.example/x.gif">{{ 7 | times: 7 }}</p>';
    const { html } = await free({ written: { ...written, html: hostile } });
    expect(html).toContain('<p>ab{{ 7 | times: 7 }}</p>');
    expect(html).not.toMatch(/<script|<img|49/);
  });

  it('FAULTS 31: keeps the reference behind the longest subject', async () => {
    const subject = 'x'.repeat(CONTENT_LIMITS.subject);
    expect((await free({ written: { ...written, subject } })).subject).toBe(`${subject} [Ref. 7F3K-2M9Q]`);
  });
});

describe.each(LOCALES)('the paragraph that a client adds in %s', (locale) => {
  const written = { variables: { personal_note: 'Wir hatten <b>telefoniert</b>.\r\nDanke!' } };

  it.each(['initial_contact', 'batch_request'] as const)('stands in %s as plain text', async (kind) => {
    const { html, text } = await render(locale, { kind, written });
    expect(text).toContain('\n\nWir hatten <b>telefoniert</b>. Danke!\n\n');
    expect(html).toContain(
      '<p style="margin:0 0 16px;">Wir hatten &lt;b&gt;telefoniert&lt;/b&gt;. Danke!</p>',
    );
    expect(words(text)).toEqual(visibleWords(html));
  });

  it.each(['follow_up', 'confirmation'] as const)('does not stand in %s', async (kind) => {
    const { html, text } = await render(locale, { kind, written });
    expect(html + text).not.toContain('telefoniert');
  });
});

describe('patients in a mail', () => {
  it('are named by number and code', async () => {
    const { text } = await render('de', { patients: [patient(2), patient(5)] });
    expect(text.match(/^Patient\/in .*$/gm)).toEqual(['Patient/in 2 (9XW2P)', 'Patient/in 5 (ZZ8Y7)']);
  });

  it('FAULTS 32: are quoted literally, in one pass', async () => {
    const hostile = `<script>alert(1)</script> {{7*7}} {% include 'base_email.html' %} {%- raw -%} ]]> a\u2028b &lt; "x" 'y'`;
    const { subject, html, text } = await render('de', {
      patients: [patient(1, { diagnosis: hostile, currentComplaints: hostile })],
    });
    expect(text.split(hostile)).toHaveLength(3);
    expect(visibleWords(html).join(' ')).toContain(words(hostile).join(' '));
    expect(html).toContain('{{7*7}} {% include &#39;base_email.html&#39; %}');
    expect(html).not.toContain('<script');
    expect(subject).toBe('Anfrage: Therapieplatz für eine Person [Ref. 7F3K-2M9Q]');
  });

  it('FAULTS 32: cannot add a line of their own', async () => {
    const { text } = await render('de', {
      patients: [patient(1, { diagnosis: 'F32\r\n\r\nPatient/in 2 (FALSCH)' })],
    });
    expect(text.match(/^Patient\/in/gm)).toHaveLength(1);
  });
});

describe('therapists in a mail', () => {
  it('FAULTS 31, 32: are greeted by name, not by template or markup', async () => {
    const { html, text } = await render('de', {
      therapist: { ...erika, lastName: '<b>{{reference}}\r\n\r\nMusterfrau' },
    });
    expect(text).toMatch(/^Sehr geehrte Frau Dr\. <b>\{\{reference\}\} Musterfrau,\n/);
    expect(html).toContain('Sehr geehrte Frau Dr. &lt;b&gt;{{reference}} Musterfrau,');
  });
});

describe('dates in a mail', () => {
  it('are days of the configured zone, written out', async () => {
    const follow = { kind: 'follow_up', earlierSentAt } as const;
    expect((await render('de', follow)).subject).toContain('vom 16. November 2026');
    expect((await render('en', follow)).subject).toContain('of 16 November 2026');
    const utc = createRenderer({ ...setting, timeZone: 'UTC' });
    expect((await utc.render(emailContent(follow))).subject).toContain('vom 15. November 2026');
  });

  it.each([
    ['2026-02-28', '28. Februar 2026'],
    ['2026-02-30', '2026-02-30'],
    ['Frühjahr 2025', 'Frühjahr 2025'],
  ])('of patients read %s as %s', async (complaintsSince, written) => {
    const { text } = await render('de', { patients: [patient(1, { complaintsSince })] });
    expect(text).toContain(`- Beschwerden seit: ${written}\n`);
  });
});

describe('createRenderer', () => {
  it('fails on a variable or a filter that does not exist', async () => {
    const templates = {
      'initial_contact.subject': 'x',
      'initial_contact.html': 'x',
      'initial_contact.text': '{{ salutaion }}',
    };
    await expect(createRenderer(setting, templates).render(emailContent())).rejects.toThrow(/salutaion/);
    const filter = { ...templates, 'initial_contact.text': '{{ salutation | nosuch }}' };
    await expect(createRenderer(setting, filter).render(emailContent())).rejects.toThrow(/nosuch/);
  });

  it('reads no file that a template names', async () => {
    const templates = {
      'initial_contact.subject': '{% include package.json %}',
      'initial_contact.html': '',
      'initial_contact.text': '',
    };
    await expect(createRenderer(setting, templates).render(emailContent())).rejects.toThrow(/package\.json/);
  });

  it('makes no subject of more than one line', async () => {
    const templates = {
      'initial_contact.subject': 'a\nb {{ reference }}',
      'initial_contact.html': '',
      'initial_contact.text': '',
    };
    const { subject } = await createRenderer(setting, templates).render(
      emailContent({ reference: 'x\r\nBcc: y' }),
    );
    expect(subject).toBe('a b x Bcc: y');
  });
});

describe('templates', () => {
  it('exist alike in every locale', () => {
    expect(Object.keys(loadTemplates('en')).sort()).toEqual(Object.keys(loadTemplates('de')).sort());
  });

  it.each(LOCALES)('escape everything in %s', (locale) => {
    expect(Object.values(loadTemplates(locale)).join('\n')).not.toMatch(/\|\s*raw|\{%-?\s*raw/);
  });
});
