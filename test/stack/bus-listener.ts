import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { BusEntry } from '../../local/eventbridge-double.ts';
import type { DeployedStage } from '../../local/stack/stage.ts';

const NAME = 'communication-local-listener';
const TARGET = 'queue';

/** A subscriber like the sibling services: a queue that gets the stage's own events from its bus. */
export interface BusListener {
  /** All that arrived so far, in the order of arrival. */
  heard(): Promise<Pick<BusEntry, 'DetailType' | 'Detail'>[]>;
  stop(): Promise<void>;
}

/** Subscribes to everything that the stage says on its bus from now on. */
export async function listenOnBus({ local, config }: DeployedStage): Promise<BusListener> {
  const sqs = new SQSClient(local.client);
  const bridge = new EventBridgeClient(local.client);
  const rule = { Rule: NAME, EventBusName: config.EVENT_BUS };
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: NAME }));
  // A run that was killed may have left one with what it heard.
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  await bridge.send(
    new PutRuleCommand({
      Name: NAME,
      EventBusName: config.EVENT_BUS,
      EventPattern: JSON.stringify({ 'detail-type': [{ prefix: 'communication.' }] }),
    }),
  );
  const Targets = [{ Id: TARGET, Arn: Attributes?.QueueArn }];
  await bridge.send(new PutTargetsCommand({ ...rule, Targets }));

  const all: Pick<BusEntry, 'DetailType' | 'Detail'>[] = [];
  return {
    async heard() {
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) return all;
        all.push(...Messages.map(({ Body = '' }) => toEntry(Body)));
        const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      }
    },
    async stop() {
      await bridge.send(new RemoveTargetsCommand({ ...rule, Ids: [TARGET] }));
      await bridge.send(new DeleteRuleCommand({ Name: NAME, EventBusName: config.EVENT_BUS }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

/** The event as the rule delivered it → what was put on the bus. */
function toEntry(body: string): Pick<BusEntry, 'DetailType' | 'Detail'> {
  const event = JSON.parse(body) as { 'detail-type': string; detail: unknown };
  return { DetailType: event['detail-type'], Detail: JSON.stringify(event.detail) };
}
