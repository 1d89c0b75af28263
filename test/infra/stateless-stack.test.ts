import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { STAGES, type StageName } from '../../infra/config.ts';
import {
  functionsOf,
  IDENTITY,
  MSK,
  MSK_SCRAM,
  resourcesOf,
  statementsOf,
  synthesizeStage,
} from './templates.ts';

const TICKING = [
  'apply-erasures',
  'apply-retention',
  'check-unanswered-emails',
  'daily-batch-processing',
  'outbox-relay',
  'process-email-queue',
];
const FAMILIES = [
  'caller-lines',
  'emails',
  'inbound-mails',
  'erasures',
  'objections',
  'outbox',
  'parked-records',
  'phone-calls',
  'suppressions',
  'switches',
  'therapists',
  'work-items',
];
const ANSWERING = ['health', 'unknown-route'];
const LOGGING = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const FUNCTIONS = [
  ...TICKING,
  ...FAMILIES,
  ...ANSWERING,
  'matching-events',
  'ses-events',
  'inbound-mail',
].sort();

const stacks = {} as Record<StageName, Template>;
let withBrokers: Template;
beforeAll(() => {
  for (const stage of STAGES) stacks[stage] = synthesizeStage(stage).stateless;
  withBrokers = synthesizeStage('prod', MSK).stateless;
});

const functionId = (template: Template, name: string) =>
  functionsOf(template).find((each) => each.name === name)!.id;
const targetOf = (template: Template, name: string) => ({
  'Fn::GetAtt': [functionId(template, name), 'Arn'],
});

describe('the functions', () => {
  it.each(STAGES)('are these ten in %s, on the pinned runtime', (stage) => {
    const functions = functionsOf(stacks[stage]);
    expect(functions.map(({ name }) => name).sort()).toEqual(FUNCTIONS);
    for (const { properties } of functions) {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
    }
  });

  it('name a source that exists', () => {
    for (const { metadata } of functionsOf(stacks.local)) {
      expect(metadata['entry']).toMatch(/^functions\/.+\.ts$/);
      expect(existsSync(join(import.meta.dirname, '../..', String(metadata['entry'])))).toBe(true);
    }
  });

  it('have a log that expires', () => {
    const logs = resourcesOf(stacks.prod, 'AWS::Logs::LogGroup').map(
      ({ Properties }) => Properties['LogGroupName'],
    );
    for (const name of FUNCTIONS) expect(logs).toContain(`/aws/lambda/communication-prod-${name}`);
    stacks.prod.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  it.each(STAGES)('need no custom resource in %s', (stage) => {
    const types = Object.values(stacks[stage].toJSON()['Resources'] as Record<string, { Type: string }>).map(
      ({ Type }) => Type,
    );
    expect(types.filter((type) => /^Custom::|CustomResource$/.test(type))).toEqual([]);
  });

  it('end before the next tick of their schedule, or within the limit of Lambda', () => {
    const timeouts = Object.fromEntries(
      functionsOf(stacks.prod).map(({ name, properties }) => [name, properties['Timeout']]),
    );
    expect(timeouts).toMatchObject({
      'process-email-queue': 60,
      'outbox-relay': 60,
      'daily-batch-processing': 840,
    });
  });
});

describe('the schedules', () => {
  const expressionsOf = (template: Template) =>
    Object.fromEntries(
      resourcesOf(template, 'AWS::Scheduler::Schedule').map(({ Properties }) => [
        String(Properties['Name']).replace(/^communication-[a-z]+-/, ''),
        `${String(Properties['ScheduleExpression'])} ${String(Properties['ScheduleExpressionTimezone'])}`,
      ]),
    );

  it.each(STAGES)('tick when the design says in %s', (stage) => {
    expect(expressionsOf(stacks[stage])).toEqual({
      'daily-batch-processing': 'cron(0,15,30,45 1 * * ? *) Europe/Berlin',
      'process-email-queue': 'rate(1 minute) Etc/UTC',
      'outbox-relay': 'rate(1 minute) Etc/UTC',
      'check-unanswered-emails': 'rate(1 hour) Etc/UTC',
      'apply-erasures': 'rate(1 minute) Etc/UTC',
      'apply-retention': 'cron(30 3 * * ? *) Europe/Berlin',
    });
  });

  it('keep out of the hour that a change of the clock skips or repeats, in the zone of the stage', () => {
    const daily = Object.values(
      expressionsOf(synthesizeStage('prod', { TIME_ZONE: 'Europe/Vienna' }).stateless),
    ).filter((expression) => expression.startsWith('cron'));
    expect(daily).not.toEqual([]);
    for (const expression of daily) expect(expression).toMatch(/^cron\(\S+ (?!2 )\d+ .*\) Europe\/Vienna$/);
  });

  it.each(TICKING)('FAULTS 52: drop late ticks of %s and keep its failures', (name) => {
    stacks.prod.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: functionId(stacks.prod, name) },
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::ImportValue': Match.stringLikeRegexp('schedulefailures') } },
      },
    });
    stacks.prod.hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: {
        Arn: targetOf(stacks.prod, name),
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      },
    });
  });
});

