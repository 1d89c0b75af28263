import { request as httpRequest } from 'node:http';
import { json as readJson } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createConsole } from '../../../local/console/console.ts';
import { startHttpServer, type HttpServer } from '../../../local/http/server.ts';
import { SCOPES } from '../../../shared/contracts/http/operation.ts';
import { EMAIL_ID, linksOf } from '../../support/email-content.ts';
import { acceptedMail, fakeEngine, NOW, type FakeEngine } from './fake-engine.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let fake: FakeEngine;
let server: HttpServer;

beforeEach(async () => {
  fake = fakeEngine();
  const answer = createConsole(fake.engine);
  server = await startHttpServer({
    port: 0,
    handle: async (request) => (await answer(request)) ?? { status: 418 },
  });
});

afterEach(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.address}${path}`, { headers });
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.address}${path}`, { method: 'POST', body, headers, redirect: 'manual' });
const messageOf = async (response: Response) => ((await response.json()) as { message: string }).message;

describe('console paths', () => {
  it.each(['/', '/api/emails', '/_locals', '/_localhost/mails'])('leaves %s to others', async (path) => {
    expect((await get(path)).status).toBe(418);
  });

  it.each(['/_local/nothing', '/_local/mails/1/x', '/_local/clock'])('knows no page %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await messageOf(response)).toBe(`The console knows no GET ${path}.`);
  });

  it('answers HEAD like GET', async () => {
    const response = await fetch(`${server.address}/_local`, { method: 'HEAD' });
    expect(response.status).toBe(200);
  });
});

