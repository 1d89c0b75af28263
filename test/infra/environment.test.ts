import { describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { STAGES, type StageName } from '../../infra/config.ts';
import { loadConfig } from '../../shared/platform/config.ts';
import { functionsOf, IDENTITY, MSK, synthesizeStage, tableAccessOf } from './templates.ts';

type Variables = Record<string, string | object>;

/** What a reference in a variable is by then. */
const deployed = (name: string) =>
  name === 'PUBLIC_URL' ? 'https://deployed.example/stage' : 'deployed-resource';

/** What a function finds at run time: references are names of deployed resources by then, and Lambda adds the region. */
function environmentOf(properties: Record<string, unknown>): Record<string, string> {
  const { Variables: variables } = properties['Environment'] as { Variables: Variables };
  const given = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : deployed(name),
    ]),
  );
  return { AWS_REGION: 'eu-central-1', ...given };
}

const withoutSettings = new Map<StageName, Template>();

function statelessOf(stage: StageName, settings?: Record<string, string>): Template {
  if (settings) return synthesizeStage(stage, settings).stateless;
  const template = withoutSettings.get(stage) ?? synthesizeStage(stage).stateless;
  withoutSettings.set(stage, template);
  return template;
}

function configsOf(stage: StageName, settings?: Record<string, string>) {
  return functionsOf(statelessOf(stage, settings)).map(({ properties }) =>
    loadConfig(environmentOf(properties)),
  );
}

describe("every function's environment", () => {
  it.each(STAGES)('is a configuration that the service accepts in %s', (stage) => {
    const configs = configsOf(stage);
    expect(configs).toHaveLength(23);
    for (const config of configs) {
      expect(config).toMatchObject({
        STAGE: stage,
        EVENT_TRANSPORT: 'eventbridge',
        TIME_ZONE: 'Europe/Berlin',
      });
      expect(config.PSEUDONYM_SECRET_ID).toBe('deployed-resource');
    }
  });

  it.each(STAGES)('lets the clock be moved in %s only where that is local and the table is read', (stage) => {
    const stateless = statelessOf(stage);
    for (const { name, properties } of functionsOf(stateless)) {
      const reads = tableAccessOf(stateless, name)['runtime']?.includes('GetItem') ?? false;
      const { CLOCK_TABLE, RUNTIME_TABLE } = loadConfig(environmentOf(properties));
      expect([name, CLOCK_TABLE]).toEqual([name, stage === 'local' && reads ? RUNTIME_TABLE : undefined]);
    }
  });

  it('holds no key', () => {
    for (const stage of STAGES) {
      for (const config of configsOf(stage)) expect(config.PSEUDONYM_KEY).toBeUndefined();
    }
  });

  it.each([
    ['prod', true],
    ['dev', false],
  ] as const)('says for %s whether the Kafka pollers understand partial batches: %s', (stage, partial) => {
    for (const config of configsOf(stage, MSK)) {
      expect(config).toMatchObject({
        EVENT_TRANSPORT: 'kafka',
        KAFKA_AUTH: 'iam',
        KAFKA_BROKERS: MSK['MSK_BROKERS'],
        KAFKA_PARTIAL_BATCHES: partial,
      });
    }
  });

  it('leads to keys of tokens in a table where no issuer can be served, and nowhere else', () => {
    for (const stage of STAGES) {
      const tables = configsOf(stage).map(({ JWKS_TABLE }) => JWKS_TABLE);
      expect(tables.filter((table) => table !== undefined)).toHaveLength(stage === 'local' ? 11 : 0);
    }
  });

  it('says whose tokens and pages are let in', () => {
    const settings = { ...IDENTITY, CORS_ORIGINS: 'https://staff.example,https://admin.example:8443' };
    for (const config of configsOf('dev', settings)) {
      expect(config).toMatchObject({
        OIDC_ISSUER: 'https://login.praxis.example',
        OIDC_AUDIENCE: 'platzsuche',
        CORS_ORIGINS: ['https://staff.example', 'https://admin.example:8443'],
      });
    }
  });

  it('says whom mails may reach', () => {
    for (const stage of ['prod', 'local'] as const)
      for (const config of configsOf(stage)) expect(config.MAIL_MODE).toBe('live');
    const redirected = { MAIL_MODE: 'redirect', MAIL_REDIRECT_TO: 'success@simulator.amazonses.com' };
    for (const config of configsOf('dev')) expect(config).toMatchObject(redirected);
  });

  it('says to whom and from where the settings of a deployment lead', () => {
    const settings = {
      PUBLIC_URL: 'https://anfragen.praxis.example',
      MAIL_MODE: 'allow-list',
      MAIL_ALLOW_LIST: 'a@praxis.example, @platz.example',
    };
    for (const config of configsOf('dev', settings))
      expect(config).toMatchObject({
        ...settings,
        MAIL_ALLOW_LIST: ['a@praxis.example', '@platz.example'],
      });
  });

  it.each(['dev', 'prod'] as const)(
    'leads the world in %s to the API that is deployed with it, without going in circles',
    (stage) => {
      const stateless = statelessOf(stage);
      const [[api, resource] = []] = Object.entries(stateless.findResources('AWS::ApiGateway::RestApi'));
      for (const { properties } of functionsOf(stateless)) {
        const { Variables } = properties['Environment'] as { Variables: Variables };
        const { 'Fn::Join': join } = Variables['PUBLIC_URL'] as { 'Fn::Join': unknown };
        expect(join).toEqual([
          '',
          ['https://', { Ref: api }, `.execute-api.eu-central-1.`, { Ref: 'AWS::URLSuffix' }, `/${stage}`],
        ]);
      }
      expect(JSON.stringify(resource)).not.toMatch(/Ref|Fn::|DependsOn/);
    },
  );

  it('passes on the rules of the business that a deployment sets', () => {
    for (const config of configsOf('dev', {
      CALL_LINES: '3',
      SEND_WINDOW: '09:00-17:00',
      TIME_ZONE: 'Europe/Vienna',
    })) {
      expect(config).toMatchObject({
        CALL_LINES: 3,
        SEND_WINDOW: { from: '09:00', to: '17:00' },
        TIME_ZONE: 'Europe/Vienna',
      });
    }
  });
});
