import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { createLogger } from '../../../shared/platform/logger.ts';
import { InvocationFailed, stopAt, toLambda, withMiddleware } from '../../../shared/platform/lambda.ts';
import { startKeyedRuntime, startRuntime } from '../../../shared/platform/runtime.ts';
import type { Runtime } from '../../../shared/platform/runtime.ts';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';

const CANARY = 'Dr. Erika Musterfrau';
const NOW = '2026-11-23T08:00:00.000Z';

class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code = 'refused';
}

const contextWith = (remainingMs: number) =>
  ({
    functionName: 'some-function',
    awsRequestId: 'request-1',
    getRemainingTimeInMillis: () => remainingMs,
  }) as Context;
const context = contextWith(60_000);

/** Everything that is written to the process's outputs while a test runs. */
const written: string[] = [];
beforeEach(() => {
  written.length = 0;
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
  }
});
afterEach(() => {
  jest.restoreAllMocks();
});

function aRuntime() {
  const flush = jest.fn();
  const runtime = { logger: createLogger('test'), metrics: { count: jest.fn(), flush } };
  return { flush, runtime: runtime as unknown as Runtime };
}

describe('the middleware', () => {
  it.each([[{ report: 1 }], [undefined], [[]]])('answers what the handler answers: %j', async (answer) => {
    const { runtime } = aRuntime();
    const handler = withMiddleware(runtime, (event: { id: number }) =>
      Promise.resolve(event.id === 7 && answer),
    );
    expect(await handler({ id: 7 }, context)).toEqual(answer);
  });

  it('writes the metrics after an answer and after an error', async () => {
    const { runtime, flush } = aRuntime();
    await withMiddleware(runtime, () => Promise.resolve('done'))({}, context);
    expect(flush).toHaveBeenCalledTimes(1);
    const failing = withMiddleware(runtime, () => Promise.reject(new RefusedError(CANARY)));
    await expect(failing({}, context)).rejects.toThrow(RefusedError);
    expect(flush).toHaveBeenCalledTimes(2);
  });

  it('logs an error by name, code and place, with the invocation, and never its message', async () => {
    const { runtime } = aRuntime();
    const failing = withMiddleware(runtime, () => Promise.reject(new RefusedError(CANARY)));
    await failing({ name: CANARY }, context).catch(() => undefined);
    const [line = '{}'] = written.filter((text) => text.includes('invocation failed'));
    expect(JSON.parse(line)).toMatchObject({
      level: 'ERROR',
      function_request_id: 'request-1',
      error: { name: 'RefusedError', code: 'refused' },
    });
    expect(written.join('')).not.toContain('Musterfrau');
  });
});

describe('the time that a run may take', () => {
  it('ends ten seconds before the invocation', () => {
    const clock = createSimulatedClock(NOW);
    expect(stopAt(clock, contextWith(60_000))).toBe('2026-11-23T08:00:50.000Z');
    expect(stopAt(clock, contextWith(3_000))).toBe('2026-11-23T07:59:53.000Z');
  });
});

