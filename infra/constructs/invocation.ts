import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type {
  DestinationConfig,
  EventInvokeConfigOptions,
  IDestination,
  IFunction,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/** Ticks of a schedule: late ones must not pile up behind a slow run, and the next one does the work (CONTRACT §6). */
export function dropLateTicks(failures: Queue): EventInvokeConfigOptions {
  return { retryAttempts: 0, maxEventAge: Duration.seconds(60), onFailure: new FailureDestination(failures) };
}

/** What arrives only once: tried for six hours, then kept until somebody redrives it (CONTRACT §6). */
export function keepForRedrive(failures: Queue): EventInvokeConfigOptions {
  return { retryAttempts: 2, maxEventAge: Duration.hours(6), onFailure: new FailureDestination(failures) };
}

/**
 * A queue that Lambda writes failures into, in the function's name. The library's own destination gives the function every
 * use of the queue's key.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
class FailureDestination implements IDestination {
  readonly #queue: Queue;

  constructor(queue: Queue) {
    this.#queue = queue;
  }

  bind(_scope: Construct, target: IFunction): DestinationConfig {
    const { queueArn, encryptionMasterKey } = this.#queue;
    const allow = (actions: string[], resource: string) =>
      target.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
    allow(['sqs:SendMessage'], queueArn);
    if (encryptionMasterKey) allow(['kms:Decrypt', 'kms:GenerateDataKey'], encryptionMasterKey.keyArn);
    return { destination: queueArn };
  }
}
