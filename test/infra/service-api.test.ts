import { beforeAll, describe, expect, it } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { STAGES, type StageName } from '../../infra/config.ts';
import { GATEWAY_PROBLEMS } from '../../infra/constructs/gateway-problems.ts';
import { CALLER_LINE_OPERATIONS } from '../../shared/contracts/http/caller-lines.ts';
import { EMAIL_OPERATIONS } from '../../shared/contracts/http/emails.ts';
import { INBOUND_MAIL_OPERATIONS } from '../../shared/contracts/http/inbound-mails.ts';
import { OUTBOX_OPERATIONS } from '../../shared/contracts/http/outbox.ts';
import { PARKED_RECORD_OPERATIONS } from '../../shared/contracts/http/parked-records.ts';
import { PHONE_CALL_OPERATIONS } from '../../shared/contracts/http/phone-calls.ts';
import { SERVICE_OPERATIONS } from '../../shared/contracts/http/service.ts';
import { ERASURE_OPERATIONS } from '../../shared/contracts/http/erasures.ts';
import { SUPPRESSION_OPERATIONS } from '../../shared/contracts/http/suppressions.ts';
import { SWITCH_OPERATIONS } from '../../shared/contracts/http/switches.ts';
import { THERAPIST_OPERATIONS } from '../../shared/contracts/http/therapists.ts';
import { WORK_ITEM_OPERATIONS } from '../../shared/contracts/http/work-items.ts';
import { functionsOf, resourcesOf, synthesizeStage } from './templates.ts';

/** Functions that the API leads to. */
const ANSWERING = [
  'caller-lines',
  'emails',
  'erasures',
  'health',
  'inbound-mails',
  'objections',
  'outbox',
  'parked-records',
  'phone-calls',
  'suppressions',
  'switches',
  'therapists',
  'unknown-route',
  'work-items',
];

const stacks = {} as Record<StageName, Template>;
beforeAll(() => {
  for (const stage of STAGES) stacks[stage] = synthesizeStage(stage).stateless;
});

/** What API Gateway answers by itself: kind → status, headers, bodies. */
const gatewayResponsesOf = (template: Template) =>
  Object.fromEntries(
    resourcesOf(template, 'AWS::ApiGateway::GatewayResponse').map(({ Properties }) => [
      String(Properties['ResponseType']),
      {
        status: Properties['StatusCode'],
        headers: Properties['ResponseParameters'],
        bodies: Object.entries(Properties['ResponseTemplates'] as Record<string, string>).map(
          ([mediaType, body]) => [mediaType, JSON.parse(body) as unknown],
        ),
      },
    ]),
  );

/** The methods and paths that lead somewhere; each resource knows its parent, the first that of the API's root. */
function routesOf(template: Template): { method: unknown; path: string }[] {
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const pathOf = (id: string): string => {
    const { ParentId, PathPart } = (resources[id]?.['Properties'] ?? {}) as {
      ParentId?: { Ref?: string };
      PathPart?: string;
    };
    return PathPart === undefined ? '' : `${pathOf(ParentId?.Ref ?? '')}/${PathPart}`;
  };
  return resourcesOf(template, 'AWS::ApiGateway::Method').map(({ Properties }) => {
    const { Ref = '' } = Properties['ResourceId'] as { Ref?: string };
    return { method: Properties['HttpMethod'], path: pathOf(Ref) || '/' };
  });
}

