import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
import { createSesMailer } from '../../../shared/out/ses-mailer.ts';
import { createShiftedClock, moveClock, shiftAnswerDates } from '../../../shared/platform/shifted-clock.ts';
import { linksOf } from '../../support/email-content.ts';
import { testTables } from '../../support/engine.ts';

const NOW = '2026-11-23T08:00:00.000Z';
const WEEK_MS = 7 * 24 * 3_600_000;

const machine = jest.spyOn(Date, 'now').mockReturnValue(Date.parse(NOW));
afterAll(() => machine.mockRestore());

describe('the clock of the stage local', () => {
  const db = testTables();
  beforeEach(() => void machine.mockReturnValue(Date.parse(NOW)));

  it("is the machine's until somebody moves it", async () => {
    const clock = createShiftedClock(db.client, db.tables.contacts);
    await clock.refresh();
    expect(clock.now()).toBe(NOW);
  });

  it('runs ahead by all moves together, from its next refresh on', async () => {
    const clock = createShiftedClock(db.client, db.tables.runtime);
    await moveClock(db.client, db.tables.runtime, WEEK_MS);
    expect(clock.now()).toBe(NOW);
    await clock.refresh();
    expect(clock.now()).toBe('2026-11-30T08:00:00.000Z');
    await moveClock(db.client, db.tables.runtime, 60_000);
    machine.mockReturnValue(Date.parse(NOW) + 1_000);
    await clock.refresh();
    expect(clock.now()).toBe('2026-11-30T08:01:01.000Z');
    expect(clock.aheadMs()).toBe(WEEK_MS + 60_000);
  });
});

describe('a stand-in for SES', () => {
  const quota =
    '<GetSendQuotaResponse><GetSendQuotaResult><Max24HourSend>200</Max24HourSend><MaxSendRate>1</MaxSendRate><SentLast24Hours>0</SentLast24Hours></GetSendQuotaResult></GetSendQuotaResponse>';
  const answering = (headers: Record<string, string>) =>
    new SESClient({
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      requestHandler: {
        handle: () =>
          Promise.resolve({ response: { statusCode: 200, headers, body: new TextEncoder().encode(quota) } }),
      } as never,
    });
  const clock = { now: () => '2026-11-30T08:00:00.000Z', sleep: () => Promise.resolve() };

  it('dates its answers by the moved clock', async () => {
    const ses = shiftAnswerDates(answering({ date: 'Mon, 23 Nov 2026 08:00:07 GMT' }), {
      aheadMs: () => WEEK_MS,
    });
    const mailer = createSesMailer({
      ses,
      clock,
      sender: { address: 'post@platz.example', name: 'Platz' },
      linksOf,
      timeoutMs: 1_000,
    });
    expect(await mailer.quota()).toMatchObject({ at: '2026-11-30T08:00:07.000Z' });
  });

  it('may leave its answers undated', async () => {
    const ses = shiftAnswerDates(answering({}), { aheadMs: () => WEEK_MS });
    expect(await ses.send(new GetSendQuotaCommand({}))).toMatchObject({ MaxSendRate: 1 });
  });
});
