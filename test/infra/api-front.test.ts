import { beforeAll, describe, expect, it } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { STAGES, type StageName } from '../../infra/config.ts';
import { resourcesOf, synthesizeStage } from './templates.ts';

const stacks = {} as Record<StageName, Template>;
beforeAll(() => {
  for (const stage of STAGES) stacks[stage] = synthesizeStage(stage).stateless;
});

describe('the access log', () => {
  it.each(['dev', 'prod'] as const)(
    'of %s tells routes and results, neither paths nor who asked',
    (stage) => {
      const { Properties } = resourcesOf(stacks[stage], 'AWS::ApiGateway::Stage')[0]!;
      const { Format } = Properties['AccessLogSetting'] as { Format: string };
      const fields = Object.values(JSON.parse(Format) as Record<string, string>);
      expect(fields).toContain('$context.resourcePath');
      expect(fields).toContain('$context.status');
      for (const field of fields)
        expect(field).not.toMatch(/context\.(path|identity|authorizer|customDomain|waf)|\$input/);
    },
  );

  it('is kept as long as the logs of the functions', () => {
    for (const [stage, days] of [
      ['dev', 14],
      ['prod', 90],
    ] as const)
      stacks[stage].hasResourceProperties('AWS::Logs::LogGroup', {
        LogGroupName: `/aws/apigateway/communication-${stage}`,
        RetentionInDays: days,
      });
  });

  it('may be written, which is a setting of the account that stays when the stack goes', () => {
    for (const stage of ['dev', 'prod'] as const) {
      stacks[stage].hasResource('AWS::ApiGateway::Account', { DeletionPolicy: 'Retain' });
      const [account] = Object.keys(stacks[stage].findResources('AWS::ApiGateway::Account'));
      stacks[stage].hasResource('AWS::ApiGateway::Stage', { DependsOn: Match.arrayWith([account]) });
    }
  });

  it('is none on LocalStack, and sets nothing there', () => {
    stacks.local.resourceCountIs('AWS::ApiGateway::Account', 0);
    stacks.local.hasResourceProperties('AWS::ApiGateway::Stage', { AccessLogSetting: Match.absent() });
  });
});

describe('the firewall', () => {
  interface Rule {
    Name: string;
    Action?: object;
    OverrideAction?: object;
    Statement: {
      RateBasedStatement?: object;
      ManagedRuleGroupStatement?: { RuleActionOverrides: { Name: string; ActionToUse: object }[] };
    };
    VisibilityConfig: { SampledRequestsEnabled: boolean };
  }
  const acl = () =>
    resourcesOf(stacks.prod, 'AWS::WAFv2::WebACL')[0]!.Properties as {
      Rules: Rule[];
      VisibilityConfig: Rule['VisibilityConfig'];
    };
  const rule = (name: string) => acl().Rules.find(({ Name }) => Name === name)!;

  it('stands before the API of prod and no other', () => {
    stacks.prod.hasResourceProperties('AWS::WAFv2::WebACL', {
      Scope: 'REGIONAL',
      DefaultAction: { Allow: {} },
    });
    const [stage] = Object.keys(stacks.prod.findResources('AWS::ApiGateway::Stage'));
    const { Properties } = resourcesOf(stacks.prod, 'AWS::WAFv2::WebACLAssociation')[0]!;
    expect(JSON.stringify(Properties['ResourceArn'])).toContain(`{"Ref":"${stage}"}`);
    for (const other of ['local', 'dev'] as const) stacks[other].resourceCountIs('AWS::WAFv2::WebACL', 0);
  });

  it('blocks what comes too fast from one address', () => {
    expect(rule('rate')).toMatchObject({
      Action: { Block: {} },
      Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 6000, EvaluationWindowSec: 300 } },
    });
  });

  it.each(['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'])(
    'blocks what %s names',
    (name) => {
      expect(rule(name).OverrideAction).toEqual({ None: {} });
    },
  );

  it('only counts large bodies, markup in bodies, and callers who do not say what they are', () => {
    const overrides = acl().Rules.flatMap(
      ({ Statement }) => Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? [],
    );
    expect(overrides).toEqual(
      ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY', 'NoUserAgent_HEADER'].map((name) => ({
        Name: name,
        ActionToUse: { Count: {} },
      })),
    );
  });

  it('keeps nothing of what it sees', () => {
    const { Rules, VisibilityConfig } = acl();
    for (const each of [VisibilityConfig, ...Rules.map((one) => one.VisibilityConfig)])
      expect(each).toMatchObject({ SampledRequestsEnabled: false });
    stacks.prod.resourceCountIs('AWS::WAFv2::LoggingConfiguration', 0);
  });
});
