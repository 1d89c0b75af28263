import { Duration } from 'aws-cdk-lib';
import type { EventInvokeConfigOptions } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** Ticks of a schedule: late ones must not pile up behind a slow run, and the next one does the work (CONTRACT §6). */
export function dropLateTicks(failures: IQueue): EventInvokeConfigOptions {
  return { retryAttempts: 0, maxEventAge: Duration.seconds(60), onFailure: new SqsDestination(failures) };
}

/** What arrives only once: tried for six hours, then kept until somebody redrives it (CONTRACT §6). */
export function keepForRedrive(failures: IQueue): EventInvokeConfigOptions {
  return { retryAttempts: 2, maxEventAge: Duration.hours(6), onFailure: new SqsDestination(failures) };
}
