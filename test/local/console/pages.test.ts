import { beforeEach, describe, expect, it } from '@jest/globals';
import { createConsole } from '../../../local/console/console.ts';
import type { LocalAnswer } from '../../../local/http/messages.ts';
import type { InboundMail } from '../../../shared/domain/inbound/inbound-mail.ts';
import { toAttributes } from '../../../shared/store/items.ts';
import { anInboundMail } from '../../support/aggregates.ts';
import { EMAIL_ID, linksOf } from '../../support/email-content.ts';
import { acceptedMail, fakeEngine, type FakeEngine } from './fake-engine.ts';

const HOSTILE = '</title></style><script>alert(1)</script>"\'>{{ 7*7 }}{% include "x" %}';
const ESCAPED =
  '&lt;/title&gt;&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;&gt;{{ 7*7 }}{% include &#34;x&#34; %}';

let fake: FakeEngine;

beforeEach(() => {
  fake = fakeEngine();
});

async function show(target: string): Promise<LocalAnswer> {
  const url = new URL(target, 'http://localhost');
  const answer = await createConsole(fake.engine)({
    method: 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: { host: 'localhost', accept: 'text/html' },
    body: Buffer.alloc(0),
  });
  return answer!;
}

const page = async (target: string) => String((await show(target)).body);

/** What stands in a page for people: tags taken away, entities read. */
async function words(target: string): Promise<string> {
  const html = (await page(target)).replace(/<(style|title)>.*?<\/\1>/gs, '');
  return html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}

const PAGES = [
  '/_local',
  '/_local/mails',
  '/_local/inbound',
  '/_local/calls',
  '/_local/requests',
  '/_local/events',
];

describe('every page', () => {
  it.each(PAGES)('is whole at %s when nothing has happened yet', async (path) => {
    const answer = await show(path);
    expect(answer.status).toBe(200);
    expect(String(answer.body)).toMatch(/^<!DOCTYPE html>\n<html lang="en">[^]*<\/html>\n$/);
    expect(await words(path)).toContain('Mon, 2 Mar 2026, 09:00 Europe/Berlin');
  });

  it.each(PAGES)('runs no script and loads nothing from elsewhere at %s', async (path) => {
    const { headers = {}, body } = await show(path);
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy.filter((directive) => /^(script|frame|connect|object|child)-src/.test(directive))).toEqual(
      [],
    );
    expect(policy).toEqual(expect.arrayContaining(["form-action 'self'", "frame-ancestors 'none'"]));
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(String(body)).not.toMatch(/<script|<link|<img|\son\w+=|(src|href)="?(https?:)?\/\//i);
  });

  it.each(PAGES)('leads to the others from %s', async (path) => {
    const html = await page(path);
    for (const other of PAGES) expect(html).toContain(`<a href="${other}">`);
  });
});

describe('overview', () => {
  it('says what runs where, and when next', async () => {
    const text = await words('/_local');
    expect(text).toContain('functions/schedules/process-email-queue.ts');
    expect(text).toContain('events {"source":["aws.ses"]} on local-bus 1 of the schedules 2 of the routes');
    expect(text).toContain('Mon, 2 Mar 2026, 09:01 every-minute rate(1 minute) Europe/Berlin');
    expect(text).toContain('GET /api/emails/{email_id}');
  });

  it('links the routes that need no parameters', async () => {
    const html = await page('/_local');
    expect(html).toContain('href="/api/health"');
    expect(html).not.toContain('href="/api/emails');
  });

  it('counts requests by their place', async () => {
    fake.tables.contacts.push({ pk: 'request#1', sk: 'request', id: 1, place: 'contact_email' });
    expect(await words('/_local')).toContain('Requests contact email 1');
  });

  it('shows no text of others as its notice', async () => {
    expect(await page('/_local?ticks=<b>&requests=x')).not.toContain('class="notice"');
    expect(await words('/_local?ticks=5<b>')).toContain('5 ticks ran, 0 of them failed.');
  });
});

