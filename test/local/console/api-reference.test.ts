import { beforeAll, describe, expect, it } from '@jest/globals';
import { createConsole } from '../../../local/console/console.ts';
import { DOCUMENTED } from '../../support/api-document.ts';
import { fakeEngine } from './fake-engine.ts';

let html: string;
let words: string;

beforeAll(async () => {
  const answer = await createConsole(fakeEngine().engine)({
    method: 'GET',
    path: '/_local/api',
    query: new URLSearchParams(),
    headers: { host: 'localhost:3000', accept: 'text/html' },
    body: Buffer.alloc(0),
  });
  expect(answer?.status).toBe(200);
  html = String(answer?.body);
  words = html
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
});

describe('the reference of the API', () => {
  it.each(DOCUMENTED)(
    'has $id with its scopes, parameters and examples',
    ({ method, path, id, ...operation }) => {
      const from = html.indexOf(`<details class="operation" id="${id}">`);
      const part = html.slice(from, html.indexOf('</details>', from));
      expect(part).toContain(`<b class="method">${method}</b> <code>${path}</code>`);
      for (const scope of operation.scopes) expect(part).toContain(`<code>${scope}</code>`);
      for (const { name } of operation.parameters) expect(part).toContain(`<code>${name}</code>`);
      for (const { summary } of operation.examples) expect(part).toContain(`<p>${summary} `);
    },
  );

  it('has examples as one types them, without anything left to guess but token, ids and version', () => {
    expect(words).toContain('TOKEN=$(curl -sS http://localhost:3000/_local/token)');
    expect(words).toContain(
      `curl -sS -X PUT 'http://localhost:3000/api/emails/{queued_email_id}' \\ -H "Authorization: Bearer $TOKEN" \\ ` +
        `-H 'If-Match: "{version}"' \\ -H 'Content-Type: application/json' \\ -d '{ "status": "canceled" }'`,
    );
    expect(words).toContain("'http://localhost:3000/api/phone-calls?scheduled_date=2026-11-26'");
  });

  it('links every type that it names to where it stands', () => {
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets).toContain('EmailEntry');
    for (const target of new Set(targets)) expect(html).toContain(` id="${target}"`);
  });

  it('runs no script and loads nothing', () => {
    expect(html).not.toMatch(/<script|<link|<img|\son\w+=|(src|href)="?(https?:)?\/\//i);
  });

  it('is found from every page', () => {
    expect(html).toContain('<a href="/_local/api">API</a>');
  });
});
