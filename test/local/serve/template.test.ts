import { afterEach, describe, expect, it } from '@jest/globals';
import { startEngine, type Engine } from '../../../local/engine.ts';
import { createGateway } from '../../../local/http/gateway.ts';
import { startHttpServer, type HttpServer } from '../../../local/http/server.ts';
import type { CloudFormationResource, Templates } from '../../../local/template/cloudformation.ts';
import { readTemplates, toServiceTemplate } from '../../../local/template/service-template.ts';
import { synthesizeLocalStage } from '../../../local/template/synthesize.ts';

const STATELESS = 'communication-local-stateless';
const START = '2026-11-23T08:00:30.000Z';

let engine: Engine | undefined;
let server: HttpServer | undefined;
const ticks: string[] = [];
afterEach(async () => {
  await server?.stop();
  await engine?.stop();
  ticks.length = 0;
});

/** The engine and its API on a template. */
async function serve(templates: Templates): Promise<string> {
  const template = toServiceTemplate(templates);
  engine = await startEngine({
    start: START,
    template,
    onTick: ({ name }) => void ticks.push(name),
  });
  const handle = createGateway({ routes: template.routes, invoke: engine.invoke, now: engine.clock.now });
  server = await startHttpServer({ port: 0, handle });
  return server.address;
}

/** A copy of the stage's templates with more resources in the stack of the functions. */
async function withResources(added: (names: Names) => Record<string, CloudFormationResource>) {
  const templates = await readTemplates(await synthesizeLocalStage());
  const stack = templates[STATELESS]!;
  const Resources = { ...stack.Resources, ...added(namesIn(stack.Resources)) };
  return { ...templates, [STATELESS]: { ...stack, Resources } };
}

type Names = ReturnType<typeof namesIn>;

function namesIn(resources: Record<string, CloudFormationResource>) {
  const find = (is: (resource: CloudFormationResource) => boolean) =>
    Object.entries(resources).find(([, resource]) => is(resource))![0];
  return {
    api: find(({ Type }) => Type === 'AWS::ApiGateway::RestApi'),
    apiFolder: find(
      ({ Type, Properties }) => Type === 'AWS::ApiGateway::Resource' && Properties?.['PathPart'] === 'api',
    ),
    health: find(({ Metadata }) => Metadata?.['entry'] === 'functions/api/health.ts'),
    sweep: find(({ Metadata }) => Metadata?.['entry'] === 'functions/schedules/check-unanswered-emails.ts'),
  };
}

describe('a resource that is added to the template', () => {
  it('is served when it is a route', async () => {
    const templates = await withResources(({ api, apiFolder, health }) => ({
      ping: {
        Type: 'AWS::ApiGateway::Resource',
        Properties: { ParentId: { Ref: apiFolder }, PathPart: 'ping', RestApiId: { Ref: api } },
      },
      pingGet: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          HttpMethod: 'GET',
          ResourceId: { Ref: 'ping' },
          RestApiId: { Ref: api },
          Integration: {
            Type: 'AWS_PROXY',
            Uri: { 'Fn::Join': ['', ['arn:aws:apigateway:::path/', { 'Fn::GetAtt': [health, 'Arn'] }]] },
          },
        },
      },
    }));
    const address = await serve(templates);
    const answer = await fetch(`${address}/api/ping`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok', stage: 'local' }]);
    expect((await fetch(`${address}/api/pong`)).status).toBe(404);
  });

  it('fires when it is a schedule', async () => {
    const templates = await withResources(({ sweep }) => ({
      extra: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          Name: 'every-twenty-minutes',
          ScheduleExpression: 'rate(20 minutes)',
          State: 'ENABLED',
          Target: { Arn: { 'Fn::GetAtt': [sweep, 'Arn'] }, RoleArn: 'any' },
        },
      },
    }));
    await serve(templates);
    await engine?.moveTo('2026-11-23T09:00:00.000Z');
    expect(ticks.filter((name) => name === 'every-twenty-minutes')).toHaveLength(3);
  });
});