describe('the API', () => {
  it.each(STAGES)('of %s is regional, with one deployment stage of that name', (stage) => {
    const template = stacks[stage];
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
    expect(resourcesOf(template, 'AWS::ApiGateway::Stage').map(({ Properties }) => Properties)).toEqual([
      expect.objectContaining({ StageName: stage }),
    ]);
  });

  it.each([
    ['local', 100, 200],
    ['dev', 20, 40],
    ['prod', 50, 100],
  ] as const)('of %s is throttled to %i requests a second and bursts of %i', (stage, rate, burst) => {
    stacks[stage].hasResourceProperties('AWS::ApiGateway::Stage', {
      MethodSettings: [
        { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst },
      ],
    });
  });

  it.each(STAGES)('of %s writes no log of executions, which would hold bodies and paths', (stage) => {
    stacks[stage].hasResourceProperties('AWS::ApiGateway::Stage', {
      MethodSettings: [{ DataTraceEnabled: false, LoggingLevel: Match.absent() }],
    });
  });

  it.each(STAGES)('of %s gives away its address and id', (stage) => {
    const outputs = stacks[stage].toJSON()['Outputs'] as Record<string, { Value: unknown }>;
    expect(Object.keys(outputs).filter((name) => /api/i.test(name))).toEqual(['ApiAddress', 'ApiId']);
    const [api] = Object.keys(stacks[stage].findResources('AWS::ApiGateway::RestApi'));
    expect(outputs['ApiId']).toEqual({ Value: { Ref: api } });
  });

  it.each(STAGES)('of %s leads every path of every operation, with any method, to a function', (stage) => {
    const routes = routesOf(stacks[stage]);
    const operations = [
      ...EMAIL_OPERATIONS,
      ...INBOUND_MAIL_OPERATIONS,
      ...PHONE_CALL_OPERATIONS,
      ...WORK_ITEM_OPERATIONS,
      ...CALLER_LINE_OPERATIONS,
      ...SWITCH_OPERATIONS,
      ...THERAPIST_OPERATIONS,
      ...SUPPRESSION_OPERATIONS,
      ...PARKED_RECORD_OPERATIONS,
      ...OUTBOX_OPERATIONS,
      ...ERASURE_OPERATIONS,
      ...SERVICE_OPERATIONS,
    ];
    const paths = new Set([...operations.map(({ path }) => path), '/u/{token}', '/', '/{proxy+}']);
    expect(routes.map(({ path }) => path).sort()).toEqual([...paths].sort());
    expect(new Set(routes.map(({ method }) => method))).toEqual(new Set(['ANY']));
  });

  it('may invoke each of its functions by one permission, however many routes lead there', () => {
    const allowed = resourcesOf(stacks.prod, 'AWS::Lambda::Permission')
      .map(({ Properties }) => Properties)
      .filter(({ Principal }) => Principal === 'apigateway.amazonaws.com')
      .map(({ FunctionName }) => (FunctionName as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0]);
    const answering = functionsOf(stacks.prod)
      .filter(({ name }) => ANSWERING.includes(name))
      .map(({ id }) => id);
    expect(allowed.sort()).toEqual(answering.sort());
  });
});

describe("API Gateway's own answers", () => {
  it.each(STAGES)('are all problems of RFC 9457 in %s, whatever the caller accepts', (stage) => {
    const answers = Object.values(gatewayResponsesOf(stacks[stage]));
    expect(answers).toHaveLength(GATEWAY_PROBLEMS.length);
    for (const { status, headers, bodies } of answers) {
      const problem = {
        type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
        title: expect.any(String),
        status: Number(status),
        instance: 'urn:uuid:$context.requestId',
        request_id: '$context.requestId',
      };
      expect(headers).toEqual({ 'gatewayresponse.header.Content-Type': "'application/problem+json'" });
      expect(bodies).toEqual([
        ['application/problem+json', problem],
        ['application/json', problem],
      ]);
    }
  });

  it.each([
    ['MISSING_AUTHENTICATION_TOKEN', '404', '/problems/not-found'],
    ['RESOURCE_NOT_FOUND', '404', '/problems/not-found'],
    ['REQUEST_TOO_LARGE', '413', '/problems/payload-too-large'],
    ['THROTTLED', '429', '/problems/too-many-requests'],
    ['UNAUTHORIZED', '401', '/problems/unauthorized'],
    ['WAF_FILTERED', '403', '/problems/forbidden'],
    ['INTEGRATION_TIMEOUT', '504', '/problems/gateway-timeout'],
    ['DEFAULT_4XX', '400', '/problems/invalid-request'],
    ['DEFAULT_5XX', '500', '/problems/internal-error'],
  ])('say for %s: %s %s', (kind, status, type) => {
    expect(gatewayResponsesOf(stacks.prod)[kind]).toMatchObject({
      status,
      bodies: [[expect.any(String), { type }], expect.anything()],
    });
  });
});
