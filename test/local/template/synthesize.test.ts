import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  readServiceTemplate,
  readTemplates,
  toServiceTemplate,
} from '../../../local/template/service-template.ts';
import { synthesizeLocalStage, SynthesisFailed } from '../../../local/template/synthesize.ts';
import { TABLES } from '../../../shared/store/tables.ts';

const ROOT = join(import.meta.dirname, '../../..');
const STATELESS = 'communication-local-stateless';

describe('the stage local', () => {
  it('has every table of the service, under the names that its functions are given', async () => {
    const { functions, tables, timeToLive } = await readServiceTemplate(await synthesizeLocalStage());
    const names = Object.keys(TABLES).map((table) => `communication-local-stateful-${table}`);
    expect(tables.map(({ TableName }) => TableName)).toEqual(names);
    expect(timeToLive.map(({ table }) => table)).toEqual(
      Object.entries(TABLES)
        .filter(([, { ttl }]) => ttl)
        .map(([table]) => `communication-local-stateful-${table}`),
    );
    for (const { environment } of functions) {
      expect(Object.values(TABLES).map(({ variable }) => environment[variable])).toEqual(names);
    }
  });

  it('has the functions of the project', async () => {
    const { functions } = await readServiceTemplate(await synthesizeLocalStage());
    expect(functions.map(({ name }) => name)).toEqual(
      expect.arrayContaining(
        [
          'matching-events',
          'outbox-relay',
          'daily-batch-processing',
          'process-email-queue',
          'check-unanswered-emails',
          'ses-events',
          'health',
          'unknown-route',
        ].map((name) => `communication-local-${name}`),
      ),
    );
    for (const { entry } of functions) expect(existsSync(join(ROOT, entry))).toBe(true);
  });

  it('has the schedules, rules, stream and routes that start them', async () => {
    const model = await readServiceTemplate(await synthesizeLocalStage());
    const named = (name: string) => `communication-local-${name}`;
    expect(model.schedules).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: named('daily-batch-processing'),
          expression: 'cron(0,15,30,45 1 * * ? *)',
          timeZone: 'Europe/Berlin',
          functionName: named('daily-batch-processing'),
        }),
        expect.objectContaining({ expression: 'rate(1 minute)', functionName: named('process-email-queue') }),
        expect.objectContaining({ expression: 'rate(1 minute)', functionName: named('outbox-relay') }),
        expect.objectContaining({
          expression: 'rate(1 hour)',
          functionName: named('check-unanswered-emails'),
        }),
      ]),
    );
    expect(model.rules).toEqual([
      expect.objectContaining({ bus: 'communication-local', functionName: named('matching-events') }),
      expect.objectContaining({
        bus: 'default',
        functionName: named('ses-events'),
        pattern: {
          source: ['aws.ses'],
          detail: { mail: { tags: { 'ses:configuration-set': ['communication-local'] } } },
        },
      }),
    ]);
    expect(model.streams).toEqual([
      {
        table: 'communication-local-stateful-outbox',
        patterns: [{ eventName: ['INSERT', 'MODIFY'] }],
        functionName: named('outbox-relay'),
      },
    ]);
    expect(model.routes).toEqual(
      expect.arrayContaining([
        { method: 'ANY', path: '/api/health', functionName: named('health') },
        { method: 'ANY', path: '/', functionName: named('unknown-route') },
        { method: 'ANY', path: '/{proxy+}', functionName: named('unknown-route') },
      ]),
    );
    expect(model.topics).toEqual([]);
  });

  it('gains what is added to its templates', async () => {
    const templates = await readTemplates(await synthesizeLocalStage());
    const { Resources } = templates[STATELESS]!;
    const idOf = (type: string, isIt: (properties: Record<string, unknown>) => boolean) =>
      Object.entries(Resources).find(([, each]) => each.Type === type && isIt(each.Properties ?? {}))![0];
    const health = idOf('AWS::Lambda::Function', (each) => String(each['FunctionName']).endsWith('-health'));
    const method =
      Resources[idOf('AWS::ApiGateway::Method', (each) => JSON.stringify(each).includes(`"${health}"`))]!;
    Object.assign(Resources, {
      addedResource: {
        Type: 'AWS::ApiGateway::Resource',
        Properties: {
          ParentId: { Ref: idOf('AWS::ApiGateway::Resource', ({ PathPart }) => PathPart === 'health') },
          PathPart: '{part}',
        },
      },
      addedMethod: {
        ...method,
        Properties: { ...method.Properties, HttpMethod: 'POST', ResourceId: { Ref: 'addedResource' } },
      },
      addedSchedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          Name: 'added',
          ScheduleExpression: 'rate(5 minutes)',
          State: 'ENABLED',
          Target: { Arn: { 'Fn::GetAtt': [health, 'Arn'] } },
        },
      },
    });
    const functionName = 'communication-local-health';
    const { routes, schedules } = toServiceTemplate(templates);
    expect(routes).toContainEqual({ method: 'POST', path: '/api/health/{part}', functionName });
    expect(schedules).toContainEqual({
      name: 'added',
      expression: 'rate(5 minutes)',
      timeZone: 'UTC',
      functionName,
      input: {},
    });
  });
});

describe('the synthesis', () => {
  let cache: string;
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'templates-'));
  });
  afterEach(async () => {
    delete process.env['CALL_LINES'];
    await rm(cache, { recursive: true });
  });

  it('makes one folder, however many ask at once, and takes its settings from the caller alone', async () => {
    process.env['CALL_LINES'] = '7';
    const settings = { SEND_WINDOW: '09:00-17:00' };
    const folders = await Promise.all([1, 2].map(() => synthesizeLocalStage({ settings, cache })));
    expect(new Set(folders).size).toBe(1);
    expect(await readdir(cache)).toHaveLength(1);
    const { functions } = await readServiceTemplate(folders[0]!);
    expect(functions[0]!.environment).toMatchObject({ SEND_WINDOW: '09:00-17:00' });
    expect(functions[0]!.environment).not.toHaveProperty('CALL_LINES');
  });

  it('gives back the folder that is there, forgets those not used for long, and makes another for other settings', async () => {
    for (let number = 0; number < 7; number++) {
      await mkdir(join(cache, `old-${number}`));
      await utimes(join(cache, `old-${number}`), number, number);
    }
    const folder = await synthesizeLocalStage({ cache });
    expect((await readdir(cache)).sort()).toEqual(
      ['old-3', 'old-4', 'old-5', 'old-6', folder.slice(cache.length + 1)].sort(),
    );
    await writeFile(join(folder, 'mark'), '');
    expect(await synthesizeLocalStage({ cache })).toBe(folder);
    expect(existsSync(join(folder, 'mark'))).toBe(true);
    expect(await synthesizeLocalStage({ settings: { CALL_LINES: '2' }, cache })).not.toBe(folder);
  });

  it('says what the CDK app says when it fails, and leaves nothing behind', async () => {
    const settings = { SENDER_EMAIL: 'platzsuche@praxis.example' };
    const failed = synthesizeLocalStage({ settings, cache });
    await expect(failed).rejects.toThrow(SynthesisFailed);
    await expect(failed).rejects.toThrow(/SENDER_NAME.* missing beside SENDER_EMAIL/);
    expect(await readdir(cache)).toEqual([]);
  });
});
