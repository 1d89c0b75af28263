import { describe, expect, it } from '@jest/globals';
import type { CloudFormationResource, Templates } from '../../../local/template/cloudformation.ts';
import { createResolver } from '../../../local/template/intrinsics.ts';

const resource = (Type: string, Properties: Record<string, unknown> = {}): CloudFormationResource => ({
  Type,
  Properties,
});

const TEMPLATES: Templates = {
  'some-local-stateful': {
    Resources: {
      contacts57753EB5: resource('AWS::DynamoDB::Table'),
      Outbox89E95F45: resource('AWS::DynamoDB::Table'),
      bucket43879C71: resource('AWS::S3::Bucket'),
      secretC9D1A13B: resource('AWS::SecretsManager::Secret'),
      bus707364D1: resource('AWS::Events::EventBus', {
        Name: { 'Fn::Sub': '${AWS::StackName}-bus' },
      }),
      queueD422F67E: resource('AWS::SQS::Queue'),
      twinAAAAAAAA: resource('AWS::KMS::Key'),
      twinBBBBBBBB: resource('AWS::KMS::Key'),
    },
    Outputs: {
      ExportsContacts: { Value: { Ref: 'contacts57753EB5' }, Export: { Name: 'stateful:Contacts' } },
      ExportsStream: {
        Value: { 'Fn::GetAtt': ['Outbox89E95F45', 'StreamArn'] },
        Export: { Name: { 'Fn::Join': [':', ['stateful', 'Stream']] } },
      },
      NotExported: { Value: 'nothing' },
    },
  },
  'some-local-stateless': {
    Resources: {
      healthC878E2FF: resource('AWS::Lambda::Function', { FunctionName: 'some-local-health' }),
    },
  },
};

const resolve = createResolver(TEMPLATES);
const inStateful = (value: unknown) => resolve(value, { stack: 'some-local-stateful', path: 'Here' });
const inStateless = (value: unknown) => resolve(value, { stack: 'some-local-stateless', path: 'Here' });

describe('a reference', () => {
  it.each([
    ['the name that a resource was given', 'bus707364D1', 'some-local-stateful-bus'],
    ['stack and logical id where there is none', 'contacts57753EB5', 'some-local-stateful-contacts'],
    ['lower-case names only', 'Outbox89E95F45', 'some-local-stateful-outbox'],
    ['the hash where two of a kind differ in it alone', 'twinAAAAAAAA', 'some-local-stateful-twinaaaaaaaa'],
    [
      'the ARN of a secret, as CloudFormation does',
      'secretC9D1A13B',
      'arn:aws:secretsmanager:eu-central-1:000000000000:secret:some-local-stateful-secret',
    ],
    ['the region', 'AWS::Region', 'eu-central-1'],
    ['the account', 'AWS::AccountId', '000000000000'],
    ['the partition', 'AWS::Partition', 'aws'],
    ['the stack', 'AWS::StackName', 'some-local-stateful'],
  ])('leads to %s', (_what, Ref, expected) => {
    expect(inStateful({ Ref })).toBe(expected);
  });

  it.each([
    ['contacts57753EB5', 'arn:aws:dynamodb:eu-central-1:000000000000:table/some-local-stateful-contacts'],
    ['bucket43879C71', 'arn:aws:s3:::some-local-stateful-bucket'],
    ['bus707364D1', 'arn:aws:events:eu-central-1:000000000000:event-bus/some-local-stateful-bus'],
    ['queueD422F67E', 'arn:aws:sqs:eu-central-1:000000000000:some-local-stateful-queue'],
  ])('to the ARN of %s ends in its name', (id, arn) => {
    expect(inStateful({ 'Fn::GetAtt': [id, 'Arn'] })).toBe(arn);
    expect(inStateful({ 'Fn::GetAtt': `${id}.Arn` })).toBe(arn);
  });

  it('to the ARN of a function carries its name as Lambda does', () => {
    expect(inStateless({ 'Fn::GetAtt': ['healthC878E2FF', 'Arn'] })).toBe(
      'arn:aws:lambda:eu-central-1:000000000000:function:some-local-health',
    );
  });

  it('is followed into the stack that exports it', () => {
    expect(inStateless({ 'Fn::ImportValue': 'stateful:Contacts' })).toBe('some-local-stateful-contacts');
    expect(inStateless({ 'Fn::ImportValue': 'stateful:Stream' })).toMatch(
      /^arn:aws:dynamodb:.*:table\/some-local-stateful-outbox\/stream\//,
    );
  });

  it('is resolved wherever it stands, and the rest stays as it is', () => {
    expect(
      inStateful({ list: [1, true, null, { Ref: 'AWS::Region' }], beside: { Ref: 'text', Other: 1 } }),
    ).toEqual({ list: [1, true, null, 'eu-central-1'], beside: { Ref: 'text', Other: 1 } });
  });
});

describe('a text', () => {
  it('is joined', () => {
    const parts = ['functions/', { 'Fn::GetAtt': ['healthC878E2FF', 'Arn'] }, '/invocations'];
    expect(inStateless({ 'Fn::Join': ['', parts] })).toBe(
      'functions/arn:aws:lambda:eu-central-1:000000000000:function:some-local-health/invocations',
    );
  });

  it('is split, and a part of it selected', () => {
    const split = { 'Fn::Split': ['/', { 'Fn::GetAtt': ['contacts57753EB5', 'Arn'] }] };
    expect(inStateful({ 'Fn::Select': ['1', split] })).toBe('some-local-stateful-contacts');
  });

  it('is filled from the template and from variables of its own', () => {
    expect(inStateful({ 'Fn::Sub': '${AWS::Region}/${bus707364D1}/${queueD422F67E.Arn}/${!Kept}' })).toBe(
      'eu-central-1/some-local-stateful-bus/arn:aws:sqs:eu-central-1:000000000000:some-local-stateful-queue/${Kept}',
    );
    expect(inStateful({ 'Fn::Sub': ['${Name}!', { Name: { Ref: 'bus707364D1' } }] })).toBe(
      'some-local-stateful-bus!',
    );
  });
});

describe('what is not known', () => {
  it.each([
    ['an intrinsic', { 'Fn::Cidr': ['10.0.0.0/16', 2] }, 'Fn::Cidr is not an intrinsic that is known here'],
    [
      'an attribute',
      { 'Fn::GetAtt': ['bucket43879C71', 'WebsiteURL'] },
      'WebsiteURL of bucket43879C71 (AWS::S3::Bucket) is not an attribute that is known here',
    ],
    ['a resource', { Ref: 'nobody' }, 'there is no resource nobody in this stack'],
    ['a resource in a text', { 'Fn::Sub': '${nobody.Arn}' }, 'there is no resource nobody in this stack'],
    [
      'an export',
      { 'Fn::ImportValue': 'stateful:Nobody' },
      'Fn::ImportValue: no stack exports stateful:Nobody',
    ],
    ['a part', { 'Fn::Select': [2, ['a', 'b']] }, 'Fn::Select finds nothing at 2'],
    ['a list where a text belongs', { 'Fn::Join': ['', [['a']]] }, '["a"] is not a text'],
  ])('is refused by name and place: %s', (_what, value, fault) => {
    expect(() => inStateful({ Environment: { Variables: [value] } })).toThrow(
      `some-local-stateful: Here.Environment.Variables.0: ${fault}`,
    );
  });
});
