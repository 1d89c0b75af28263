import { Duration } from 'aws-cdk-lib';
import { type EventPattern, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Sends events of a bus to a function; what cannot be delivered within six hours goes to the failure queue. */
export function sendEventsTo(
  target: IFunction,
  id: string,
  props: { bus: IEventBus; pattern: EventPattern; failures: IQueue },
): Rule {
  const scope: Construct = target.stack;
  // As an import, because CDK would write this rule's ARN into the queue's policy: a circle between the two stacks.
  const deadLetterQueue = Queue.fromQueueArn(scope, `${id}-failures`, props.failures.queueArn);
  return new Rule(scope, `${id}-rule`, {
    eventBus: props.bus,
    eventPattern: props.pattern,
    targets: [
      new LambdaFunction(target, { deadLetterQueue, retryAttempts: 2, maxEventAge: Duration.hours(6) }),
    ],
  });
}
