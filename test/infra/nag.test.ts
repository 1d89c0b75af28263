import { describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { loadStage, type StageName } from '../../infra/config.ts';
import { ACKNOWLEDGEMENTS, acknowledgeFindings } from '../../infra/nag.ts';
import { addStage, createApp } from '../../infra/stage.ts';
import { IDENTITY, MSK, MSK_SCRAM, RESTORED } from './templates.ts';

/** Every kind of deployment whose resources differ. */
const DEPLOYMENTS: [string, StageName, Record<string, string>][] = [
  ['local', 'local', {}],
  ['dev', 'dev', {}],
  ['prod', 'prod', {}],
  ['prod with a sender', 'prod', IDENTITY],
  ['prod with brokers', 'prod', MSK],
  ['prod with brokers that ask for a password', 'prod', { ...MSK, ...MSK_SCRAM }],
  ['prod after a restore', 'prod', RESTORED],
  ['prod whose alarms write', 'prod', { ALARM_EMAIL: 'bereitschaft@praxis.example' }],
  ['dev with brokers of its own', 'dev', { CREATE_BROKERS: 'true' }],
  ['prod with brokers of its own', 'prod', { CREATE_BROKERS: 'true' }],
];

function build(name: StageName, settings: Record<string, string>) {
  const app = createApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  const stage = loadStage(name, (setting) => settings[setting]);
  const stacks = addStage(app, stage);
  return { app, stage, stacks };
}

/** All findings: the rule and the path of the resource. */
function findingsOf(app: ReturnType<typeof createApp>): string[] {
  return new AwsSolutionsChecks(app)
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${String(constructPath)}`),
    );
}

describe('cdk-nag', () => {
  it.each(DEPLOYMENTS)('finds in %s what is acknowledged, and nothing else', (_, name, settings) => {
    const { app, stage, stacks } = build(name, settings);
    app.synth();
    rmSync(app.outdir, { recursive: true });
    const found = findingsOf(app);
    expect(acknowledgeFindings(stage, stacks).sort()).toEqual(found.sort());
    expect(found).not.toEqual([]);
    expect(findingsOf(app)).toEqual([]);
  });

  it('breaks the synthesis at any other finding', () => {
    const { app, stage, stacks } = build('prod', {});
    acknowledgeFindings(stage, stacks);
    new Bucket(stacks.stateful, 'another');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    try {
      expect(() => app.synth()).toThrow(/communication-prod-stateful\/another.*AwsSolutions-S10/s);
    } finally {
      rmSync(app.outdir, { recursive: true });
    }
  });
});

it('every acknowledgement is needed somewhere and says why', () => {
  const acknowledged = DEPLOYMENTS.flatMap(([, name, settings]) => {
    const { stage, stacks } = build(name, settings);
    return acknowledgeFindings(stage, stacks).map((each) => each.replace(`-${name}-`, '-{stage}-'));
  });
  for (const { rule, reason } of ACKNOWLEDGEMENTS) {
    expect(acknowledged.some((each) => each.startsWith(`${rule} `))).toBe(true);
    expect(reason).toMatch(/^.{20,}\.$/s);
  }
});
