import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHANNELS, PLACES, type Channel } from './channels.ts';
import { play } from './scenario.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await play(stage);
  stage.silence();
});
afterAll(() => stage.close());

/** What stands in a channel because it was meant to. */
const MEANT: Partial<Record<Channel, RegExp>> = {
  /** A subject that staff wrote is the subject of their mail. */
  'headers of mails': /^email: subject$/,
  /** Requests wait in the order of their registration (DESIGN §5.1). */
  'keys of tables': /^patient, \w+: startdatum$/,
};

describe('FAULTS 33: no canary', () => {
  it.each(CHANNELS)('is in the %s', (channel) => {
    expect(stage.texts(channel).size).toBeGreaterThan(0);
    const leaked = stage.canaries.in(stage.texts(channel)).filter((field) => !MEANT[channel]?.test(field));
    expect(leaked.map((field) => `${field} occurs in the ${channel}`)).toEqual([]);
  });

  it('is in a mail that is not for its reader', () => {
    const meant = new Set(stage.canaries.seenIn('mailed').fields());
    const leaked = stage.canaries.in(stage.texts('mailed')).filter((field) => !meant.has(field));
    expect(leaked.map((field) => `${field} occurs in a mail`)).toEqual([]);
  });
});

describe('the scenario', () => {
  it.each(PLACES)('brings every canary to where it belongs: %s', (place) => {
    const expected = stage.canaries.seenIn(place).fields();
    expect(expected.length).toBeGreaterThan(5);
    const seen = new Set(stage.canaries.in(stage.texts(place)));
    expect(expected.filter((field) => !seen.has(field))).toEqual([]);
  });

  it('lets the service say all that it has to say', () => {
    const messages = Array.from(
      stage.texts('log lines'),
      (line) => (JSON.parse(line) as { message: string }).message,
    );
    expect(messages).toEqual(
      expect.arrayContaining([
        'daily batch',
        'email queue',
        'follow-up sweep',
        'outbox relayed',
        'outbox not relayed',
        'event not acknowledged',
        'record failed',
        'could not be worked on',
        'request failed',
        'invocation failed',
      ]),
    );
  });

  it('is refused by the API for every kind of reason', () => {
    const statuses = Array.from(
      stage.texts('problems of the API'),
      (text) => (JSON.parse(text) as { status: number }).status,
    );
    expect(statuses).toEqual(
      expect.arrayContaining([400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 500, 503]),
    );
  });
});
