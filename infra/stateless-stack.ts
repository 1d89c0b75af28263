import { type App, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { EventBus, Match } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { addApiFunctions } from './api-functions.ts';
import type { StageConfig } from './config.ts';
import { type Access, grantAccess } from './constructs/access.ts';
import { sendEventsTo } from './constructs/event-rule.ts';
import { dropLateTicks, keepForRedrive } from './constructs/invocation.ts';
import { brokerNetwork, consumeOwnTopics, consumeTopics, publishToTopic } from './constructs/kafka.ts';
import { receiveMails } from './constructs/receiving.ts';
import { runOnSchedule } from './constructs/schedule.ts';
import { grantSending } from './constructs/send-permissions.ts';
import { ServiceApi } from './constructs/service-api.ts';
import { ServiceFunction, type ServiceFunctionProps } from './constructs/service-function.ts';
import { wakeByRows } from './constructs/wake-up.ts';
import { serviceEnvironment } from './environment.ts';
import { FUNCTION_ACCESS, type FunctionName } from './function-access.ts';
import type { StatefulStack } from './stateful-stack.ts';

type FunctionProps = Omit<ServiceFunctionProps, 'stage'>;

/** Everything that the code makes: functions, what starts them, and what they may touch. */
export class StatelessStack extends Stack {
  /** Its functions, without the prefix of the stage. */
  readonly functionIds: string[] = [];
  readonly #stage: StageConfig;
  readonly #data: StatefulStack;
  readonly #environment: Record<string, string>;

  constructor(app: App, { stage, data }: { stage: StageConfig; data: StatefulStack }) {
    super(app, `communication-${stage.name}-stateless`, {
      env: { region: stage.region },
      description: `Communication Service, ${stage.name}: functions and what starts them`,
    });
    this.#stage = stage;
    this.#data = data;
    const api = new ServiceApi(this, 'api', { stage });
    this.#environment = serviceEnvironment(stage, { data, publicUrl: api.publicUrl });
    this.#addMatchingEvents();
    this.#addOutboxRelay();
    this.#addDailyBatchProcessing();
    this.#addProcessEmailQueue();
    this.#addCheckUnansweredEmails();
    this.#addSesEvents();
    this.#addInboundMail();
    this.#addApplyErasures();
    this.#addApplyRetention();
    addApiFunctions(api, { add: (id, props) => this.#addFunction(id, props), tokens: this.#issuersKeys() });
  }

  #addMatchingEvents(): void {
    const { msk, kafkaBrokers } = this.#stage;
    const { bus, failures } = this.#data;
    const matchingEvents = this.#addFunction('matching-events', {
      entry: 'events/matching-events.ts',
      timeout: Duration.minutes(5),
      ...(!msk && keepForRedrive(failures.events)),
    });
    if (msk) consumeTopics(matchingEvents, this.#stage, msk);
    else if (kafkaBrokers !== undefined) consumeOwnTopics(matchingEvents, this.#stage, kafkaBrokers);
    else {
      const detailType = Match.anyOf(
        ...['match.', 'therapist.', 'patient.'].map((prefix) => Match.prefix(prefix)),
      );
      sendEventsTo(matchingEvents, 'matching-events', {
        bus,
        pattern: { detailType },
        failures: failures.events,
      });
    }
  }

  #addOutboxRelay(): void {
    const { msk } = this.#stage;
    const relay = this.#addFunction('outbox-relay', {
      entry: 'events/outbox-relay.ts',
      ...dropLateTicks(this.#data.failures.schedules),
      ...(msk && brokerNetwork(this, msk)),
    });
    if (msk) publishToTopic(relay, msk);
    else this.#data.bus.grantPutEventsTo(relay);
    // The schedule is the guarantee.
    wakeByRows(relay, this.#data.tables.outbox);
    this.#runOnSchedule(relay, 'outbox-relay', ScheduleExpression.rate(Duration.minutes(1)));
  }

  #addDailyBatchProcessing(): void {
    const batch = this.#addFunction('daily-batch-processing', {
      entry: 'schedules/daily-batch-processing.ts',
      timeout: Duration.minutes(14),
      ...dropLateTicks(this.#data.failures.schedules),
    });
    // Before 02:00: the hour from 02:00 to 03:00 happens twice in autumn and never in spring.
    const timeZone = TimeZone.of(this.#stage.timeZone);
    this.#runOnSchedule(
      batch,
      'daily-batch-processing',
      ScheduleExpression.cron({ hour: '1', minute: '0,15,30,45', timeZone }),
    );
  }

  #addProcessEmailQueue(): void {
    const pump = this.#addFunction('process-email-queue', {
      entry: 'schedules/process-email-queue.ts',
      rendersTemplates: true,
      ...dropLateTicks(this.#data.failures.schedules),
    });
    grantSending(pump, this, {
      stage: this.#stage,
      configurationSet: this.#data.configurationSet.configurationSetName,
    });
    this.#runOnSchedule(pump, 'process-email-queue', ScheduleExpression.rate(Duration.minutes(1)));
  }

  #addCheckUnansweredEmails(): void {
    const sweep = this.#addFunction('check-unanswered-emails', {
      entry: 'schedules/check-unanswered-emails.ts',
      timeout: Duration.minutes(14),
      ...dropLateTicks(this.#data.failures.schedules),
    });
    this.#runOnSchedule(sweep, 'check-unanswered-emails', ScheduleExpression.rate(Duration.hours(1)));
  }

  #addSesEvents(): void {
    const feedback = this.#addFunction('ses-events', {
      entry: 'feedback/ses-events.ts',
      ...keepForRedrive(this.#data.failures.feedback),
    });
    const tags = { 'ses:configuration-set': [this.#data.configurationSet.configurationSetName] };
    sendEventsTo(feedback, 'ses-events', {
      bus: EventBus.fromEventBusName(this, 'default-bus', 'default'),
      pattern: { source: ['aws.ses'], detail: { mail: { tags } } },
      failures: this.#data.failures.feedback,
    });
  }

  #addInboundMail(): void {
    const { bucket, failures } = this.#data;
    const inboundMail = this.#addFunction('inbound-mail', {
      entry: 'feedback/inbound-mail.ts',
      ...keepForRedrive(failures.feedback),
    });
    if (this.#stage.receivesMail)
      receiveMails(this, this.#stage, { bucketName: bucket.bucketName, target: inboundMail });
  }

  #addApplyErasures(): void {
    const erasures = this.#addFunction('apply-erasures', {
      entry: 'schedules/apply-erasures.ts',
      timeout: Duration.minutes(5),
      ...dropLateTicks(this.#data.failures.schedules),
    });
    this.#runOnSchedule(erasures, 'apply-erasures', ScheduleExpression.rate(Duration.minutes(1)));
  }

  #addApplyRetention(): void {
    const retention = this.#addFunction('apply-retention', {
      entry: 'schedules/apply-retention.ts',
      timeout: Duration.minutes(14),
      ...dropLateTicks(this.#data.failures.schedules),
    });
    const timeZone = TimeZone.of(this.#stage.timeZone);
    const expression = ScheduleExpression.cron({ hour: '3', minute: '30', timeZone });
    this.#runOnSchedule(retention, 'apply-retention', expression);
  }

  #addFunction(id: FunctionName, { environment, ...props }: FunctionProps): ServiceFunction {
    const access: Access = FUNCTION_ACCESS[id];
    // Time can be moved where nobody is mailed: the functions that know the table `runtime` read there how far.
    const movesClock = this.#stage.name === 'local' && access.tables.runtime !== undefined;
    const { runtime } = this.#data.tables;
    const added = new ServiceFunction(this, id, {
      stage: this.#stage,
      environment: {
        ...this.#environment,
        ...(movesClock && { CLOCK_TABLE: runtime.tableName }),
        ...environment,
      },
      ...props,
    });
    this.functionIds.push(id);
    grantAccess(added, this.#data, access);
    if (movesClock)
      added.addToRolePolicy(
        new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [runtime.tableArn] }),
      );
    return added;
  }

  /** Where no issuer can be served, its keys lie in the table `runtime`. */
  #issuersKeys(): Record<string, string> {
    return this.#stage.name === 'local' ? { JWKS_TABLE: this.#data.tables.runtime.tableName } : {};
  }

  #runOnSchedule(target: ServiceFunction, id: string, expression: ScheduleExpression): void {
    runOnSchedule(this, id, { stage: this.#stage, target, expression });
  }
}