describe('mails', () => {
  const mail = (subject: string) => acceptedMail({ subject, html: '<p>Guten Tag</p>', text: 'Guten Tag' });

  it('are listed newest first, fifty to a page, with their numbers', async () => {
    const subjects = ['Erste', ...Array.from({ length: 50 }, () => 'Mitte'), 'Letzte'];
    fake.mails.push(...(await Promise.all(subjects.map(mail))));
    const first = await page('/_local/mails');
    expect(first).toContain('<a href="/_local/mails/52">Letzte</a>');
    expect(first).not.toContain('Erste');
    expect(first).toContain('href="?page=2" rel="next"');
    const second = await page('/_local/mails?page=2');
    expect(second).toContain('<a href="/_local/mails/1">Erste</a>');
    expect(second).toContain('href="?page=1" rel="prev"');
    expect(second).not.toContain('rel="next"');
  });

  it.each(['0', '-1', 'x', '1e9', 'NaN', 'Infinity'])(
    'show a page when page %s is asked for',
    async (number) => {
      fake.mails.push(await mail('Einzige'));
      expect(await page(`/_local/mails?page=${number}`)).toContain('Einzige');
    },
  );

  it('show sender, recipient, subject, date and both bodies', async () => {
    fake.mails.push(await mail('Anfrage für zwei'));
    const text = await words('/_local/mails/1');
    expect(text).toContain('From "Platzvermittlung Beispiel" <vermittlung@platz.example>');
    expect(text).toContain('To "Dr. Erika Musterfrau" <erika@praxis.example>');
    const { replyTo, objection } = linksOf(EMAIL_ID);
    expect(text).toContain(`Reply to "Platzvermittlung Beispiel" <${replyTo}>`);
    expect(await page('/_local/mails/1')).toContain(`<a href="${objection.url}">`);
    expect(text).toContain('Date Mon, 2 Mar 2026, 09:00');
    expect(text).toContain('Anfrage für zwei');
    expect(text).toContain('Plain text Guten Tag');
    expect(await page('/_local/mails/1')).toContain('srcdoc="&lt;p&gt;Guten Tag&lt;/p&gt;"');
  });

  it('show hostile subjects, names and texts as they are written', async () => {
    fake.mails.push(
      await acceptedMail({ subject: HOSTILE, html: '', text: HOSTILE, name: '<script>x</script>' }),
    );
    for (const path of ['/_local/mails', '/_local/mails/1']) {
      const html = await page(path);
      expect(html).toContain(ESCAPED);
      expect(html).not.toContain('<script');
    }
    const text = await words('/_local/mails/1');
    expect(text).toContain(`Plain text ${HOSTILE}`);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'mailto:x@y.example'])(
    'link to no objection that is no page: %s',
    async (url) => {
      const first = await mail('Frage');
      const raw = String(first.raw).replace(linksOf(EMAIL_ID).objection.url, url);
      fake.mails.push({ ...first, raw: Buffer.from(raw) });
      const html = await page('/_local/mails/1');
      expect(html).not.toContain(`href="${url.slice(0, 5)}`);
    },
  );

  it('keep their HTML in a frame without scripts, forms, navigation and origin', async () => {
    fake.mails.push(await acceptedMail({ subject: 'x', html: `<b>${HOSTILE}</b>`, text: 'x' }));
    const html = await page('/_local/mails/1');
    expect(html.match(/<iframe[^>]*>/g)).toEqual([
      `<iframe sandbox srcdoc="&lt;b&gt;${ESCAPED}&lt;/b&gt;" title="The mail as its reader sees it">`,
    ]);
    expect(html).not.toContain('<script');
  });

  it('have no frame when they have no HTML', async () => {
    fake.mails.push({ ...(await mail('x')), raw: Buffer.from('Subject: nur Text\r\n\r\nHallo\r\n') });
    const html = await page('/_local/mails/1');
    expect(html).not.toContain('<iframe');
    expect(html).toContain('Hallo');
  });

  it.each(['0', '2', '-1', '1.5', 'x', '__proto__'])('say that there is no mail %s', async (n) => {
    fake.mails.push(await mail('x'));
    const answer = await show(`/_local/mails/${n}`);
    expect(answer.status).toBe(404);
    expect(String(answer.body)).toContain('There is no such mail: they are numbered from 1 to 1.');
  });
});

