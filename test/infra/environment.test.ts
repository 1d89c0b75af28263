import { describe, expect, it } from '@jest/globals';
import { STAGES } from '../../infra/config.ts';
import { loadConfig } from '../../shared/platform/config.ts';
import { functionsOf, IDENTITY, MSK, synthesizeStage, tableAccessOf } from './templates.ts';

type Variables = Record<string, string | object>;

/** What a function finds at run time: references are names of deployed resources by then, and Lambda adds the region. */
function environmentOf(properties: Record<string, unknown>): Record<string, string> {
  const { Variables: variables } = properties['Environment'] as { Variables: Variables };
  const given = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : 'deployed-resource',
    ]),
  );
  return { AWS_REGION: 'eu-central-1', ...given };
}

function configsOf(stage: (typeof STAGES)[number], settings?: Record<string, string>) {
  return functionsOf(synthesizeStage(stage, settings).stateless).map(({ properties }) =>
    loadConfig(environmentOf(properties)),
  );
}

describe("every function's environment", () => {
  it.each(STAGES)('is a configuration that the service accepts in %s', (stage) => {
    const configs = configsOf(stage);
    expect(configs).toHaveLength(15);
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
    const { stateless } = synthesizeStage(stage);
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
      expect(tables.filter((table) => table !== undefined)).toHaveLength(stage === 'local' ? 7 : 0);
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
