import { beforeAll, describe, expect, it } from '@jest/globals';
import { toSettings } from '../../functions/wiring/settings.ts';
import { checkInvariants } from '../../local/invariants.ts';
import { readPublished } from '../../local/invariants/published.ts';
import type { DeployedStage } from '../../local/stack/stage.ts';
import { HOUR_MS, msBetween } from '../../shared/domain/time.ts';
import { openDeployedApi } from './staff.ts';
import { emptyStage, say } from './stage-under-test.ts';
import { ANSWERING, SILENT, walkMainJob, WEEKLY, type Walk } from './walk.ts';

let stage: DeployedStage;
let walk: Walk;

beforeAll(async () => {
  stage = await emptyStage();
  walk = await walkMainJob(stage);
  const { mails, end, evidence, parked } = walk;
  say(
    `seen: ${mails.all.length} mails, ${end.calls.size} calls, ` +
      `${evidence.published.length} events in the topic, ${parked} parked record`,
  );
});

const callsOf = (calls: Walk['end']['calls'], therapist: number) =>
  [...calls.values()].filter(({ call }) => call.therapistIds.includes(therapist));

describe('the API', () => {
  it('answers', async () => {
    const answer = await fetch(`${stage.apiAddress}/api/health`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok', stage: 'local' }]);
  });

  it('lists the emails of a therapist', async () => {
    const api = await openDeployedApi(stage);
    const answer = await api.get('/api/emails', { query: { therapist_id: String(WEEKLY) } });
    const known = [...walk.end.emails.values()].filter(({ email }) => email.therapistId === WEEKLY);
    expect(answer.status).toBe(200);
    expect(answer.body.items?.map(({ id }) => id).sort()).toEqual(known.map(({ email }) => email.id).sort());
  });

  it('queues an email that staff write, and once only when they repeat their call', () => {
    const { first, again } = walk.written;
    expect([first.status, first.body['status']]).toEqual([201, 'queued']);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  });

  it('takes the answer of a therapist', () => {
    const { status, body } = walk.answered;
    expect([status, body]).toMatchObject([
      200,
      { response_received: true, entries: [{ placement_request_id: 5, response_outcome: 'accepted' }] },
    ]);
    expect(walk.end.requests.get(5)?.place).toBe('answered');
  });

  it('has no route that nobody named', async () => {
    const answer = await fetch(`${stage.apiAddress}/api/nothing-of-this-name`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  });
});

describe('requests that come in over the topics', () => {
  it('leave as one mail for each therapist', () => {
    expect(walk.mails.first.map(({ to }) => to).sort()).toEqual([
      [`praxis-${SILENT}@praxis.example`],
      [`praxis-${WEEKLY}@praxis.example`],
      [`praxis-${ANSWERING}@praxis.example`],
    ]);
  });

  it('are named in their mail by code, and never by name', () => {
    const { emails } = walk.end;
    for (const { tags, subject, text } of walk.mails.all) {
      const codes = emails.get(tags['email_id'] ?? '')?.entries.map(({ code }) => code) ?? [];
      expect(codes.length).toBeGreaterThan(0);
      for (const code of codes) expect(text).toContain(code);
      expect(`${subject} ${text}`).not.toMatch(/Geheim|Niemals/);
    }
  });

  it('are parked when nobody understands them', () => {
    expect(walk.parked).toBe(1);
  });
});

describe('what SES reports', () => {
  it('makes the emails delivered', () => {
    expect(walk.reported).toEqual(['delivered', 'delivered', 'delivered']);
  });
});

describe('an acceptance', () => {
  it('is confirmed by mail at once, however young the last mail is', () => {
    const [confirmation, ...more] = walk.mails.confirmed.slice(walk.mails.first.length);
    expect(more).toEqual([]);
    expect(confirmation?.to).toEqual([`praxis-${ANSWERING}@praxis.example`]);
    expect(walk.end.emails.get(confirmation?.tags['email_id'] ?? '')?.email.kind).toBe('confirmation');
  });

  it('ends all following up', () => {
    expect(callsOf(walk.end.calls, ANSWERING)).toEqual([]);
  });
});

describe('the weekly rhythm', () => {
  it('holds a second mail back for 168 hours and the margin', () => {
    expect(walk.mails.after168Hours).toEqual(walk.mails.confirmed);
  });

  it('lets it go then', () => {
    const [first, second, ...more] = walk.mails.all.filter(({ to }) => to[0]?.includes(String(WEEKLY)));
    expect(more).toEqual([]);
    expect(msBetween(first!.at, second!.at)).toBeGreaterThan(168 * HOUR_MS);
    expect(walk.mails.all).toHaveLength(5);
  });
});

describe('silence', () => {
  it('has no consequences before 168 hours are over', () => {
    expect(walk.calls.after150Hours.size).toBe(0);
  });

  it('leads to one call about all open requests, in the phone hours of the therapist', () => {
    const [booked, ...more] = callsOf(walk.calls.after169Hours, SILENT);
    expect(more).toEqual([]);
    expect(booked?.entries.map(({ requestId }) => requestId).sort()).toEqual([1, 2]);
    const { state, localTime, localDate, timeZone } = booked!.call;
    expect({ state, timeZone }).toEqual({ state: 'scheduled', timeZone: 'Europe/Berlin' });
    const weekday = new Date(`${localDate}T12:00Z`).getUTCDay();
    expect(`${weekday} ${localTime}`).toMatch(/^(1 09:[0-5][05]|3 13:[0-2][05])$/);
  });

  it('leads to no second call', () => {
    expect([...walk.calls.sweptAgain.keys()]).toEqual([...walk.calls.after169Hours.keys()]);
  });
});

describe('the topic of the service', () => {
  it("hears of mails from the outbox's stream alone", () => {
    expect(walk.toldByStream).toContain('communication.email_sent');
  });

  it('hears what became of every email, request and call', () => {
    const { events, unreadable } = readPublished(walk.evidence.published);
    expect(unreadable).toEqual([]);
    const types = Map.groupBy(events, ({ event }) => event.eventType);
    const counts = [...types].map(([type, list]) => [
      type,
      new Set(list.map(({ event }) => event.eventId)).size,
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      'communication.email_created': 5,
      'communication.email_sent': 5,
      'communication.email_answered': 1,
      'communication.placement_answered': 1,
      'communication.call_scheduled': walk.end.calls.size,
    });
  });
});

it('keeps the invariants', () => {
  const broken = Object.entries(checkInvariants(walk.evidence, toSettings(stage.config)));
  expect(broken.filter(([, violations]) => violations.length > 0)).toEqual([]);
  expect(broken.map(([name]) => name)).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7']);
});
