import { describe, expect, it } from '@jest/globals';
import type { CloudFormationResource, Templates } from '../../../local/template/cloudformation.ts';
import { toServiceTemplate } from '../../../local/template/service-template.ts';

const HEALTH: CloudFormationResource = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'some-health',
    Environment: { Variables: { STAGE: 'local', EMAILS_TABLE: { Ref: 'emails84B522B0' } } },
    Timeout: 29,
  },
  Metadata: { entry: 'functions/api/health.ts' },
};

const EMAILS: CloudFormationResource = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'some-emails',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
    TimeToLiveSpecification: { AttributeName: 'expires_at', Enabled: true },
    SSESpecification: { SSEEnabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  },
};

const HEALTH_ARN = { 'Fn::GetAtt': ['healthC878E2FF', 'Arn'] };

/** A stack with a function, a table and whatever the test is about. */
const stackWith = (resources: Record<string, CloudFormationResource>): Templates => ({
  some: { Resources: { healthC878E2FF: HEALTH, emails84B522B0: EMAILS, ...resources } },
});
const modelOf = (type: string, properties: Record<string, unknown>) =>
  toServiceTemplate(stackWith({ subject: { Type: type, Properties: properties } }));

describe('functions', () => {
  it('are read with their source, environment and time', () => {
    expect(toServiceTemplate(stackWith({})).functions).toEqual([
      {
        name: 'some-health',
        entry: 'functions/api/health.ts',
        environment: { STAGE: 'local', EMAILS_TABLE: 'some-emails' },
        timeoutMs: 29_000,
      },
    ]);
  });

  it('have three seconds and no environment unless they say otherwise, as Lambda has it', () => {
    const plain = { Type: 'AWS::Lambda::Function', Metadata: { entry: 'functions/plain.ts' } };
    expect(toServiceTemplate({ some: { Resources: { plain } } }).functions).toEqual([
      { name: 'some-plain', entry: 'functions/plain.ts', environment: {}, timeoutMs: 3000 },
    ]);
  });

  it('are refused without a source', () => {
    expect(() => modelOf('AWS::Lambda::Function', {})).toThrow(/^some: Resources\.subject: Metadata/);
  });

  it('are refused with a variable that is not a text', () => {
    expect(() => modelOf('AWS::Lambda::Function', { Environment: { Variables: { LIST: [] } } })).toThrow(
      /^some: Resources\.subject\.Properties: Environment\.Variables\.LIST/,
    );
  });
});

describe('tables', () => {
  it('are read as DynamoDB creates them, without encryption and backups', () => {
    const { tables, timeToLive } = toServiceTemplate(stackWith({}));
    expect(tables).toEqual([
      {
        TableName: 'some-emails',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
      },
    ]);
    expect(timeToLive).toEqual([{ table: 'some-emails', attribute: 'expires_at' }]);
  });
});

describe('routes', () => {
  const api = { Type: 'AWS::ApiGateway::RestApi' };
  const apiResource = (ParentId: unknown, PathPart: string) => ({
    Type: 'AWS::ApiGateway::Resource',
    Properties: { ParentId, PathPart },
  });
  const method = (HttpMethod: string, ResourceId: unknown, integration: object = {}) => ({
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      HttpMethod,
      ResourceId,
      Integration: {
        Type: 'AWS_PROXY',
        Uri: { 'Fn::Join': ['', ['arn:aws:apigateway:::path/functions/', HEALTH_ARN, '/invocations']] },
        ...integration,
      },
    },
  });
  const root = { 'Fn::GetAtt': ['api', 'RootResourceId'] };
  const RESOURCES = {
    api,
    // The CDK names the resource of a path like the API itself, but for the hash.
    apiA9E0BAD5: apiResource(root, 'api'),
    emails: apiResource({ Ref: 'apiA9E0BAD5' }, 'emails'),
    email: apiResource({ Ref: 'emails' }, '{email_id}'),
  };

  it('are paths put together from the root', () => {
    const { routes } = toServiceTemplate(
      stackWith({
        ...RESOURCES,
        anyRoot: method('ANY', root),
        getEmail: method('GET', { Ref: 'email' }),
        postEmails: method('POST', { Ref: 'emails' }),
      }),
    );
    expect(routes).toEqual([
      { method: 'ANY', path: '/', functionName: 'some-health' },
      { method: 'GET', path: '/api/emails/{email_id}', functionName: 'some-health' },
      { method: 'POST', path: '/api/emails', functionName: 'some-health' },
    ]);
  });

  it('leave out what API Gateway answers by itself', () => {
    const options = method('OPTIONS', { Ref: 'emails' }, { Type: 'MOCK', Uri: undefined });
    expect(toServiceTemplate(stackWith({ ...RESOURCES, options })).routes).toEqual([]);
  });

  it('that lead elsewhere are refused', () => {
    const proxy = method('GET', { Ref: 'emails' }, { Type: 'HTTP_PROXY', Uri: 'https://praxis.example' });
    expect(() => toServiceTemplate(stackWith({ ...RESOURCES, proxy }))).toThrow(
      'some: Resources.proxy: https://praxis.example is not a function of these templates',
    );
  });
});

