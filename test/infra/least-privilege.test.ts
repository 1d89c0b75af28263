import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { STAGES, type StageName } from '../../infra/config.ts';
import { FUNCTION_ACCESS } from '../../infra/function-access.ts';
import type { Templates } from '../../local/template/cloudformation.ts';
import { localTemplate } from '../support/engine.ts';
import { synthesizeStage } from './templates.ts';
import type { AwsRequest } from './usage/aws-requests.ts';
import { grantsOf, policyOf, refusedRequests, unusedGrants } from './usage/check.ts';
import { startCold } from './usage/cold-start.ts';
import { readFunctions, type DeployedFunction } from './usage/policies.ts';
import { STORIES } from './usage/stories.ts';
import { live, UsageLog } from './usage/usage.ts';

/** Stories take a minute on an idle machine. */
const PATIENCE_MS = 600_000;

/** Those of a stage that functions and their data stand in. */
type Stack = 'stateful' | 'stateless';

const functions = {} as Record<StageName, DeployedFunction[]>;

beforeAll(async () => {
  const log = new UsageLog();
  for (const story of Object.values(STORIES)) await live(story, log);
  const { functions: resources } = await localTemplate();
  for (const resource of resources) await startCold(resource, (entry, request) => log.note(entry, request));
  for (const stage of STAGES)
    functions[stage] = readFunctions(templatesOf(stage, synthesizeStage(stage)), stage, log.usage);
}, PATIENCE_MS);

function templatesOf(stage: StageName, { stateful, stateless }: Record<Stack, Template>): Templates {
  const stacks: [Stack, Template][] = [
    ['stateful', stateful],
    ['stateless', stateless],
  ];
  return Object.fromEntries(
    stacks.map(([name, template]) => [`communication-${stage}-${name}`, template.toJSON()]),
  ) as unknown as Templates;
}

async function all(stage: StageName, check: (one: DeployedFunction) => Promise<string[]>): Promise<string[]> {
  return (await Promise.all(functions[stage].map(check))).flat();
}

const named = (name: keyof typeof FUNCTION_ACCESS) => functions.prod.find((each) => each.name === name)!;

describe('the functions', () => {
  it('are all told of by a story', () => {
    const told = new Set<string>(Object.values(STORIES).flatMap(({ about }) => about));
    for (const stage of STAGES)
      expect(functions[stage].map(({ name }) => name).filter((name) => !told.has(name))).toEqual([]);
    expect(Object.keys(FUNCTION_ACCESS).sort()).toEqual(functions.prod.map(({ name }) => name).sort());
  });

  it.each(STAGES)(
    'may do in %s all that they do',
    async (stage) => {
      expect(await all(stage, refusedRequests)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it.each(STAGES)(
    'may do nothing in %s that they never do',
    async (stage) => {
      expect(await all(stage, unusedGrants)).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe('the check', () => {
  it(
    'sees every single grant that is missing',
    async () => {
      const unseen: string[] = [];
      for (const whole of functions.prod) {
        const grants = grantsOf(whole.policy);
        for (const missing of grants) {
          const policy = policyOf(grants.filter((grant) => grant !== missing));
          const requests = whole.requests.filter(({ action }) => action === missing.action);
          if ((await refusedRequests({ ...whole, policy, requests })).length === 0)
            unseen.push(`${whole.name}: ${missing.action} ${missing.resource}`);
        }
      }
      expect(unseen).toEqual([]);
    },
    PATIENCE_MS,
  );

  const TABLES = 'arn:aws:dynamodb:eu-central-1:000000000000:table/communication-prod-stateful';
  it.each([
    ['another action on a table', { action: 'dynamodb:Scan', resource: `${TABLES}-runtime` }],
    ['another table', { action: 'dynamodb:GetItem', resource: `${TABLES}-contacts` }],
    ['an index', { action: 'dynamodb:Query', resource: `${TABLES}-runtime/index/therapist` }],
    ['objects', { action: 's3:GetObject', resource: 'arn:aws:s3:::communication-prod-stateful-bucket/*' }],
    ['mail', { action: 'ses:SendRawEmail', resource: '*' }],
    [
      'another secret',
      {
        action: 'secretsmanager:GetSecretValue',
        resource: 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:other',
      },
    ],
    [
      'another use of the key',
      {
        action: 'kms:Encrypt',
        resource: 'arn:aws:kms:eu-central-1:000000000000:key/communication-prod-stateful-key',
      },
    ],
  ])('sees a grant of %s that nobody needs', async (_, superfluous) => {
    const whole = named('work-items');
    const policy = policyOf([...grantsOf(whole.policy), superfluous]);
    expect(await unusedGrants({ ...whole, policy })).toEqual([
      `work-items: ${superfluous.action} ${superfluous.resource}`,
    ]);
  });

  it('sees a mail in the name of another sender, and one of dev to a stranger', async () => {
    const asked = (stage: StageName) => {
      const pump = functions[stage].find(({ name }) => name === 'process-email-queue')!;
      return { pump, mails: pump.requests.filter(({ action }) => action === 'ses:SendRawEmail') };
    };
    for (const [stage, context] of [
      ['prod', { 'ses:FromAddress': 'jemand@prod.vermittlung.example' }],
      ['dev', { 'ses:Recipients': ['praxis-1@praxis.example'] }],
    ] satisfies [StageName, AwsRequest['context']][]) {
      const { pump, mails } = asked(stage);
      const requests = mails.map((mail) => ({ ...mail, context: { ...mail.context, ...context } }));
      expect(requests).toHaveLength(2);
      expect(await refusedRequests({ ...pump, requests })).toHaveLength(2);
    }
  });
});
