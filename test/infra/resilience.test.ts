import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { functionsOf, IDENTITY, MSK, resourcesOf, statementsOf, synthesizeStage } from './templates.ts';

/**
 * What must hold of whatever is in a template, whoever adds it (CONTRACT §6): nothing here names the functions, so that a new
 * one without a policy fails.
 */
const STAGES = { 'over the bus': IDENTITY, 'with brokers': { ...IDENTITY, ...MSK } };
type Way = keyof typeof STAGES;
const WAYS = Object.keys(STAGES) as Way[];

const built = {} as Record<Way, ReturnType<typeof synthesizeStage>>;
beforeAll(() => {
  for (const way of WAYS) built[way] = synthesizeStage('prod', STAGES[way]);
});
const stacksOf = (way: Way): Template[] => {
  const { stateful, stateless, operations } = built[way];
  return [stateful, stateless, operations!];
};
const everywhere = (way: Way, type: string) =>
  stacksOf(way).flatMap((template) => resourcesOf(template, type));

const TICKS = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 };
const ARRIVALS = { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 6 * 3600 };

/** The functions that a piece of a template refers to, by their logical ids. */
function functionsIn(template: Template, piece: unknown): string[] {
  const text = JSON.stringify(piece);
  return functionsOf(template).flatMap(({ id }) => (text.includes(`"${id}"`) ? [id] : []));
}

/** Who invokes functions of a template, and how. */
function callersOf(template: Template) {
  const targets = (type: string, part: string) =>
    resourcesOf(template, type).flatMap(({ Properties }) => functionsIn(template, Properties[part]));
  return {
    schedules: targets('AWS::Scheduler::Schedule', 'Target'),
    rules: targets('AWS::Events::Rule', 'Targets'),
    receiptRules: targets('AWS::SES::ReceiptRule', 'Rule'),
    sources: targets('AWS::Lambda::EventSourceMapping', 'FunctionName'),
    api: targets('AWS::ApiGateway::Method', 'Integration'),
  };
}

/** What Lambda does with an asynchronous invocation of a function that fails. */
function invokePolicyOf(template: Template, id: string) {
  const found = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').filter(({ Properties }) =>
    functionsIn(template, Properties['FunctionName']).includes(id),
  );
  expect([id, found.length]).toEqual([id, 1]);
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = found[0]!.Properties;
  return {
    limits: { MaximumRetryAttempts, MaximumEventAgeInSeconds },
    failures: JSON.stringify(DestinationConfig),
  };
}

describe.each(WAYS)('whatever invokes a function, %s,', (way) => {
  it('is one of those that have a failure policy', () => {
    const { stateless } = built[way];
    const { schedules, rules, receiptRules, sources, api } = callersOf(stateless);
    const called = new Set([...schedules, ...rules, ...receiptRules, ...sources, ...api]);
    expect(functionsOf(stateless).flatMap(({ id }) => (called.has(id) ? [] : [id]))).toEqual([]);
    const permitted = resourcesOf(stateless, 'AWS::Lambda::Permission').map(
      ({ Properties }) => Properties['Principal'],
    );
    expect([...new Set(permitted)].sort()).toEqual([
      'apigateway.amazonaws.com',
      'events.amazonaws.com',
      'ses.amazonaws.com',
    ]);
  });

  it('as a schedule drops what is late, tries nothing again and keeps what failed', () => {
    const { stateless } = built[way];
    const schedules = resourcesOf(stateless, 'AWS::Scheduler::Schedule');
    expect(schedules.length).toBeGreaterThan(5);
    for (const { Properties } of schedules) {
      expect(Properties).toMatchObject({ State: 'ENABLED', Target: { RetryPolicy: TICKS } });
      for (const id of functionsIn(stateless, Properties['Target'])) {
        const { limits, failures } = invokePolicyOf(stateless, id);
        expect(limits).toEqual(TICKS);
        expect(failures).toContain('schedulefailures');
      }
    }
  });

  it('as a rule, or as SES, tries for six hours and keeps what failed', () => {
    const { stateless } = built[way];
    for (const { Properties } of resourcesOf(stateless, 'AWS::Events::Rule'))
      for (const target of Properties['Targets'] as Record<string, unknown>[]) {
        expect(target).toMatchObject({ RetryPolicy: ARRIVALS });
        expect(JSON.stringify(target['DeadLetterConfig'])).toMatch(/(event|feedback)failures/);
      }
    const { rules, receiptRules } = callersOf(stateless);
    expect(rules.length + receiptRules.length).toBeGreaterThan(1);
    for (const id of [...rules, ...receiptRules]) {
      const { limits, failures } = invokePolicyOf(stateless, id);
      expect(limits).toEqual(ARRIVALS);
      expect(failures).toMatch(/(event|feedback)failures/);
    }
  });

  it('as an event source is bounded where it only wakes, and unbounded where records would be lost', () => {
    const LIMITS = ['MaximumRetryAttempts', 'MaximumRecordAgeInSeconds'];
    const sources = resourcesOf(built[way].stateless, 'AWS::Lambda::EventSourceMapping');
    expect(sources.length).toBe(way === 'with brokers' ? 4 : 1);
    for (const { Properties } of sources) {
      const isTopic = Properties['Topics'] !== undefined;
      expect(LIMITS.filter((limit) => limit in Properties)).toEqual(isTopic ? [] : LIMITS);
      if (isTopic) expect(Properties).not.toHaveProperty('DestinationConfig');
      else expect(JSON.stringify(Properties['EventSourceArn'])).toContain('StreamArn');
    }
  });
});

