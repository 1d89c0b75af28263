import { describe, expect, it } from '@jest/globals';
import { faultsOfMissing } from '../../../../shared/domain/email/content-faults.ts';
import { recordOverride, reviseContent } from '../../../../shared/domain/email/revise-content.ts';
import { CONTENT_LIMITS, type ContentFields } from '../../../../shared/domain/email/written-content.ts';

const NOW = '2026-11-23T09:00:00.000Z';
const BODY = { subject: 'Rückfrage', bodyHtml: '<p>Wann?</p>' };
const long = (limit: number) => 'x'.repeat(limit + 1);

const revised = (fields: ContentFields, kind: 'custom' | 'initial_contact' = 'custom', before = {}) => {
  const result = reviseContent(before, kind, fields);
  return result.ok ? result.value : result.error.errors?.map(({ field }) => field);
};

describe('content that a client writes', () => {
  it('is made safe, and has a text part made from the HTML', () => {
    const bodyHtml = '<p>Wann <b>erreichen</b> wir Sie?<script>x()</script></p>';
    expect(revised({ subject: ' Rückfrage  zum\u202E Platz ', bodyHtml })).toEqual({
      subject: 'Rückfrage zum Platz',
      html: '<p>Wann <b>erreichen</b> wir Sie?</p>',
      text: 'Wann erreichen wir Sie?',
    });
  });

  it('keeps the text part and the lines that its author gives it', () => {
    const bodyText = ' Wann?\r\n\r\nGrüße\u0007 ';
    expect(revised({ ...BODY, bodyText })).toMatchObject({ html: '<p>Wann?</p>', text: 'Wann?\n\nGrüße' });
  });

  it('keeps what nobody writes anew, but no text part of another HTML', () => {
    const before = { subject: 'Alt', html: '<p>alt</p>', text: 'alt', followUpNotes: 'Notiz' };
    expect(revised({ followUpNotes: '' }, 'custom', before)).toEqual({ ...before, followUpNotes: '' });
    expect(revised({ bodyHtml: '<p>neu</p>' }, 'custom', before)).toMatchObject({
      subject: 'Alt',
      text: 'neu',
    });
    expect(revised({ bodyText: 'anders' }, 'custom', before)).toMatchObject({
      html: '<p>alt</p>',
      text: 'anders',
    });
  });

  it('is as long as a mail can be: both parts count, whichever is written', () => {
    const half = 'ü'.repeat(CONTENT_LIMITS.mailedBytes / 4);
    const before = { html: `<p>${half.slice(10)}</p>`, text: 'alt' };
    expect(revised({ bodyText: half }, 'custom', before)).toMatchObject({ text: half });
    expect(revised({ bodyText: half }, 'custom', { ...before, html: half })).toMatchObject({ text: half });
    expect(revised({ bodyText: half }, 'custom', { ...before, html: `${half}x` })).toEqual(['/body_text']);
    expect(revised({ bodyHtml: 'x'.repeat(CONTENT_LIMITS.body) })).toMatchObject({
      text: expect.stringMatching(/^x{20000}$/),
    });
  });

  it('of a template is its variables', () => {
    const variables = { personal_note: 'Wir hatten telefoniert.' };
    expect(revised({ variables, recipientName: 'Dr. Erika Musterfrau' }, 'initial_contact')).toEqual({
      variables,
      recipientName: 'Dr. Erika Musterfrau',
    });
  });

  it.each<[string, ContentFields, string[]]>([
    ['FAULTS 31: a subject of two lines', { subject: 'Frage\r\nBcc: x@y.example' }, ['/subject']],
    ['FAULTS 31: a subject with a line separator', { subject: 'Frage\u2028x' }, ['/subject']],
    ['a subject that nobody sees', { subject: ' \u200B ' }, ['/subject']],
    ['a subject that is too long', { subject: long(CONTENT_LIMITS.subject) }, ['/subject']],
    ['a body without words', { bodyHtml: '<p><img src="x"></p>' }, ['/body_html']],
    ['a body that is too long', { bodyHtml: long(CONTENT_LIMITS.body) }, ['/body_html']],
    ['a text part without words', { bodyText: ' \n ' }, ['/body_text']],
    ['a text part that is too long', { bodyText: long(CONTENT_LIMITS.body) }, ['/body_text']],
    ['a body that is long as it is mailed', { bodyHtml: '漢'.repeat(10_000) }, ['/body_html']],
    ['a body that is long because of its escapes', { bodyHtml: '&'.repeat(10_000) }, ['/body_html']],
    ['variables without a template', { variables: {} }, ['/variables']],
    ['a name that nobody sees', { recipientName: '\u202E' }, ['/recipient_name']],
    ['notes that are too long', { followUpNotes: long(CONTENT_LIMITS.followUpNotes) }, ['/follow_up_notes']],
    ['several faults at once', { subject: '', bodyHtml: '' }, ['/subject', '/body_html']],
  ])('is refused with its field: %s', (_what, fields, expected) => {
    expect(revised(fields)).toEqual(expected);
  });

  it.each<[string, ContentFields, string[]]>([
    ['a subject and bodies', { ...BODY, bodyText: 'x' }, ['/subject', '/body_html', '/body_text']],
    ['a variable that it does not know', { variables: { persoenlich: 'x' } }, ['/variables']],
    ['one whose name is no name', { variables: { 'a/b c': 'x' } }, ['/variables']],
    [
      'a variable that is too long',
      { variables: { personal_note: long(CONTENT_LIMITS.variable) } },
      ['/variables/personal_note'],
    ],
  ])('with a template is refused with its field: %s', (_what, fields, expected) => {
    expect(revised(fields, 'initial_contact')).toEqual(expected);
  });

  it('without a template lacks what is its author’s', () => {
    expect(faultsOfMissing('custom', {}).map(({ field }) => field)).toEqual(['/subject', '/body_html']);
    expect(faultsOfMissing('custom', { subject: 'x', html: 'x' })).toEqual([]);
    expect(faultsOfMissing('batch_request', {})).toEqual([]);
  });
});

describe('an override', () => {
  it('is recorded with reason, author and time', () => {
    expect(recordOverride({ reason: ' Praxis bat um\r\nRückruf ', by: 'staff-1' }, NOW)).toEqual({
      ok: true,
      value: { reason: 'Praxis bat um\nRückruf', by: 'staff-1', at: NOW },
    });
  });

  it.each(['', ' \u200B ', long(CONTENT_LIMITS.overrideReason)])(
    'is refused without a proper reason',
    (reason) => {
      const errors = [expect.objectContaining({ field: '/override/reason' })];
      expect(recordOverride({ reason, by: 'staff-1' }, NOW)).toMatchObject({ error: { errors } });
    },
  );
});