describe('calls', () => {
  const call = (id: string, startsAt: string, more: object = {}) => ({
    pk: `call#${id}`,
    sk: 'call',
    id,
    state: 'scheduled',
    starts_at: startsAt,
    local_date: startsAt.slice(0, 10),
    local_time: '09:00',
    time_zone: 'Europe/Berlin',
    duration_minutes: 5,
    therapist_ids: [101, 102],
    phone_number: '+493023125101',
    line: 1,
    try: 2,
    ...more,
  });

  it('show therapists, local time, patients by code and status', async () => {
    const entry = (code: string, included: boolean) => ({ code, included });
    fake.tables.calls.push(call('pc_1', '2026-03-10T08:00:00.000Z'), {
      pk: 'call#pc_1',
      sk: 'entries',
      list: [entry('K7Q2M', true), entry('GONE1', false)],
    });
    const text = await words('/_local/calls');
    expect(text).toContain(
      '2026-03-10 09:00 Europe/Berlin, 5 min 101, 102 +493023125101 K7Q2M scheduled 1 2 pc_1',
    );
    expect(text).not.toContain('GONE1');
  });

  it('come the latest first, and overdue ones are marked', async () => {
    fake.tables.calls.push(
      call('pc_1', '2026-03-10T08:00:00.000Z', { overdue_at: '2026-03-11T08:00:00.000Z' }),
      call('pc_2', '2026-03-12T08:00:00.000Z'),
    );
    expect((await words('/_local/calls')).match(/pc_\d|overdue/g)).toEqual(['pc_2', 'overdue', 'pc_1']);
  });
});

describe('the inbox', () => {
  const arrived = (id: string, fields: Partial<InboundMail>) => {
    const { triageReason: _none, ...mail } = anInboundMail(id);
    fake.tables.runtime.push({ pk: `inbound#${id}`, sk: 'mail', ...toAttributes({ ...mail, ...fields }) });
  };

  it('shows mails that arrived, newest first: what they are, what became of them, what they propose', async () => {
    arrived('in_1', { status: 'triage', triageReason: 'no_match', sender: 'wer@praxis.example' });
    arrived('in_2', {
      status: 'matched',
      matchedBy: 'token',
      emailId: 'em_1',
      text: 'Nr. 1 <b>gern</b>, ich bin bis Februar voll.',
      proposals: [{ number: 1, outcome: 'accepted', words: 'Nr. 1 gern' }],
      pauseUntil: '2027-02-01',
    });
    const text = await words('/_local/inbound');
    expect(text.match(/in_\d/g)).toEqual(['in_2', 'in_1']);
    for (const shown of [
      'matched token',
      'pause until 2027-02-01',
      'Nr. 1 <b>gern</b>',
      '1 accepted Nr. 1 gern',
      'em_1',
      'triage no match',
      'wer@praxis.example',
    ])
      expect(text).toContain(shown);
  });
});

describe('requests', () => {
  it('show every request and its place, tombstones too', async () => {
    fake.tables.contacts.push(
      {
        pk: 'request#10',
        sk: 'request',
        id: 10,
        place: 'contact_email',
        therapist_id: 101,
        patient_id: 1010,
        registered_on: '2025-04-01',
        email_id: 'em_1',
      },
      { pk: 'request#9', sk: 'request', id: 9, place: 'closed' },
    );
    const text = await words('/_local/requests');
    expect(text).toContain('9 closed 10 contact email 101 1010 2025-04-01 em_1');
  });
});

describe('events', () => {
  it('come newest first, with their way and their time', async () => {
    fake.events.push(
      { DetailType: 'match.created', Detail: '{"match_id":1}', Time: 1_772_438_400 },
      {
        DetailType: 'communication.email_sent',
        Detail: '{"timestamp":"2026-03-02T09:30:00.000Z","payload":{"email_id":"em_1"}}',
      },
    );
    const text = await words('/_local/events');
    expect(text).toMatch(
      /Mon, 2 Mar 2026, 10:30 out communication\.email_sent .*"em_1".* Mon, 2 Mar 2026, 09:00 in match\.created/,
    );
  });

  it('show what is no event at all as it came', async () => {
    fake.events.push({ DetailType: HOSTILE, Detail: HOSTILE }, {}, { Detail: '{"timestamp":"<b>"}' });
    const html = await page('/_local/events');
    expect(html.split(ESCAPED)).toHaveLength(3);
    expect(html).not.toContain('<script');
  });
});