describe('what arrives by events', () => {
  it.each([
    ['matching-events', 'eventfailures'],
    ['ses-events', 'feedbackfailures'],
  ])('of %s is tried for six hours and then kept', (name, queue) => {
    const failures = { 'Fn::ImportValue': Match.stringLikeRegexp(queue) };
    const patience = { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 6 * 3600 };
    stacks.prod.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: functionId(stacks.prod, name) },
      ...patience,
      DestinationConfig: { OnFailure: { Destination: failures } },
    });
    stacks.prod.hasResourceProperties('AWS::Events::Rule', {
      Targets: [
        { Arn: targetOf(stacks.prod, name), RetryPolicy: patience, DeadLetterConfig: { Arn: failures } },
      ],
    });
  });

  it('of SES is only that of our configuration set', () => {
    stacks.prod.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: 'default',
      EventPattern: {
        source: ['aws.ses'],
        detail: {
          mail: {
            tags: { 'ses:configuration-set': [{ 'Fn::ImportValue': Match.stringLikeRegexp('sending') }] },
          },
        },
      },
    });
  });

  it('of the siblings never wakes the service by its own events', () => {
    stacks.prod.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: { 'Fn::ImportValue': Match.stringLikeRegexp('bus') },
      EventPattern: {
        'detail-type': [{ prefix: 'match.' }, { prefix: 'therapist.' }, { prefix: 'patient.' }],
      },
    });
  });

  it('of the outbox is a wake-up by new and changed rows only, with bounded retries', () => {
    stacks.prod.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: functionId(stacks.prod, 'outbox-relay') },
      MaximumRetryAttempts: 2,
      MaximumRecordAgeInSeconds: 60,
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT","MODIFY"]}' }] },
    });
  });
});

describe('mail that arrives', () => {
  let receiving: Template;
  beforeAll(() => {
    receiving = synthesizeStage('prod', IDENTITY).stateless;
  });

  it('goes into the bucket and then to the function, whether its server knows TLS or not', () => {
    receiving.hasResourceProperties('AWS::SES::ReceiptRuleSet', { RuleSetName: 'communication-prod' });
    receiving.hasResourceProperties('AWS::SES::ReceiptRule', {
      RuleSetName: 'communication-prod',
      Rule: {
        Name: 'inbound-mail',
        Enabled: true,
        Recipients: ['antwort.praxis.example'],
        ScanEnabled: true,
        TlsPolicy: 'Optional',
        Actions: [
          {
            S3Action: {
              BucketName: { 'Fn::ImportValue': Match.stringLikeRegexp('bucket') },
              ObjectKeyPrefix: 'inbound/',
              KmsKeyArn: Match.absent(),
            },
          },
          { LambdaAction: { FunctionArn: targetOf(receiving, 'inbound-mail'), InvocationType: 'Event' } },
        ],
      },
    });
  });

  it('is handed over by our own rule only, tried for six hours and then kept', () => {
    receiving.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: targetOf(receiving, 'inbound-mail'),
      Principal: 'ses.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
      SourceArn: {
        'Fn::Join': [
          '',
          Match.arrayWith([
            Match.stringLikeRegexp(':receipt-rule-set/communication-prod:receipt-rule/inbound-mail$'),
          ]),
        ],
      },
    });
    receiving.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: functionId(receiving, 'inbound-mail') },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 6 * 3600,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::ImportValue': Match.stringLikeRegexp('feedbackfailures') } },
      },
    });
  });

  it('is read below its prefix and nowhere else', () => {
    const [reading] = statementsOf(receiving, 'inbound-mail').filter(({ actions }) =>
      actions.includes('s3:GetObject'),
    );
    expect(reading?.resources).toContain('/inbound/*');
  });

  it.each(STAGES)('is not received in %s before somebody has said for which domain', (stage) => {
    stacks[stage].resourceCountIs('AWS::SES::ReceiptRule', 0);
  });

  it('is not received on a LocalStack, and not in another region than the function', () => {
    const { stateless } = synthesizeStage('local', IDENTITY);
    stateless.resourceCountIs('AWS::SES::ReceiptRule', 0);
    expect(() => synthesizeStage('prod', { ...IDENTITY, INBOUND_REGION: 'eu-west-1' })).toThrow(
      /INBOUND_REGION is eu-west-1, but the stage is in eu-central-1/,
    );
  });
});

