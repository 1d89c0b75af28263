import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';

/**
 * Wakes a function by new and changed rows of a table. Nothing is lost with a record that is dropped: a schedule is the
 * guarantee. The function's role reads the stream for Lambda; its right to use the table's key is granted with the table.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function wakeByRows(target: IFunction, table: ITable): void {
  const { tableStreamArn } = table;
  if (tableStreamArn === undefined) throw new Error(`${table.node.path} has no stream`);
  const allow = (actions: string[], resource: string) =>
    target.addToRolePolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [resource],
      }),
    );
  allow(['DescribeStream', 'GetRecords', 'GetShardIterator'], tableStreamArn);
  // It knows no resource.
  allow(['ListStreams'], '*');
  target.addEventSourceMapping('wake-up', {
    eventSourceArn: tableStreamArn,
    startingPosition: StartingPosition.LATEST,
    batchSize: 100,
    retryAttempts: 2,
    maxRecordAge: Duration.minutes(1),
    // A row is changed when somebody releases it; the relay itself only removes them.
    filters: [{ pattern: JSON.stringify({ eventName: ['INSERT', 'MODIFY'] }) }],
  });
}