describe('a Lambda entry point', () => {
  const environment = { ...process.env };
  afterEach(() => {
    process.env = { ...environment };
  });
  const configure = () =>
    Object.assign(process.env, {
      STAGE: 'test',
      CONTACTS_TABLE: 'contacts',
      EMAILS_TABLE: 'emails',
      CALLS_TABLE: 'calls',
      OUTBOX_TABLE: 'outbox',
      RUNTIME_TABLE: 'runtime',
      PARKING_BUCKET: 'parking',
      PSEUDONYM_KEY: 'a-key-that-only-the-tests-know-0000',
      SENDER_EMAIL: 'vermittlung@platz.example',
      SENDER_NAME: 'Platzvermittlung Beispiel',
      REPLY_DOMAIN: 'antwort.platz.example',
      PUBLIC_URL: 'https://api.platz.example',
      MAIL_REDIRECT_TO: 'tests@platz.example',
      LEGAL_FOOTER: 'Platzvermittlung Beispiel gGmbH',
      THERAPIST_SERVICE_URL: 'http://therapists.example',
      PATIENT_SERVICE_URL: 'http://patients.example',
      OIDC_ISSUER: 'https://login.example',
      OIDC_AUDIENCE: 'communication-service',
      EVENT_BUS: 'bus',
    });

  it('builds its handler once', async () => {
    configure();
    const build = jest.fn(() => () => Promise.resolve('done'));
    const handler = toLambda(startRuntime, build);
    expect([await handler({}, context), await handler({}, context)]).toEqual(['done', 'done']);
    expect(build).toHaveBeenCalledTimes(1);
  });

  it('fails while it cannot start, naming the variable, and starts when it can', async () => {
    const handler = toLambda(startRuntime, () => () => Promise.resolve('done'));
    await expect(handler({}, context)).rejects.toThrow(/CONTACTS_TABLE/);
    configure();
    expect(await handler({}, context)).toBe('done');
  });

  it('hands Lambda an error that says what failed and not what it quoted', async () => {
    configure();
    const handler = toLambda(startRuntime, () => () => Promise.reject(new RefusedError(CANARY)));
    const error: unknown = await handler({}, context).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvocationFailed);
    expect((error as Error).message).toMatch(/^RefusedError refused at /);
    expect(`${JSON.stringify(error)} ${(error as Error).stack} ${written.join('')}`).not.toContain(
      'Musterfrau',
    );
  });

  describe('with a table that moves the clock', () => {
    const HOUR_MS = 3_600_000;
    const tables = mockClient(DynamoDBDocumentClient);
    const ahead = (ms: number) =>
      tables
        .on(GetCommand, { TableName: 'runtime', ConsistentRead: true })
        .resolves({ Item: { ahead_ms: ms } });
    beforeEach(() => {
      tables.reset();
      jest.spyOn(Date, 'now').mockReturnValue(Date.parse(NOW));
    });

    it.each([
      ['a function', startRuntime],
      ['a function that deals with people', startKeyedRuntime],
    ])('tells %s the time as it stands before each invocation', async (_, start) => {
      Object.assign(configure(), { STAGE: 'local', CLOCK_TABLE: 'runtime' });
      const handler = toLambda<object, string, Runtime>(
        start,
        ({ clock }) =>
          () =>
            Promise.resolve(clock.now()),
      );
      ahead(HOUR_MS);
      expect(await handler({}, context)).toBe('2026-11-23T09:00:00.000Z');
      ahead(2 * HOUR_MS);
      expect(await handler({}, context)).toBe('2026-11-23T10:00:00.000Z');
    });

    it('does no work in a time that it does not know', async () => {
      Object.assign(configure(), { STAGE: 'local', CLOCK_TABLE: 'runtime' });
      tables.on(GetCommand).rejects(new RefusedError(CANARY));
      const work = jest.fn(() => Promise.resolve('done'));
      const handler = toLambda(startRuntime, () => work);
      await expect(handler({}, context)).rejects.toThrow(InvocationFailed);
      expect(work).not.toHaveBeenCalled();
    });

    it.each(['local', 'dev', 'prod'])('reads no table in %s when it was given none', async (STAGE) => {
      Object.assign(configure(), { STAGE });
      const handler = toLambda<object, string, Runtime>(
        startKeyedRuntime,
        ({ clock }) =>
          () =>
            Promise.resolve(clock.now()),
      );
      expect(await handler({}, context)).toBe(NOW);
      expect(tables.calls()).toEqual([]);
    });

    it.each(['dev', 'prod'])('does not start in %s', async (STAGE) => {
      Object.assign(configure(), { STAGE, CLOCK_TABLE: 'runtime' });
      const handler = toLambda(startRuntime, () => () => Promise.resolve('done'));
      await expect(handler({}, context)).rejects.toThrow(/CLOCK_TABLE/);
      expect(tables.calls()).toEqual([]);
    });
  });
});