describe('whom the console trusts', () => {
  const STRANGERS: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    // Another port is another site of the same machine.
    { 'sec-fetch-site': 'same-site' },
  ];

  it.each(STRANGERS)('refuses what a page with %j posts', async (headers) => {
    for (const path of ['/_local/clock', '/_local/events', '/_local/sample', '/_local/inbound'])
      expect((await post(path, 'ahead=P7D', headers)).status).toBe(403);
    expect(fake.asked).toEqual({ movedTo: [], published: [], received: [], samples: 0 });
  });

  it('takes what its own pages and scripts post', async () => {
    const own = { origin: server.address, 'sec-fetch-site': 'same-origin' };
    expect((await post('/_local/sample', '', own)).status).toBe(200);
    expect((await post('/_local/sample', '')).status).toBe(200);
    expect(fake.asked.samples).toBe(2);
  });

  it.each(['evil.example', 'evil.example:80', 'localhost.evil.example', '127.0.0.1.evil.example'])(
    'refuses everything under the name %s',
    async (host) => {
      const status = await new Promise((resolve, reject) => {
        httpRequest(`${server.address}/_local/token`, { headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(403);
    },
  );

  it('answers under the name localhost', async () => {
    const { port } = new URL(server.address);
    const state = await new Promise((resolve, reject) => {
      const headers = { host: `localhost:${port}` };
      httpRequest(`${server.address}/_local/state`, { headers }, (response) => {
        readJson(response).then(resolve, reject);
      })
        .on('error', reject)
        .end();
    });
    expect(state).toMatchObject({ now: NOW });
  });
});

describe('moving the clock', () => {
  it.each([
    ['a form', 'ahead=PT8H', '2026-03-02T16:00:00.000Z'],
    ['JSON', '{"ahead":"P7D"}', '2026-03-09T08:00:00.000Z'],
    ['days over the change to summer time', '{"ahead":"P28D"}', '2026-03-30T08:00:00.000Z'],
    ['an instant with an offset', '{"to":"2026-03-02T12:00:00+01:00"}', '2026-03-02T11:00:00.000Z'],
    ['a form with an instant', 'to=2026-03-03T08:00Z', '2026-03-03T08:00:00.000Z'],
  ])('takes %s', async (_, body, expected) => {
    const response = await post('/_local/clock', body);
    expect(await response.json()).toEqual({ now: NOW, ticks: 480, failures: 1 });
    expect(fake.asked.movedTo).toEqual([expected]);
  });

  it('leads people back to the overview, which says what ran', async () => {
    const response = await post('/_local/clock', 'ahead=P1D', BROWSER);
    expect(response.status).toBe(303);
    const page = await (await get(response.headers.get('location') ?? '')).text();
    expect(page).toContain('480 ticks ran, 1 of them failed.');
  });

  it.each([
    ['', 'Give either'],
    ['{}', 'Give either'],
    ['{"ahead":', 'Give either'],
    ['ahead=P1D&to=2026-03-03T08:00:00Z', 'Give either'],
    ['ahead=7', '"ahead" is no duration'],
    ['ahead=-P7D', 'The clock moves ahead only'],
    ['ahead=P2Y', 'The clock moves by at most 366 days at once.'],
    ['ahead=P999999999Y', '"ahead" is no duration'],
    ['{"ahead":{"days":7}}', '"ahead" is no duration'],
    ['to=2026-03-03 08:00', '"to" is no instant'],
    ['to=2026-03-02T08:00:00Z', `The clock moves ahead only, and it is ${NOW} already.`],
    ['to=9999-12-31T00:00:00Z', 'The clock moves by at most 366 days at once.'],
  ])('answers 400 to %j and says why', async (body, message) => {
    const response = await post('/_local/clock', body);
    expect(response.status).toBe(400);
    expect(await messageOf(response)).toContain(message);
    expect(fake.asked.movedTo).toEqual([]);
  });

  it('tells people of a mistake on a page', async () => {
    const response = await post('/_local/clock', 'to=<b>', BROWSER);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'text/html; charset=utf-8',
    ]);
    expect(await response.text()).toContain('&#34;to&#34; is no instant');
  });
});

describe('publishing events', () => {
  const event = { 'detail-type': 'match.created', detail: { match_id: 1 } };
  const envelope = { eventType: 'match.created', eventId: 'e', payload: { match_id: 2 } };

  it('hands over one event as it is', async () => {
    const response = await post('/_local/events', JSON.stringify(event));
    expect([response.status, await response.json()]).toEqual([202, { published: 1 }]);
    expect(fake.asked.published).toEqual([[{ detailType: 'match.created', detail: { match_id: 1 } }]]);
  });

  it('hands over several at once, envelopes as a whole', async () => {
    await post('/_local/events', JSON.stringify([event, envelope]));
    expect(fake.asked.published[0]?.[1]).toEqual({ detailType: 'match.created', detail: envelope });
  });

  it.each([
    ['no JSON', '{', 'The body is not JSON.'],
    ['an empty list', '[]', 'There is no event in the list.'],
    ['a number', '7', 'Event 1 is not understood'],
    ['an event without a detail', '{"detail-type":"match.created"}', 'Event 1 is not understood'],
    ['a detail that is a list', '{"detail-type":"match.created","detail":[]}', 'Event 1 is not understood'],
    ['a broken second event', JSON.stringify([event, {}]), 'Event 2 is not understood'],
    [
      'an event that is too large',
      JSON.stringify({ ...event, detail: { x: 'x'.repeat(300_000) } }),
      'too large',
    ],
    [
      'an event nested very deep',
      `{"detail-type":"a","detail":{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      'Event 1 is too large or nested too deep',
    ],
  ])('answers 400 to %s and publishes nothing', async (_, body, message) => {
    const response = await post('/_local/events', body);
    expect(response.status).toBe(400);
    expect(await messageOf(response)).toContain(message);
    expect(fake.asked.published).toEqual([]);
  });
});

describe('sample requests', () => {
  it('are added, and the overview says how many', async () => {
    expect(await (await post('/_local/sample', '')).json()).toEqual({ requests: 12 });
    const { headers } = await post('/_local/sample', '', BROWSER);
    const page = await (await get(headers.get('location') ?? '')).text();
    expect(page).toContain('12 sample requests were published.');
  });
});

describe('tokens', () => {
  it('come bare for the shell, with all scopes unless some are named', async () => {
    expect(await (await get('/_local/token')).text()).toBe(`token.for.${SCOPES.join('+')}`);
    expect(await (await get('/_local/token?scope=email.read+call.read,override')).text()).toBe(
      'token.for.email.read+call.read+override',
    );
  });

  it('come as JSON when asked so', async () => {
    const response = await get('/_local/token?scope=email.read', { accept: 'application/json' });
    expect(await response.json()).toEqual({
      access_token: 'token.for.email.read',
      token_type: 'Bearer',
      scope: 'email.read',
    });
  });

  it('are refused for scopes that do not exist', async () => {
    const response = await get('/_local/token?scope=email.read+root');
    expect([response.status, await messageOf(response)]).toEqual([
      400,
      `The scopes are: ${SCOPES.join(', ')}.`,
    ]);
  });

  it('are verified with what the console publishes', async () => {
    const published = await Promise.all(
      ['.well-known/openid-configuration', 'jwks.json'].map(async (name) =>
        (await get(`/_local/oidc/${name}`)).json(),
      ),
    );
    expect(published).toEqual([fake.engine.oidc.configuration, fake.engine.oidc.jwks]);
  });
});

describe('JSON for scripts', () => {
  it('counts what there is', async () => {
    fake.tables.contacts.push(
      { pk: 'request#1', sk: 'request', id: 1, place: 'pending' },
      { pk: 'request#2', sk: 'request', id: 2, place: 'pending' },
      { pk: 'request#3', sk: 'request', id: 3, place: 'call' },
    );
    fake.tables.emails.push({ pk: 'email#em_1', sk: 'head', id: 'em_1', state: 'sent' });
    fake.tables.calls.push({ pk: 'call#pc_1', sk: 'call', id: 'pc_1', state: 'scheduled' });
    fake.tables.runtime.push({ pk: 'work-item#wi_1', sk: 'work-item', id: 'wi_1', status: 'open' });
    fake.events.push({ DetailType: 'match.created', Detail: '{}' });
    expect(await (await get('/_local/state')).json()).toEqual({
      now: NOW,
      mails: 0,
      events: 1,
      requests: { call: 1, pending: 2 },
      emails: { sent: 1 },
      calls: { scheduled: 1 },
      work_items: { open: 1 },
      next_ticks: [{ schedule: 'every-minute', at: '2026-03-02T08:01:00.000Z' }],
    });
  });

  it('lists the mails, oldest first', async () => {
    const content = { html: '<p>x</p>', text: 'Guten Tag' };
    fake.mails.push(
      await acceptedMail({ ...content, subject: 'Erste Anfrage' }),
      await acceptedMail({ ...content, subject: 'Zweite Anfrage' }),
    );
    const { items } = (await (await get('/_local/mails.json')).json()) as { items: unknown[] };
    expect(items).toHaveLength(2);
    expect(items[0]).toEqual({
      n: 1,
      at: NOW,
      from: '"Platzvermittlung Beispiel" <vermittlung@platz.example>',
      to: '"Dr. Erika Musterfrau" <erika@praxis.example>',
      reply_to: `"Platzvermittlung Beispiel" <${linksOf(EMAIL_ID).replyTo}>`,
      subject: 'Erste Anfrage',
      text: expect.stringContaining('Guten Tag'),
      email_id: 'em_1',
      ses_message_id: 'ses-1',
    });
  });
});
