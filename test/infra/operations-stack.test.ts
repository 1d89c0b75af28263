import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { ALARMS } from '../../infra/operations/alarms.ts';
import { CALLER_LINE_OPERATIONS } from '../../shared/contracts/http/caller-lines.ts';
import { EMAIL_OPERATIONS } from '../../shared/contracts/http/emails.ts';
import { INBOUND_MAIL_OPERATIONS } from '../../shared/contracts/http/inbound-mails.ts';
import type { Operation } from '../../shared/contracts/http/operation.ts';
import { SUPPRESSION_OPERATIONS } from '../../shared/contracts/http/suppressions.ts';
import { SWITCH_OPERATIONS } from '../../shared/contracts/http/switches.ts';
import { WORK_ITEM_OPERATIONS } from '../../shared/contracts/http/work-items.ts';
import { METRIC_NAMESPACE, type CountName } from '../../shared/domain/metrics.ts';
import { createMetrics } from '../../shared/platform/metrics.ts';
import { functionsOf, MSK, resourcesOf, synthesizeStage } from './templates.ts';

interface AlarmProperties {
  AlarmName: string;
  AlarmDescription: string;
  Namespace: string;
  MetricName: string;
  Dimensions?: { Name: string; Value: unknown }[];
  Period: number;
  EvaluationPeriods: number;
  TreatMissingData: string;
  AlarmActions: unknown[];
  OKActions: unknown[];
}

let prod: ReturnType<typeof synthesizeStage>;
let operations: Template;
let alarms: AlarmProperties[];
const alarmsOf = (template: Template) =>
  resourcesOf(template, 'AWS::CloudWatch::Alarm').map(
    ({ Properties }) => Properties as unknown as AlarmProperties,
  );
beforeAll(() => {
  prod = synthesizeStage('prod');
  operations = prod.operations!;
  alarms = alarmsOf(operations);
});

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const entriesOf = (text: string) => [...text.matchAll(/^## (.+)$/gm)].map(([, entry]) => entry);
const namesOf = (all: AlarmProperties[]) =>
  all.map(({ AlarmName }) => AlarmName.replace('communication-prod-', ''));

describe('the alarms', () => {
  it('each have an entry in the runbook, and no entry is without an alarm', () => {
    const entries = entriesOf(runbook);
    expect(entries.toSorted()).toEqual([...new Set(ALARMS.map(({ entry }) => entry))].sort());
  });

  it('lead to their entry, and say why they are there', () => {
    expect(alarms.length).toBeGreaterThanOrEqual(ALARMS.length - 1);
    for (const { AlarmName, AlarmDescription } of alarms) {
      const [, why, entry = ''] =
        /^(.+\.) What to do: docs\/runbook\.md#([a-z0-9-]+)$/.exec(AlarmDescription) ?? [];
      expect(why).toBeDefined();
      expect(AlarmName).toMatch(new RegExp(`^communication-prod-${entry}`));
      expect(entriesOf(runbook)).toContain(entry);
    }
  });

  it('all tell the topic, when they begin and when they end', () => {
    const topic = { Ref: Object.keys(operations.findResources('AWS::SNS::Topic'))[0] };
    for (const { AlarmActions, OKActions } of alarms)
      expect([AlarmActions, OKActions]).toEqual([[topic], [topic]]);
  });

  it('look where the code writes its numbers', () => {
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const metrics = createMetrics('prod');
    metrics.count('emails_unknown');
    metrics.flush();
    const line = JSON.parse(String(written.mock.calls[0]?.[0])) as Emf;
    written.mockRestore();
    const [directive] = line._aws.CloudWatchMetrics;
    const alarm = alarms.find(({ MetricName }) => MetricName === 'emails_unknown')!;
    const dimensions = Object.fromEntries(alarm.Dimensions!.map(({ Name, Value }) => [Name, Value]));
    expect(directive?.Namespace).toBe(alarm.Namespace);
    expect(directive?.Dimensions).toEqual([Object.keys(dimensions).sort()]);
    for (const [name, value] of Object.entries(dimensions)) expect(line[name]).toBe(value);
  });

  it('watch each function of the stage for errors and throttles', () => {
    const names = functionsOf(prod.stateless).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(20);
    for (const entry of ['function-errors', 'function-throttles'])
      expect(
        namesOf(alarms)
          .filter((name) => name.startsWith(entry))
          .sort(),
      ).toEqual(names.map((name) => `${entry}-${name}`).sort());
  });

  it('watch each schedule for silence', () => {
    const schedules = resourcesOf(prod.stateless, 'AWS::Scheduler::Schedule').map(({ Properties }) =>
      String(Properties['Name']).replace('communication-prod-', ''),
    );
    const silent = alarms.filter(({ AlarmName }) => AlarmName.includes('schedule-silent'));
    expect(namesOf(silent).sort()).toEqual(schedules.map((name) => `schedule-silent-${name}`).sort());
    for (const { TreatMissingData } of silent) expect(TreatMissingData).toBe('breaching');
  });

  it('FAULTS 52: watch each failure queue', () => {
    const watched = alarms.flatMap(({ Namespace, Dimensions }) =>
      Namespace === 'AWS/SQS' ? [JSON.stringify(Dimensions)] : [],
    );
    const queues = Object.keys(prod.stateful.findResources('AWS::SQS::Queue'));
    expect(queues).toHaveLength(3);
    for (const queue of queues) expect(watched.join()).toContain(queue);
    expect(watched).toHaveLength(queues.length);
  });

  it('watch the topics where there are brokers, and only there', () => {
    expect(namesOf(alarms)).not.toContain('topics-lag-matching-events');
    const withBrokers = alarmsOf(synthesizeStage('prod', MSK).operations!);
    expect(namesOf(withBrokers)).toContain('topics-lag-matching-events');
  });

  it('stay within what CloudWatch evaluates: a day, or a week by the hour', () => {
    for (const { Period, EvaluationPeriods } of alarms)
      expect(Period * EvaluationPeriods).toBeLessThanOrEqual(Period >= 3600 ? 7 * 86_400 : 86_400);
  });

  it('are none where nobody could be told', () => {
    expect(synthesizeStage('local').operations).toBeUndefined();
  });
});

interface Emf {
  [name: string]: unknown;
  _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][] }[] };
}