describe('with brokers', () => {
  const sourcesOf = (template: Template) =>
    resourcesOf(template, 'AWS::Lambda::EventSourceMapping')
      .map(({ Properties }) => Properties)
      .filter(({ Topics }) => Topics !== undefined);

  it('the topics of the siblings are read, each by a group of its own', () => {
    const sources = sourcesOf(withBrokers);
    expect(sources.map(({ Topics }) => Topics)).toEqual([
      ['matching-events'],
      ['therapist-events'],
      ['patient-events'],
    ]);
    const groups = sources.map(({ AmazonManagedKafkaEventSourceConfig: config }) => JSON.stringify(config));
    expect(new Set(groups).size).toBe(3);
    expect(sourcesOf(stacks.prod)).toEqual([]);
  });

  it('of one’s own, the same topics are read by event sources or by somebody outside', () => {
    const settings = { KAFKA_BROKERS: 'broker.example:9092' };
    const bySources = synthesizeStage('local', settings).stateless;
    const byOthers = synthesizeStage('local', { ...settings, TOPIC_POLLER: 'outside' }).stateless;
    expect(sourcesOf(bySources).map(({ Topics }) => Topics)).toEqual(
      sourcesOf(withBrokers).map(({ Topics }) => Topics),
    );
    expect(sourcesOf(byOthers)).toEqual([]);
    expect(functionsOf(byOthers)).toEqual(functionsOf(bySources));
  });

  it('no outage of ours drops a record', () => {
    for (const source of sourcesOf(withBrokers)) {
      expect(source).toMatchObject({ StartingPosition: 'TRIM_HORIZON' });
      for (const limit of [
        'MaximumRecordAgeInSeconds',
        'MaximumRetryAttempts',
        'DestinationConfig',
        'BisectBatchOnFunctionError',
      ]) {
        expect(source).not.toHaveProperty(limit);
      }
    }
  });

  it('partial batches are asked for only together with provisioned pollers', () => {
    const partial = {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ProvisionedPollerConfig: { MinimumPollers: 1 },
    };
    for (const source of sourcesOf(withBrokers)) expect(source).toMatchObject(partial);
    for (const source of sourcesOf(synthesizeStage('dev', MSK).stateless)) {
      for (const name of Object.keys(partial)) expect(source).not.toHaveProperty(name);
    }
  });

  it('the relay runs beside the brokers and may write to one topic', () => {
    withBrokers.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'communication-prod-outbox-relay',
      VpcConfig: {
        SubnetIds: ['subnet-0aaaaaaaaaaaaaaaa', 'subnet-0bbbbbbbbbbbbbbbb'],
        SecurityGroupIds: ['sg-0a1b2c3d4e5f60718'],
      },
    });
    const writes = statementsOf(withBrokers, 'outbox-relay').filter(({ actions }) =>
      actions.includes('kafka-cluster:WriteData'),
    );
    expect(writes.map(({ resources }) => resources)).toEqual([
      '"arn:aws:kafka:eu-central-1:111122223333:topic/platform/0a1b2c3d-1/communication-events"',
    ]);
  });

  it('that know users, pollers and relay read user and password, and no role stands in for them', () => {
    const { stateless } = synthesizeStage('prod', { ...MSK, ...MSK_SCRAM });
    const { MSK_SCRAM_SECRET_ARN: secret, MSK_SCRAM_KEY_ARN: key } = MSK_SCRAM;
    for (const { SourceAccessConfigurations } of sourcesOf(stateless))
      expect(SourceAccessConfigurations).toEqual([{ Type: 'SASL_SCRAM_512_AUTH', URI: secret }]);
    for (const name of ['matching-events', 'outbox-relay']) {
      const statements = statementsOf(stateless, name);
      const on = (action: string) =>
        statements.filter(({ actions }) => actions.includes(action)).map(({ resources }) => resources);
      expect(on('secretsmanager:GetSecretValue').join()).toContain(secret);
      expect(on('kms:Decrypt').join()).toContain(key);
    }
    expect(JSON.stringify(statementsOf(stateless, 'outbox-relay'))).not.toContain('kafka-cluster');
    for (const { properties } of functionsOf(stateless))
      expect(properties['Environment']).toMatchObject({
        Variables: { KAFKA_AUTH: 'scram', KAFKA_SECRET_ID: secret },
      });
  });

  it('nothing goes over the bus but SES events', () => {
    const rules = resourcesOf(withBrokers, 'AWS::Events::Rule');
    expect(rules.map(({ Properties }) => Properties['EventBusName'])).toEqual(['default']);
    const actions = FUNCTIONS.flatMap((name) => statementsOf(withBrokers, name)).flatMap(
      (statement) => statement.actions,
    );
    expect(actions).not.toContain('events:PutEvents');
  });
});

