import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { loadStage, type StageName } from '../../infra/config.ts';
import { resourcesOf, synthesizeStage } from './templates.ts';

const CREATE = { CREATE_BROKERS: 'true' };
const made = {} as Record<'dev' | 'prod', Template>;
beforeAll(() => {
  for (const stage of ['dev', 'prod'] as const) made[stage] = synthesizeStage(stage, CREATE).brokers!;
});

describe('brokers', () => {
  it.each<[StageName, Record<string, string>]>([
    ['prod', {}],
    ['prod', { CREATE_BROKERS: 'false' }],
    ['local', CREATE],
  ])('are not made in %s with %j', (stage, settings) => {
    expect(loadStage(stage, (name) => settings[name]).createsBrokers).toBe(false);
  });

  it('know callers by IAM alone, in two subnets, and survive their stack in prod', () => {
    const [cluster] = resourcesOf(made.prod, 'AWS::MSK::ServerlessCluster');
    expect(cluster).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: { ClientAuthentication: { Sasl: { Iam: { Enabled: true } } } },
    });
    const [{ SubnetIds }] = cluster!.Properties['VpcConfigs'] as [{ SubnetIds: unknown[] }];
    expect(SubnetIds).toHaveLength(2);
  });

  it.each([
    ['dev', ['dynamodb', 'lambda', 'sts']],
    ['prod', ['dynamodb']],
  ] as const)('stand in a network of %s that leads to %j and nowhere else', (stage, services) => {
    const template = made[stage];
    for (const type of ['NatGateway', 'InternetGateway', 'EIP'])
      template.resourceCountIs(`AWS::EC2::${type}`, 0);
    const endpoints = resourcesOf(template, 'AWS::EC2::VPCEndpoint').map(({ Properties }) =>
      JSON.stringify(Properties['ServiceName']),
    );
    expect(endpoints).toHaveLength(services.length);
    for (const service of services) expect(endpoints.join()).toContain(`.${service}"`);
  });

  it('are reached by members of their group only', () => {
    made.prod.resourceCountIs('AWS::EC2::SecurityGroup', 1);
    const ingress = resourcesOf(made.prod, 'AWS::EC2::SecurityGroupIngress').map(
      ({ Properties }) => Properties,
    );
    expect(ingress.map(({ FromPort }) => FromPort)).toEqual([9098, 443]);
    for (const rule of ingress) {
      expect(rule).not.toHaveProperty('CidrIp');
      expect(rule['SourceSecurityGroupId']).toEqual(rule['GroupId']);
    }
  });

  it('write down what their network refuses, for as long as the logs of the stage are kept', () => {
    const [log] = resourcesOf(made.prod, 'AWS::EC2::FlowLog');
    expect(log?.Properties).toMatchObject({ ResourceType: 'VPC', TrafficType: 'REJECT' });
    const [group] = resourcesOf(made.prod, 'AWS::Logs::LogGroup');
    expect(group).toMatchObject({ DeletionPolicy: 'Retain', Properties: { RetentionInDays: 90 } });
  });

  it('tell the settings by which the other stacks use them', () => {
    const { Outputs } = made.prod.toJSON() as { Outputs: Record<string, { Description: string }> };
    expect(Object.values(Outputs).map(({ Description }) => Description.replace('The setting ', ''))).toEqual([
      'MSK_CLUSTER_ARN',
      'MSK_VPC_ID',
      'MSK_SUBNETS',
      'MSK_SECURITY_GROUP',
    ]);
  });
});