describe('schedules', () => {
  const schedule = (properties: object = {}, target: object = {}) =>
    modelOf('AWS::Scheduler::Schedule', {
      Name: 'some-schedule',
      ScheduleExpression: 'rate(1 hour)',
      State: 'ENABLED',
      Target: { Arn: HEALTH_ARN, RoleArn: 'arn:aws:iam::000000000000:role/any', ...target },
      ...properties,
    }).schedules;

  it('are read with their zone and input', () => {
    expect(schedule({ ScheduleExpressionTimezone: 'Europe/Berlin' }, { Input: '{"page":1}' })).toEqual([
      {
        name: 'some-schedule',
        expression: 'rate(1 hour)',
        timeZone: 'Europe/Berlin',
        functionName: 'some-health',
        input: { page: 1 },
      },
    ]);
  });

  it('run in UTC with an empty input unless they say otherwise', () => {
    expect(schedule()).toMatchObject([{ timeZone: 'UTC', input: {} }]);
  });

  it('that are off are left out', () => {
    expect(schedule({ State: 'DISABLED' })).toEqual([]);
  });

  it('of something else are refused', () => {
    expect(() => schedule({}, { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage' })).toThrow(
      'some: Resources.subject: arn:aws:scheduler:::aws-sdk:sqs:sendMessage is not a function of these templates',
    );
  });
});

describe('rules', () => {
  const rule = (properties: object) =>
    modelOf('AWS::Events::Rule', {
      EventPattern: { source: ['aws.ses'] },
      Targets: [{ Id: 'Target0', Arn: HEALTH_ARN }],
      ...properties,
    }).rules;

  it.each([
    ['by name', 'some-bus', 'some-bus'],
    ['by ARN', 'arn:aws:events:eu-central-1:000000000000:event-bus/some-bus', 'some-bus'],
    ['of the account', undefined, 'default'],
  ])('listen to a bus %s', (_how, EventBusName, bus) => {
    expect(rule(EventBusName === undefined ? {} : { EventBusName })).toEqual([
      { name: 'some-subject', bus, pattern: { source: ['aws.ses'] }, functionName: 'some-health' },
    ]);
  });

  it('that are off are left out', () => {
    expect(rule({ State: 'DISABLED' })).toEqual([]);
  });

  it('that change the event on its way are refused', () => {
    expect(() => rule({ Targets: [{ Arn: HEALTH_ARN, InputPath: '$.detail' }] })).toThrow(
      'some: Resources.subject.Properties: Targets.0.InputPath is not known here',
    );
  });
});

describe('event sources', () => {
  const mapping = (properties: Record<string, unknown>) =>
    modelOf('AWS::Lambda::EventSourceMapping', { FunctionName: { Ref: 'healthC878E2FF' }, ...properties });
  const stream = { EventSourceArn: { 'Fn::GetAtt': ['emails84B522B0', 'StreamArn'] } };

  it('are streams of tables with their filters', () => {
    const Filters = [{ Pattern: '{"eventName":["INSERT"]}' }];
    expect(mapping({ ...stream, FilterCriteria: { Filters } }).streams).toEqual([
      { table: 'some-emails', patterns: [{ eventName: ['INSERT'] }], functionName: 'some-health' },
    ]);
    expect(mapping(stream)).toMatchObject({ streams: [{ patterns: [] }], topics: [] });
  });

  it.each([
    ['MSK', { EventSourceArn: 'arn:aws:kafka:eu-central-1:111122223333:cluster/platform/0a1b2c3d-1' }],
    ['brokers of one’s own', { SelfManagedEventSource: { Endpoints: {} } }],
  ])('are topics of %s', (_whose, source) => {
    expect(mapping({ ...source, Topics: ['matching-events'] })).toMatchObject({
      topics: [{ topic: 'matching-events', functionName: 'some-health' }],
      streams: [],
    });
  });

  it('that are off are left out', () => {
    expect(mapping({ ...stream, Enabled: false }).streams).toEqual([]);
  });

  it('of another kind are refused', () => {
    const EventSourceArn = 'arn:aws:sqs:eu-central-1:000000000000:some-queue';
    expect(() => mapping({ EventSourceArn })).toThrow(
      `some: Resources.subject: ${EventSourceArn} is neither a table's stream nor a topic`,
    );
  });

  it('for a function that does not exist are refused', () => {
    expect(() => mapping({ ...stream, FunctionName: 'nobody' })).toThrow(
      'some: Resources.subject: nobody is not a function of these templates',
    );
  });
});