describe.each(WAYS)('whatever holds data, %s,', (way) => {
  it('as a table can be brought back to any second of 35 days, and is not deleted by mistake', () => {
    const tables = everywhere(way, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(5);
    for (const { Properties, DeletionPolicy } of tables) {
      expect(DeletionPolicy).toBe('Retain');
      expect(Properties).toMatchObject({
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      });
      // An erasure says until when backups hold what was erased: 35 days, the longest that there is.
      expect(Properties['PointInTimeRecoverySpecification']).not.toHaveProperty('RecoveryPeriodInDays');
    }
  });

  it('as a queue is encrypted with our own key and keeps nothing for longer than 14 days', () => {
    const queues = everywhere(way, 'AWS::SQS::Queue');
    expect(queues.length).toBeGreaterThan(0);
    for (const { Properties } of queues) {
      expect(Properties['KmsMasterKeyId']).toBeDefined();
      expect(Properties['MessageRetentionPeriod']).toBeLessThanOrEqual(14 * 86_400);
    }
  });

  it('as a stack cannot be deleted by mistake', () => {
    for (const [name, { DeletionPolicy }] of Object.entries(
      built[way].stateful.toJSON()['Resources'] as object,
    ))
      if (/^(key|bucket|pseudonyms)[0-9A-F]{8}$/.test(name))
        expect([name, DeletionPolicy]).toEqual([name, 'Retain']);
  });
});

describe.each(WAYS)('what is logged, %s,', (way) => {
  it('is kept for a time', () => {
    const groups = everywhere(way, 'AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThan(0);
    for (const { Properties } of groups) expect(Properties['RetentionInDays']).toBeGreaterThan(0);
  });

  it('holds neither bodies of the API nor the tokens that stand in its paths', () => {
    const stages = everywhere(way, 'AWS::ApiGateway::Stage');
    expect(stages).toHaveLength(1);
    for (const { Properties } of stages) {
      const settings = Properties['MethodSettings'] as { DataTraceEnabled: boolean }[];
      expect(settings.length).toBeGreaterThan(0);
      for (const { DataTraceEnabled } of settings) expect(DataTraceEnabled).toBe(false);
      const { Format = '' } = (Properties['AccessLogSetting'] ?? {}) as { Format?: string };
      for (const telling of [
        '$context.path',
        '$context.customDomain.basePathMatched',
        '$context.identity.sourceIp',
      ])
        expect(Format).not.toContain(telling);
    }
  });
});

describe('the network', () => {
  it('is entered by functions that write to the brokers, and by no other', () => {
    const inNetwork = (way: Way) =>
      functionsOf(built[way].stateless).filter(({ properties }) => properties['VpcConfig'] !== undefined);
    expect(inNetwork('over the bus')).toEqual([]);
    const { stateless } = built['with brokers'];
    const writers = functionsOf(stateless).filter(({ name }) =>
      statementsOf(stateless, name).some(({ actions }) => actions.includes('kafka-cluster:WriteData')),
    );
    expect(writers).not.toEqual([]);
    expect(inNetwork('with brokers').map(({ name }) => name)).toEqual(writers.map(({ name }) => name));
  });

  it.each(WAYS)('%s has no way out that is paid by the hour', (way) => {
    expect(everywhere(way, 'AWS::EC2::NatGateway')).toEqual([]);
  });
});