describe('permissions', () => {
  it.each(ANSWERING)('of %s are none but to write its log', (name) => {
    for (const stage of STAGES)
      expect(statementsOf(stacks[stage], name).flatMap(({ actions }) => actions)).toEqual(LOGGING);
  });

  it.each(STAGES)(
    'in %s come with no policy of AWS, and let each function write its own log only',
    (stage) => {
      const roles = resourcesOf(stacks[stage], 'AWS::IAM::Role').filter(({ Properties }) =>
        JSON.stringify(Properties['AssumeRolePolicyDocument']).includes('lambda.amazonaws.com'),
      );
      expect(roles).toHaveLength(FUNCTIONS.length);
      for (const { Properties } of roles) expect(Properties).not.toHaveProperty('ManagedPolicyArns');
      const logs = FUNCTIONS.map((name) => {
        const [own] = statementsOf(stacks[stage], name).filter(({ actions }) =>
          actions.includes(LOGGING[0]!),
        );
        return own?.resources.replace(/log[0-9A-F]{8}/, '');
      });
      expect(logs).toEqual(
        FUNCTIONS.map((name) => JSON.stringify({ 'Fn::GetAtt': [name.replaceAll('-', ''), 'Arn'] })),
      );
    },
  );

  it('never contain a wildcard action or a scan', () => {
    for (const { actions } of FUNCTIONS.flatMap((name) => statementsOf(withBrokers, name))) {
      for (const action of actions) expect(action).toMatch(/^[a-z0-9-]+:(?!Scan)[A-Za-z]+$/);
    }
  });

  it.each([
    ['ses:SendRawEmail', ['process-email-queue']],
    ['s3:PutObject', ['matching-events', 'outbox']],
    ['s3:GetObject', ['apply-erasures', 'erasures', 'inbound-mail', 'inbound-mails', 'parked-records']],
    ['s3:DeleteObject', ['apply-erasures', 'apply-retention', 'erasures', 'inbound-mail', 'parked-records']],
    ['events:PutEvents', ['outbox-relay']],
    [
      'secretsmanager:GetSecretValue',
      FUNCTIONS.filter((name) => name !== 'outbox-relay' && !ANSWERING.includes(name)),
    ],
  ])('give %s to those who need it', (action, expected) => {
    const holders = FUNCTIONS.filter((name) =>
      statementsOf(stacks.prod, name).some(({ actions }) => actions.includes(action)),
    );
    expect(holders).toEqual(expected);
  });

  const sendingOf = (stage: StageName) =>
    statementsOf(stacks[stage], 'process-email-queue').find(({ actions }) =>
      actions.includes('ses:SendRawEmail'),
    )!;

  it('let the pump send as our sender through our configuration set only', () => {
    const { resources, condition } = sendingOf('prod');
    expect(resources).toContain(':identity/prod.vermittlung.example');
    expect(resources).toContain(':configuration-set/');
    expect(condition).toEqual({ StringEquals: { 'ses:FromAddress': 'platzsuche@prod.vermittlung.example' } });
  });

  it('let no mail of dev reach anybody but the address that it is redirected to', () => {
    expect(sendingOf('dev').condition).toMatchObject({
      'ForAllValues:StringEquals': { 'ses:Recipients': ['success@simulator.amazonses.com'] },
    });
  });

  it('let no mail reach anybody who is not on the list, and take no address for a pattern', () => {
    const settings = { MAIL_MODE: 'allow-list', MAIL_ALLOW_LIST: 'e*a?$@praxis.example,@platz.example' };
    const { stateless } = synthesizeStage('dev', settings);
    const sending = statementsOf(stateless, 'process-email-queue').find(({ actions }) =>
      actions.includes('ses:SendRawEmail'),
    );
    expect(sending?.condition).toEqual({
      StringEquals: { 'ses:FromAddress': 'platzsuche@dev.vermittlung.example' },
      'ForAllValues:StringLike': {
        'ses:Recipients': ['e${*}a${?}${$}@praxis.example', '*@platz.example'],
      },
    });
  });
});
