import type { ConsoleEngine, PostedEvent } from '../../../local/console/console-engine.ts';
import type { Item } from '../../../local/dump.ts';
import type { BusEntry } from '../../../local/eventbridge-double.ts';
import type { AcceptedMail } from '../../../local/ses-double.ts';
import { composeMime } from '../../../shared/out/mime.ts';
import type { TableName } from '../../../shared/store/tables.ts';
import { EMAIL_ID, linksOf } from '../../support/email-content.ts';

export const NOW = '2026-03-02T08:00:00.000Z';

const FUNCTION = 'communication-local-process-email-queue';

/** An engine for pages: what it shows can be set, and what it was asked for is kept. */
export function fakeEngine() {
  const mails: AcceptedMail[] = [];
  const events: BusEntry[] = [];
  const tables: Record<TableName, Item[]> = { contacts: [], emails: [], calls: [], runtime: [], outbox: [] };
  const asked = {
    movedTo: [] as string[],
    published: [] as PostedEvent[][],
    received: [] as Buffer[],
    samples: 0,
  };
  const engine: ConsoleEngine = {
    now: () => NOW,
    template: {
      functions: [
        {
          name: FUNCTION,
          entry: 'functions/schedules/process-email-queue.ts',
          environment: { TIME_ZONE: 'Europe/Berlin' },
          timeoutMs: 60_000,
        },
      ],
      tables: [],
      timeToLive: [],
      routes: [
        { method: 'GET', path: '/api/health', functionName: FUNCTION },
        { method: 'GET', path: '/api/emails/{email_id}', functionName: FUNCTION },
      ],
      schedules: [
        {
          name: 'every-minute',
          expression: 'rate(1 minute)',
          timeZone: 'Europe/Berlin',
          functionName: FUNCTION,
          input: {},
        },
      ],
      rules: [{ name: 'r', bus: 'local-bus', pattern: { source: ['aws.ses'] }, functionName: FUNCTION }],
      streams: [],
      topics: [],
    },
    nextTicks: () => [{ schedule: 'every-minute', at: '2026-03-02T08:01:00.000Z' }],
    mails: () => mails,
    events: () => events,
    dump: () => Promise.resolve(tables),
    moveTo(instant) {
      asked.movedTo.push(instant);
      return Promise.resolve({ ticks: 480, failures: 1 });
    },
    publish(entries) {
      asked.published.push(entries);
      return Promise.resolve();
    },
    receive(raw) {
      asked.received.push(raw);
      return Promise.resolve();
    },
    addSample() {
      asked.samples++;
      return Promise.resolve({ requests: 12 });
    },
    token: (scopes) => Promise.resolve(`token.for.${scopes.join('+')}`),
    oidc: { configuration: { issuer: 'http://127.0.0.1/_local/oidc' }, jwks: { keys: [{ kid: 'k' }] } },
  };
  return { engine, mails, events, tables, asked };
}

export type FakeEngine = ReturnType<typeof fakeEngine>;

/** A mail as SES would have taken it. */
export async function acceptedMail(content: {
  subject: string;
  html: string;
  text: string;
  name?: string;
}): Promise<AcceptedMail> {
  const { subject, html, text, name = 'Dr. Erika Musterfrau' } = content;
  const raw = await composeMime({
    from: { address: 'vermittlung@platz.example', name: 'Platzvermittlung Beispiel' },
    to: { address: 'erika@praxis.example', name },
    links: linksOf(EMAIL_ID),
    subject,
    html,
    text,
    date: NOW,
  });
  return {
    messageId: 'ses-1',
    at: NOW,
    sesAt: NOW,
    to: ['erika@praxis.example'],
    raw,
    tags: { email_id: 'em_1' },
  };
}
