import { type App, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { StageConfig } from './config.ts';
import { alarmsOf } from './constructs/alarm-publishing.ts';
import { addAlarms } from './operations/add-alarms.ts';
import { addDashboard } from './operations/dashboard.ts';
import { StageMetrics } from './operations/metrics.ts';
import type { StatefulStack } from './stateful-stack.ts';

/**
 * Who watches the stage: alarms, the topic that tells of them, one dashboard. Apart from the functions' stack, which would come
 * near the 500 resources of a stack with them; it knows functions and API by their names.
 */
export class OperationsStack extends Stack {
  constructor(
    app: App,
    { stage, data, functionIds }: { stage: StageConfig; data: StatefulStack; functionIds: readonly string[] },
  ) {
    super(app, `communication-${stage.name}-operations`, {
      env: { region: stage.region },
      description: `Communication Service, ${stage.name}: alarms and dashboard`,
    });
    const { schedules, events, feedback } = data.failures;
    const metrics = new StageMetrics(stage, {
      schedules: schedules.queueName,
      events: events.queueName,
      feedback: feedback.queueName,
    });
    const alarms = addAlarms(this, stage, { metrics, functionIds });
    const tell = new SnsAction(this.#addTopic(stage, data));
    for (const alarm of alarms) {
      alarm.addAlarmAction(tell);
      alarm.addOkAction(tell);
    }
    addDashboard(this, stage, { metrics, alarms, functionIds });
  }

  /** Alarms alone may publish; whoever is to hear of them subscribes, or is named by ALARM_EMAIL. */
  #addTopic(stage: StageConfig, { key }: StatefulStack): Topic {
    const topic = new Topic(this, 'alarms', {
      topicName: `communication-${stage.name}-alarms`,
      displayName: `Communication Service, ${stage.name}`,
      masterKey: key,
      enforceSSL: true,
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com', { conditions: alarmsOf(this, stage) })],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
      }),
    );
    if (stage.alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(stage.alarmEmail));
    return topic;
  }
}
