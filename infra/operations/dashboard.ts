import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IWidget,
  type Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { CountName, GaugeName } from '../../shared/domain/metrics.ts';
import type { StageConfig } from '../config.ts';
import { functionNameOf } from '../constructs/service-function.ts';
import type { StageMetrics } from './metrics.ts';

/** Graphs of what the code counts, in the order of a request's life. */
const COUNTED: { title: string; counts: CountName[] }[] = [
  { title: 'Records of the topics', counts: ['records_registered', 'records_closed', 'records_parked'] },
  {
    title: 'Mails',
    counts: ['emails_created', 'emails_accepted', 'emails_rejected', 'emails_unknown', 'emails_unresolved'],
  },
  {
    title: 'What SES reports',
    counts: ['ses_events_delivery', 'ses_events_bounce', 'ses_events_complaint', 'ses_events_delay'],
  },
  {
    title: 'Why runs of the pump end',
    counts: ['pump_out_of_time', 'pump_breaker_open', 'pump_no_answer_from_ses', 'pump_quota_used_up'],
  },
  {
    title: 'Mails that arrive',
    counts: ['inbound_mails_matched', 'inbound_mails_recorded', 'inbound_mails_triage'],
  },
  { title: 'Follow-ups', counts: ['follow_ups_booked', 'follow_ups_unschedulable'] },
  { title: 'Events', counts: ['outbox_published', 'outbox_held_back', 'outbox_unacknowledged'] },
  { title: 'Failures of runs', counts: ['run_failures', 'newer_items', 'erasures_done'] },
];

const STANDING: { title: string; gauges: GaugeName[] }[] = [
  { title: 'Oldest that waits (s)', gauges: ['outbox_oldest_seconds', 'send_queue_oldest_seconds'] },
  { title: 'Events that wait', gauges: ['outbox_rows', 'outbox_blocked_aggregates'] },
];

/** The one dashboard of a stage: its alarms, what waits, what was done, and how functions and API are. */
export function addDashboard(
  scope: Construct,
  stage: StageConfig,
  {
    metrics,
    alarms,
    functionIds,
  }: { metrics: StageMetrics; alarms: Alarm[]; functionIds: readonly string[] },
): void {
  const sum = (metric: Metric) => metric.with({ statistic: 'Sum' });
  const most = (metric: Metric) => metric.with({ statistic: 'Maximum' });
  const ofFunctions = (metric: string) =>
    functionIds.map((id) => metrics.ofFunction(metric, functionNameOf(stage, id)).with({ label: id }));
  const graphs: IWidget[] = [
    ...STANDING.map(({ title, gauges }) =>
      graph(
        title,
        gauges.map((name) => most(metrics.ofService(name))),
      ),
    ),
    ...COUNTED.map(({ title, counts }) =>
      graph(
        title,
        counts.map((name) => sum(metrics.ofService(name))),
      ),
    ),
    graph(
      'API',
      ['Count', '4XXError', '5XXError'].map((name) => sum(metrics.ofApi(name))),
    ),
    graph('API, 99 of 100 answers within (ms)', [metrics.ofApi('Latency').with({ statistic: 'p99' })]),
    graph('Reputation', [metrics.ofSes('Reputation.BounceRate'), metrics.ofSes('Reputation.ComplaintRate')]),
    graph('Errors of functions', ofFunctions('Errors').map(sum)),
    graph('Longest run (ms)', ofFunctions('Duration').map(most)),
  ];
  new Dashboard(scope, 'dashboard', {
    dashboardName: `communication-${stage.name}`,
    widgets: [[new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 6 })], ...inRows(graphs)],
  });
}

function graph(title: string, left: Metric[]): IWidget {
  return new GraphWidget({ title, left, width: 8, height: 6 });
}

/** Three side by side. */
function inRows(widgets: IWidget[]): IWidget[][] {
  return widgets.length === 0 ? [] : [widgets.slice(0, 3), ...inRows(widgets.slice(3))];
}