describe('the topic', () => {
  it('is encrypted with our own key, which alarms of the stage may use', () => {
    operations.hasResourceProperties('AWS::SNS::Topic', {
      TopicName: 'communication-prod-alarms',
      KmsMasterKeyId: { 'Fn::ImportValue': Match.stringLikeRegexp('key') },
    });
    const fromAlarms = {
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        ArnLike: {
          'aws:SourceArn': {
            'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':alarm:communication-prod-\\*$')])],
          },
        },
      },
    };
    operations.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ ...fromAlarms, Action: 'sns:Publish' })]),
      },
    });
    prod.stateful.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ ...fromAlarms, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] }),
        ]),
      },
    });
  });

  it('tells an address when one is set, and nobody else', () => {
    operations.resourceCountIs('AWS::SNS::Subscription', 0);
    const { operations: told } = synthesizeStage('prod', { ALARM_EMAIL: 'bereitschaft@praxis.example' });
    told!.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'bereitschaft@praxis.example',
    });
  });
});

describe('the dashboard', () => {
  const widgetsOf = (template: Template) =>
    JSON.stringify(resourcesOf(template, 'AWS::CloudWatch::Dashboard').map(({ Properties }) => Properties));

  it('is one, and shows the alarms and each function', () => {
    operations.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    const body = widgetsOf(operations);
    expect(body).toContain('\\"type\\":\\"alarm\\"');
    for (const { name } of functionsOf(prod.stateless)) expect(body).toContain(`communication-prod-${name}`);
  });

  it('shows what the code counts, under the namespace of the code', () => {
    const body = widgetsOf(operations);
    const shown: CountName[] = [
      'emails_accepted',
      'records_parked',
      'outbox_published',
      'inbound_mails_triage',
    ];
    for (const name of shown) expect(body).toContain(`\\"${METRIC_NAMESPACE}\\",\\"${name}\\"`);
  });
});

/** What the runbook asks for. */
const API: readonly Operation[] = [
  ...EMAIL_OPERATIONS,
  ...INBOUND_MAIL_OPERATIONS,
  ...WORK_ITEM_OPERATIONS,
  ...CALLER_LINE_OPERATIONS,
  ...SWITCH_OPERATIONS,
  ...SUPPRESSION_OPERATIONS,
];

describe('the runbook', () => {
  it('asks the API for nothing that it does not answer', () => {
    const calls = [...runbook.matchAll(/`GET (\/api\/[^`]+)`/g)].map(
      ([, call = '']) => new URL(call, 'http://api'),
    );
    expect(calls.length).toBeGreaterThan(5);
    for (const { pathname, searchParams } of calls) {
      const operation = API.find(({ method, path }) => method === 'GET' && path === pathname);
      expect([pathname, operation?.query.safeParse(Object.fromEntries(searchParams)).success]).toEqual([
        pathname,
        true,
      ]);
    }
  });

  it('leads to entries that are there', () => {
    for (const [, entry] of runbook.matchAll(/\]\(#([a-z0-9-]+)\)/g))
      expect(entriesOf(runbook)).toContain(entry);
  });
});
